/** A folder of others is adopted, and kept from becoming worse: from the first day to the first fix, as its user types it. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { readBaseline } from '../../../src/app/baseline-file';
import { BuiltCommand } from '../../support/command';
import { writeForeignFolder } from '../../support/foreign-folder';

let command: BuiltCommand;
let dir: string;
beforeAll(() => {
  command = new BuiltCommand();
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'adoption-')));
  fs.mkdirSync(path.join(dir, '.git'));
});
afterAll(() => {
  command.remove();
  fs.rmSync(dir, { recursive: true });
});
const run = (...argv: readonly string[]) => command.run(dir, ...argv);
const file = (name: string) => path.join(dir, name);
const accepted = () => readBaseline(file('cdk8s-hardened-baseline.yaml')).entries.reduce((sum, { count }) => sum + count, 0);

interface Report {
  readonly summary: {
    readonly status: Record<string, number>;
    readonly baseline: { readonly accepted: number; readonly absent: readonly { readonly object: string }[] };
    readonly objects: number;
  };
  readonly findings: readonly { readonly status: string; readonly fails: boolean; readonly object: { readonly name: string } | null }[];
}
const report = (): Report => {
  run('check', 'manifests', '--format', 'json', '--output', 'report.json');
  return JSON.parse(fs.readFileSync(file('report.json'), 'utf8')) as Report;
};

test('a folder of others: init, a check that passes, a new violation that fails, a fix that shrinks the baseline', () => {
  const { files, unreadable } = writeForeignFolder(file('manifests'));
  expect(files).toBeGreaterThan(240);

  // Before: more than anybody reads, and input that cannot be read.
  expect(run('check', 'manifests', '--summary').code).toBe(2);

  const init = run('init', 'yaml', 'manifests');
  expect([init.code, init.err]).toEqual([0, '']);
  const [, violations] = /^Found in \d+ files: (\d+) violations: \d+ critical, \d+ high, \d+ medium, \d+ low; \d+ unknown\./.exec(
    init.out,
  )!;
  expect(Number(violations)).toBeGreaterThan(700);
  for (const name of unreadable) expect(init.out).toContain(`  manifests/${name}`);

  const before = report();
  expect(before.summary.objects).toBeGreaterThan(550);
  expect(before.summary.status).toMatchObject({ violation: 0, unknown: 0 });
  expect([before.summary.baseline.accepted, before.summary.baseline.absent]).toEqual([accepted(), []]);
  const passed = run('check', 'manifests');
  expect([passed.code, passed.out.split('\n').length < 20]).toEqual([0, true]);

  // Somebody adds a Pod, another repairs one.
  const pod = (name: string, spec: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {${spec}containers: [{name: a, image: a}]}\n`;
  fs.writeFileSync(file('manifests/new.yaml'), pod('newcomer', 'hostPID: true, '));
  const failed = run('check', 'manifests');
  expect([failed.code, failed.out]).toEqual([1, expect.stringContaining('Pod newcomer')]);
  const added = report();
  expect(new Set(added.findings.filter(({ status }) => status !== 'baselined').map(({ object }) => object?.name))).toEqual(
    new Set(['newcomer']),
  );
  expect(added.summary.baseline.absent).toEqual([]);
  fs.rmSync(file('manifests/new.yaml'));

  const repaired = file('manifests/web/app-0/app-0.yaml');
  const text = fs.readFileSync(repaired, 'utf8');
  expect(text).toContain('privileged: true');
  fs.writeFileSync(repaired, text.replace('privileged: true', 'privileged: false'));
  const fixed = run('check', 'manifests');
  expect([fixed.code, fixed.out]).toEqual([0, expect.stringMatching(/\d+ findings? of the baseline (?:is|are) not in this input/)]);
  const gone = report().summary.baseline.absent;
  expect(new Set(gone.map(({ object }) => object))).toEqual(new Set(['Deployment app-0']));

  const total = accepted();
  const size = fs.statSync(file('cdk8s-hardened-baseline.yaml')).size;
  // A part of the project says the same, and leaves the rest alone.
  expect(run('baseline', 'update', 'manifests/ai').code).toBe(0);
  expect(accepted()).toBe(total);
  const update = run('baseline', 'update', 'manifests');
  expect([update.code, update.out]).toEqual([0, expect.stringContaining(`${gone.length} no longer found, removed; 0 added.`)]);
  expect([accepted(), fs.statSync(file('cdk8s-hardened-baseline.yaml')).size < size]).toEqual([total - gone.length, true]);

  // What was repaired stays repaired.
  fs.writeFileSync(repaired, text);
  expect(run('check', 'manifests').code).toBe(1);
});
