/** What the command takes to start, as a whole process, against one that only loads js-yaml and parses the same file. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { dir, report } from './measure';

const ROUNDS = 21;
const ROOT = path.join(__dirname, '..');

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: payments }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: main
          image: nginx:latest
          ports: [{ containerPort: 8080 }]
`;

/** Adds what the process has used in user mode to a file when it ends. */
const CLOCK = `process.on('exit', () => require('node:fs').appendFileSync(process.env.BENCH_CLOCK, process.cpuUsage().user + '\\n'));`;

/** Prints the ratio of the medians. */
export function benchStart(): void {
  const file = path.join(dir, 'one.yaml');
  const clock = path.join(dir, 'clock.js');
  fs.writeFileSync(file, DEPLOYMENT);
  fs.writeFileSync(clock, CLOCK);
  const parse =
    `require(${JSON.stringify(require.resolve('js-yaml'))}).loadAll(require('node:fs').readFileSync(${JSON.stringify(file)}, ` + "'utf8'))";
  const calls = [
    [path.join(ROOT, 'bin/cdk8s-hardened'), 'check', file],
    ['-e', parse],
  ];
  const times = calls.map((_, i) => path.join(dir, `times-${i}`));
  for (let round = 0; round < ROUNDS; round++) {
    calls.forEach((args, i) => {
      const { status, stderr } = spawnSync(process.execPath, ['-r', clock, ...args], {
        env: { ...process.env, BENCH_CLOCK: times[i] },
        encoding: 'utf8',
      });
      if (status !== 1 - i) throw new Error(`the process ended with ${status}: ${stderr}`);
    });
  }
  const [check, base] = times.map((name) =>
    median(
      fs
        .readFileSync(name, 'utf8')
        .trim()
        .split('\n')
        .map((time) => Number(time) / 1000),
    ),
  ) as [number, number];
  report(
    'check of one small file / parsing it, whole processes',
    check / base,
    2,
    `${check.toFixed(0)} ms / ${base.toFixed(0)} ms of user time, Node ${process.versions.node}`,
  );
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
