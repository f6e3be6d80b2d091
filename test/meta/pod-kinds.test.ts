import * as fs from 'node:fs';
import * as path from 'node:path';
import { operatedKindsTable, podKindsTable } from '../../scripts/pod-kinds';
import { POD_KINDS } from '../../src/kubernetes/pods/pod-kinds';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

test.each([
  ['pod-kinds', podKindsTable],
  ['operated-kinds', operatedKindsTable],
])('the README has the table %s as it is', (name, table) => {
  const [, text] = new RegExp(`<!-- ${name}:begin -->\\n([^]*?)\\n<!-- ${name}:end -->`).exec(read('src/workloads/README.md')) ?? [];
  expect(text).toBe(table());
});

test('PodHardening says which kinds it fills', () => {
  const text = read('src/workloads/constructs/pod-hardening.ts').replace(/\n \*/g, ' ');
  expect(POD_KINDS.map(({ kind }) => kind).filter((kind) => !new RegExp(`\\b${kind}\\b`).test(text))).toEqual([]);
});

/** Rules about one kind alone, for what it says besides its pods. */
const ABOUT_ONE = [path.join('workloads', 'rules', 'confinement', 'sandbox-runtime-class.ts')];

test('no other file holds a list of kinds that make pods', () => {
  const files = fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const custom = POD_KINDS.filter(({ isCustom, kind }) => isCustom && !['StatefulSet', 'DaemonSet'].includes(kind)).map(({ kind }) => kind);
  const quoted = new RegExp(`['"/](?:${custom.join('|')})['"]`);
  const found = files.filter((file) => quoted.test(read(path.join('src', file))) && !ABOUT_ONE.includes(file));
  expect(found).toEqual([path.join('kubernetes', 'pods', 'pod-kinds.ts')]);
});
