/** What a log takes to be observed, as whole processes, against one that only parses its lines; and two processes against one. */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { generatedEvents } from '../test/support/audit-log';
import { dir, report } from './measure';

const EVENTS = 400_000;
const ROUNDS = 3;
const COMMAND = path.join(__dirname, '..', 'bin', 'cdk8s-hardened');

/** Reads lines and parses them: the least that any reader of the log has to do. */
const PARSE = `const fs = require('node:fs');
const file = fs.openSync(process.argv[1], 'r');
const chunk = Buffer.alloc(1 << 20);
let rest = '';
for (let size = fs.readSync(file, chunk); size > 0; size = fs.readSync(file, chunk)) {
  const lines = (rest + chunk.toString('latin1', 0, size)).split('\\n');
  rest = lines.pop();
  for (const line of lines) JSON.parse(line);
}`;

/** Says what the process took when it ends: its own clock and memory. */
const CLOCK = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').appendFileSync(process.env.BENCH_CLOCK, (user + system) / 1000 + ' ' + process.resourceUsage().maxRSS / 1024 + '\\n');
});`;

interface Run {
  /** Milliseconds of processor time, megabytes at most. */
  readonly cpu: number;
  readonly memory: number;
  readonly wall: number;
}

/** Prints the ratios. */
export async function benchLogs(): Promise<void> {
  const clock = path.join(dir, 'clock.js');
  fs.writeFileSync(clock, CLOCK);
  const halves = [path.join(dir, 'a.log'), path.join(dir, 'b.log')];
  const whole = path.join(dir, 'whole.log');
  halves.forEach((file, index) => write(file, index + 1));
  fs.writeFileSync(whole, fs.readFileSync(halves[0]!));
  fs.appendFileSync(whole, fs.readFileSync(halves[1]!));
  const size = fs.statSync(whole).size / 1e6;
  const observe = (file: string) => [COMMAND, 'audit-log', 'observe', file, '-o', `${file}.json`];
  const best = async (...commands: readonly (readonly string[])[]): Promise<Run> => {
    const runs: Run[] = [];
    for (let round = 0; round < ROUNDS; round++) runs.push(await together(clock, commands));
    return runs.reduce((a, b) => ({ cpu: Math.min(a.cpu, b.cpu), memory: Math.max(a.memory, b.memory), wall: Math.min(a.wall, b.wall) }));
  };
  const parsed = await best(['-e', PARSE, whole]);
  const observed = await best(observe(whole));
  const two = await best(...halves.map(observe));
  const detail = `${observed.cpu.toFixed(0)} ms / ${parsed.cpu.toFixed(0)} ms of processor time, ${size.toFixed(0)} MB, ${EVENTS} events`;
  report('audit-log observe / only JSON.parse of the lines', observed.cpu / parsed.cpu, 1 / 0.6, detail);
  report('audit-log observe, memory / 200 MB', observed.memory / 200, 1, `${observed.memory.toFixed(0)} MB`);
  const times = `${two.wall.toFixed(0)} ms / ${observed.wall.toFixed(0)} ms`;
  report('two processes on two halves / one on the whole', two.wall / observed.wall, 1 / 1.7, times);
}

function write(file: string, seed: number): void {
  const descriptor = fs.openSync(file, 'w');
  let lines: string[] = [];
  const flush = () => {
    fs.writeSync(descriptor, lines.join(''));
    lines = [];
  };
  for (const event of generatedEvents(EVENTS / 2, seed)) {
    lines.push(`${JSON.stringify(event)}\n`);
    if (lines.length === 1000) flush();
  }
  flush();
  fs.closeSync(descriptor);
}

/** Runs programs at the same time. */
async function together(clock: string, commands: readonly (readonly string[])[]): Promise<Run> {
  const out = path.join(dir, 'clock.txt');
  fs.rmSync(out, { force: true });
  const start = process.hrtime.bigint();
  const ended = commands.map(
    async (args) =>
      new Promise<void>((resolve, reject) => {
        const child = spawn(process.execPath, ['-r', clock, ...args], { stdio: 'ignore', env: { ...process.env, BENCH_CLOCK: out } });
        child.on('error', reject);
        child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}`))));
      }),
  );
  await Promise.all(ended);
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  const rows = fs.readFileSync(out, 'utf8').trim().split('\n');
  const numbers = rows.map((row) => row.split(' ').map(Number) as [number, number]);
  return { cpu: numbers.reduce((sum, [cpu]) => sum + cpu, 0), memory: Math.max(...numbers.map(([, memory]) => memory)), wall };
}
