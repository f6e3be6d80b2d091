/**
 * Input that nobody would write by hand: nothing throws, no rule fails, and nothing in it can deceive who reads a report.
 *
 * CI takes a fixed seed, so that no change fails for what another one left; elsewhere it is another each time.
 * `CDK8S_HARDENED_FUZZ_SEED=… npx jest test/fuzz` repeats a run, `CDK8S_HARDENED_FUZZ_RUNS=10` makes ten times as many.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { checkerOf } from '../../src/app/checker';
import { CATALOG } from '../../src/catalog';
import { check, type CheckResult } from '../../src/cli/check/check';
import { FORMATS } from '../../src/cli/check/render';
import { objectsOf } from '../../src/kubernetes/objects/documents';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import { readYaml } from '../../src/text/yaml/yaml';
import { elementsOf, strangeIn } from '../support/html';
import { layersOf } from '../support/layers';

const SEED = Number(process.env.CDK8S_HARDENED_FUZZ_SEED ?? (process.env.CI ? 20261130 : Math.floor(Math.random() * 2 ** 31)));
const TIMES = Number(process.env.CDK8S_HARDENED_FUZZ_RUNS ?? 1);
const runs = (numRuns: number) => ({ seed: SEED, numRuns: numRuns * TIMES });

const SETTINGS = { kubernetes: '1.37', profile: 'operations', asOf: '2026-11-23' };
const EXAMPLES = CATALOG.flatMap(({ bad, good }) => [bad, good]);
const NASTY = [
  '\u001b[2J',
  '\u009b31m',
  '\u0000',
  '\r',
  '\n',
  '\t',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ud800',
  '</script>',
  '<script>alert(1)</script>',
  ']]>',
  '<!--',
  '&lt;',
  '"',
  "'",
  '`',
  '|',
  '\\',
  '[a](http://x)',
  '=cmd()',
  '@SUM(1)',
  '::error::x',
  '##vso[x]',
  '{{',
  '${x}',
  '%0A',
  '../',
  '__proto__',
];
/** What a terminal or a browser would take for more than text. */
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

/** What must not be, whatever was read. */
function faultsOf({ report, exitCode, internalError }: CheckResult): string[] {
  const faults = internalError === undefined ? [] : [internalError];
  if (![0, 1, 2].includes(exitCode)) faults.push(`exit code ${exitCode}`);
  const texts = Object.fromEntries(
    Object.entries(FORMATS).map(([name, render]) => [name, [...render(report, { color: false, width: 100 })].join('')]),
  );
  for (const [name, text] of Object.entries(texts)) {
    if (CONTROL.test(text)) faults.push(`${name} has ${JSON.stringify(CONTROL.exec(text)![0])}`);
  }
  JSON.parse(texts.json!);
  JSON.parse(texts.sarif!);
  const elements = new Set<string>();
  const parser = new SaxesParser();
  parser.on('error', (error) => faults.push(`junit: ${error.message}`));
  parser.on('opentag', ({ name }) => elements.add(name));
  parser.write(texts.junit!).close();
  for (const name of elements) {
    if (!/^(?:testsuites?|testcase|failure|error|skipped|properties|property|system-out)$/.test(name)) faults.push(`junit: <${name}>`);
  }
  for (const strange of strangeIn(elementsOf(texts.html!))) faults.push(`html: ${strange}`);
  if (/<(?!\/?code>|br>)/.test(texts.markdown!)) faults.push('markdown has an element');
  return faults;
}

const judge = () => check({ paths: ['.'], layers: layersOf(SETTINGS) });

const edit = fc.record({
  at: fc.nat(10_000),
  length: fc.nat(30),
  how: fc.constantFrom('delete', 'double', 'insert', 'swap', 'cut'),
  text: fc.oneof(
    fc.constantFrom(...NASTY),
    fc.constantFrom('- ', ': ', '? ', '&a ', '*a ', '!!binary ', '!!int ', '| ', '> ', '---\n', '...\n', '{', '[', '}', '#'),
    fc.string(),
  ),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(source: string, { at, length, how, text }: Edit): string {
  const start = source.length === 0 ? 0 : at % source.length;
  const [before, part, after] = [source.slice(0, start), source.slice(start, start + length), source.slice(start + length)];
  switch (how) {
    case 'delete':
      return before + after;
    case 'double':
      return before + part + part + after;
    case 'insert':
      return before + text + part + after;
    case 'swap':
      return before + [...part].reverse().join('') + after;
    default:
      return before;
  }
}

describe(`seed ${SEED}`, () => {
  test('texts that are nearly examples', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXAMPLES), fc.array(edit, { minLength: 1, maxLength: 5 }), (example, edits) => {
        fs.writeFileSync('a.yaml', edits.reduce(edited, example));
        expect(faultsOf(judge())).toEqual([]);
      }),
      runs(120),
    );
  });

  test('a value of another type in the place of each value of each example', () => {
    const checker = checkerOf(layersOf(SETTINGS));
    const wrong = [
      null,
      true,
      0,
      -1,
      1.5,
      1e300,
      '',
      'x',
      [],
      [null],
      [[]],
      {},
      { x: null },
      '__proto__',
      '99999999999999999999',
      ['a', 1, null, {}],
    ];
    const random = fc.sample(fc.nat(wrong.length - 1), { seed: SEED, numRuns: 4096 });
    let turn = 0;
    let made = 0;
    for (const example of EXAMPLES) {
      const documents = readYaml(example).documents.map(({ value }) => value);
      for (let i = 0; i < 4 * TIMES; i++) {
        const copy = structuredClone(documents);
        const places = placesOf(copy);
        if (places.length === 0) continue;
        const [holder, key] = places[(random[turn % 4096]! * 7919 + turn * 31) % places.length]!;
        holder[key] = structuredClone(wrong[random[(turn += 1) % 4096]!]);
        const objects = copy.flatMap((value) => objectsOf(value, { file: 'a.yaml' }, () => undefined));
        const failed = checker.check(new Inventory(objects)).findings.filter(({ failure }) => failure !== undefined);
        expect(failed.map(({ rule, message }) => `${rule}: ${message} in ${JSON.stringify(copy)}`)).toEqual([]);
        made += 1;
      }
    }
    expect(made).toBeGreaterThan(1500);
  });

  test('trees of files: each is read, left out or an error', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'a',
        'etc',
        'ssh',
        'rootfs',
        'host',
        'var',
        'lib',
        'kubelet',
        '.hidden',
        'node_modules',
        'kubernetes',
        'manifests',
        'charts',
        'templates',
      ),
      fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/[/\0]/.test(text) && text !== '.' && text !== '..'),
    );
    const last = fc.constantFrom(
      'a.yaml',
      'b.json',
      'sshd_config',
      'kustomization.yaml',
      'Kustomization',
      'etcd',
      'ca.crt',
      'x.tpl',
      'noext',
      'nftables.conf',
      'cdk8s.yaml',
      '.x.yml',
    );
    const content = fc.oneof(
      fc.constantFrom(...EXAMPLES),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '\ufeff', '{', '---\n', 'resources: [.., a, ../../x]\n', 'Include /etc/ssh/*\n'),
    );
    const kind = fc.constantFrom('file', 'file', 'file', 'bytes', 'folder', 'link', 'loop');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(part, { maxLength: 4 }), last, content, kind), { minLength: 1, maxLength: 8 }), (files) => {
        fs.mkdirSync('tree');
        process.chdir('tree');
        try {
          for (const [folders, name, text, how] of files) plant(path.join(...folders, name), text, how);
          const result = judge();
          expect(faultsOf(result)).toEqual([]);
        } finally {
          process.chdir(dir);
          fs.rmSync('tree', { recursive: true });
        }
      }),
      runs(60),
    );
  });

  test('hostile names of objects, namespaces, containers and files', () => {
    const name = fc
      .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 6 })), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(name, name, name, name, (object, namespace, container, file) => {
        const pod = {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: object, namespace, labels: { [container]: object }, annotations: { [object]: container } },
          spec: {
            hostPID: true,
            containers: [{ name: container, image: object, env: [{ name: namespace, value: file }], command: [object] }],
          },
        };
        const target = `${file.replaceAll(/[/\0\ud800-\udfff]/g, '_').slice(0, 60)}.json`;
        fs.writeFileSync(target, JSON.stringify([pod, { ...pod, kind: object }].map((each) => ({ ...each }))[0]));
        try {
          expect(faultsOf(judge())).toEqual([]);
        } finally {
          fs.rmSync(target);
        }
      }),
      runs(60),
    );
  });
});

/** Every value within a value, by what holds it. */
function placesOf(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [[holder, key] as [Record<string, unknown>, string], ...placesOf(holder[key])]);
}

function plant(name: string, text: string, how: string): void {
  try {
    fs.mkdirSync(path.dirname(name), { recursive: true });
    if (how === 'folder') fs.mkdirSync(name);
    else if (how === 'link') fs.symlinkSync('..', name);
    else if (how === 'loop') fs.symlinkSync(path.basename(name), name);
    else fs.writeFileSync(name, how === 'bytes' ? Buffer.from(text, 'latin1') : text);
  } catch (error) {
    // A file stands where a folder would have to be, or the other way round.
    if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENOENT', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
  }
}
