import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { ApiObject, Chart } from 'cdk8s';
import { HardenedApp } from '../../../src';
import { baselineInput } from '../../../src/app/baseline-file';
import { updateBaseline } from '../../../src/cli/baseline/update';
import { check } from '../../../src/cli/check/check';
import { FORMATS } from '../../../src/cli/check/render';
import { Checker } from '../../../src/embedding';
import { judge } from '../../../src/jest/judge';
import { layersOf, type FlatSettings } from '../../support/layers';

const isReport = addFormats(new Ajv({ strict: false })).compile(
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'report.schema.json'), 'utf8')) as object,
);

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'baseline-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const FILE = 'accepted.yaml';
const SETTINGS = { kubernetes: '1.37', profile: 'pss-baseline', asOf: '2026-11-23', baseline: FILE };
const pod = (name: string, ...fields: string[]) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec:\n${fields.map((field) => `  ${field}: true\n`).join('')}`
  + '  containers: [{name: c, image: i}]\n';
const write = (name: string, ...texts: string[]) => fs.writeFileSync(name, texts.join('---\n'));
const update = (more: FlatSettings & { readonly add?: boolean } = {}) => {
  const { add = false, ...settings } = more;
  return updateBaseline({ paths: ['.'], layers: layersOf({ ...SETTINGS, ...settings }), add });
};
const judged = (more: FlatSettings = {}) => check({ paths: ['.'], layers: layersOf({ ...SETTINGS, ...more }) });
const found = (more: FlatSettings = {}) =>
  judged(more).report.result.findings.map(({ status, object, path: field }) => `${status} ${object!.name} ${field}`);
const text = () => fs.readFileSync(FILE, 'utf8');
const render = (format: string, more: FlatSettings = {}) =>
  [...FORMATS[format]!(judged(more).report, { color: false, width: 200 })].join('');

describe('from the first day to the last', () => {
  test('all findings are accepted at first; what is new fails, and is added only on request', () => {
    write('a.yaml', pod('a', 'hostPID'), pod('b', 'hostIPC'));
    expect(judged({ baseline: undefined }).exitCode).toBe(1);
    expect(update()).toEqual({
      exitCode: 0,
      errors: [],
      lines: [
        `${FILE}: 2 findings accepted as they are (2 high).`,
        `Name it with --baseline ${FILE}, or as \`baseline\` in cdk8s-hardened.yaml.`,
      ],
    });
    expect([judged().exitCode, found()]).toEqual([0, ['baselined a spec.hostPID', 'baselined b spec.hostIPC']]);
    write('a.yaml', pod('a', 'hostPID', 'hostNetwork'), pod('b', 'hostIPC'));
    expect([judged().exitCode, found()]).toEqual([
      1,
      ['violation a spec.hostNetwork', 'baselined a spec.hostPID', 'baselined b spec.hostIPC'],
    ]);
    const before = text();
    const { exitCode, lines } = update();
    expect([exitCode, lines.slice(0, 2)]).toEqual([
      1,
      [
        `${FILE}: 2 findings accepted; 0 no longer found, removed; 0 added.`,
        '1 new finding not added: fix or waive it, or accept it with --add.',
      ],
    ]);
    expect(text()).toBe(before);
    expect(update({ add: true }).exitCode).toBe(0);
    expect(judged().exitCode).toBe(0);
  });

  test('what is fixed is said, and removed: the diff is the lines of it', () => {
    write('a.yaml', pod('a', 'hostPID'), pod('b', 'hostIPC'));
    update();
    const before = text().split('\n');
    write('a.yaml', pod('b', 'hostIPC'));
    expect(render('text')).toContain('1 finding of the baseline is not in this input: if that is all of the project, it is fixed');
    expect(update().lines).toEqual([`${FILE}: 1 finding accepted; 1 no longer found, removed; 0 added.`]);
    const after = text().split('\n');
    expect(after.filter((line) => !before.includes(line))).toEqual([]);
    expect(before.length - after.length).toBe(5);
    write('a.yaml', pod('a', 'hostPID'), pod('b', 'hostIPC'));
    expect(found()).toEqual(['violation a spec.hostPID', 'baselined b spec.hostIPC']);
  });

  test('as many alike ones as there were, and no more', () => {
    write('a.yaml', pod('a', 'hostPID'));
    write('b.yaml', pod('a', 'hostPID'));
    update();
    expect(
      text()
        .split('\n')
        .filter((line) => line.startsWith('  file:')),
    ).toEqual(['  file: "a.yaml"', '  file: "b.yaml"']);
    fs.mkdirSync('c');
    write('c/c.yaml', pod('a', 'hostPID'));
    expect(found().filter((line) => line.startsWith('violation'))).toHaveLength(1);
    fs.rmSync('c', { recursive: true });
    fs.rmSync('b.yaml');
    update();
    expect(text()).not.toContain('b.yaml');
  });

  test('an empty one accepts nothing', () => {
    write('a.yaml', pod('b'));
    update();
    expect(text()).toContain('findings: []');
    write('a.yaml', pod('a', 'hostPID'));
    expect(found()).toEqual(['violation a spec.hostPID']);
  });
});

describe('what is never accepted or removed quietly', () => {
  test('what was unknown and is known to be a violation', () => {
    write('a.yaml', pod('a', 'hostPID'));
    update();
    fs.writeFileSync(FILE, text().replace('  fingerprint', '  status: unknown\n  fingerprint'));
    expect(found()).toEqual(['violation a spec.hostPID']);
    expect(update().lines).toContain(`${FILE}: 0 findings accepted; 1 no longer found, removed; 0 added.`);
  });

  test('nothing is written while a part of the input cannot be read', () => {
    write('a.yaml', pod('a', 'hostPID'));
    update();
    const before = text();
    write('a.yaml', 'a: [\n');
    const { exitCode, lines, errors } = update();
    expect([exitCode, lines, text()]).toEqual([2, [], before]);
    expect(errors.at(-1)).toBe(`${FILE} stays as it is: what was not checked would count as fixed. Correct the input, or exclude it.`);
  });

  test('findings of rules that did not run are not fixed', () => {
    write('a.yaml', pod('a', 'hostPID'));
    update();
    const before = text();
    expect(update({ rules: { 'workloads/host-namespaces': 'off' } }).exitCode).toBe(0);
    expect(text()).toBe(before);
    expect(render('text', { rules: { 'workloads/host-namespaces': 'off' } })).toContain(
      '1 finding of the baseline is of rules that did not run',
    );
  });

  test('rules that are unknown', () => {
    write('a.yaml', pod('a', 'hostPID'));
    update();
    fs.writeFileSync(
      FILE,
      text()
        .replace('workloads/host-namespaces', 'workloads/gone')
        .replace(/"([0-9a-f]{31})."/, '"$10"'),
    );
    expect(render('text')).toContain('The baseline names 1 unknown rule: workloads/gone');
    expect(update().lines).toContain('Rules that are unknown, removed: workloads/gone.');
  });

  test('a waived finding is not in it, and one that loses its waiver is new', () => {
    write('a.yaml', pod('a', 'hostPID'));
    fs.writeFileSync(
      'waivers.json',
      JSON.stringify({
        waivers: [
          {
            rule: 'workloads/host-namespaces',
            object: { kind: 'Pod', namespace: 'shop', name: 'a' },
            reason: 'Known.',
            approvedBy: 'ciso',
            until: '2026-12-31',
          },
        ],
      }),
    );
    update({ waivers: 'waivers.json' });
    expect(text()).toContain('findings: []');
    expect(found()).toEqual(['violation a spec.hostPID']);
  });
});

describe('a part of the project', () => {
  const part = (...paths: string[]) => check({ paths, layers: layersOf(SETTINGS) }).report.result;
  const updatePart = (...paths: string[]) => updateBaseline({ paths, layers: layersOf(SETTINGS), add: false });
  const files = () => [...text().matchAll(/^ {2}file: "(.*)"$/gm)].map(([, name]) => name);
  beforeEach(() => {
    for (const folder of ['one', 'two']) fs.mkdirSync(folder);
    write('one/a.yaml', pod('a', 'hostPID'), pod('b', 'hostPID'));
    write('two/c.yaml', pod('c', 'hostPID'));
    update();
  });

  test('what other files have is not fixed, and stays', () => {
    const { failing, baseline } = part('one');
    expect([failing, baseline!.accepted, baseline!.absent, baseline!.outside.map(({ object }) => object)]).toEqual([
      [],
      2,
      [],
      ['Pod shop/c'],
    ]);
    const shown = [...FORMATS.text!(check({ paths: ['one'], layers: layersOf(SETTINGS) }).report, { color: false, width: 200 })].join('');
    expect(shown).toContain('1 finding of the baseline is of files that are not part of this input');
    expect(shown).not.toContain('fixed');
    write('one/a.yaml', pod('b', 'hostPID'));
    expect(updatePart('one')).toMatchObject({
      exitCode: 0,
      lines: [`${FILE}: 1 finding accepted; 1 no longer found, removed; 0 added.`, '1 finding of files that were not checked, kept.'],
    });
    expect(files()).toEqual(['one/a.yaml', 'two/c.yaml']);
  });
  test('what is unknown because the rest is not there is not taken for new', () => {
    write('two/namespace.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
    const only = { profile: 'hardened', rules: { 'namespaces/pod-security-enforce': 'high' } } as const;
    update({ ...only, add: true });
    const layers = layersOf({ ...SETTINGS, ...only });
    const { exitCode, lines } = updateBaseline({ paths: ['one'], layers, add: true });
    expect([exitCode, lines.filter((line) => line.includes('unknown'))]).toEqual([
      0,
      [expect.stringMatching(/^\d+ unknown results? not taken: what is unknown in a part need not be so in the whole\.$/)],
    ]);
    expect(update(only)).toMatchObject({ exitCode: 0 });
  });
  test('an excluded file, and a file of the part that is named', () => {
    expect(update({ files: { base: '', exclude: ['two'] } }).lines[1]).toBe('1 finding of files that were not checked, kept.');
    expect(updatePart('two/c.yaml').lines[1]).toBe('2 findings of files that were not checked, kept.');
    expect(files()).toEqual(['one/a.yaml', 'one/a.yaml', 'two/c.yaml']);
  });
  test('a file that is gone is fixed where it would have been read, and not known elsewhere', () => {
    fs.rmSync('two/c.yaml');
    expect(part('one').baseline!.outside.map(({ object }) => object)).toEqual(['Pod shop/c']);
    expect(part('one', 'two').baseline!.absent.map(({ object }) => object)).toEqual(['Pod shop/c']);
    expect(update().lines).toEqual([`${FILE}: 2 findings accepted; 1 no longer found, removed; 0 added.`]);
  });
  test('a file that moves takes its findings along, and the baseline says where they are', () => {
    fs.renameSync('two/c.yaml', 'one/c.yaml');
    expect(part('one')).toMatchObject({ failing: [], baseline: { accepted: 3, absent: [], outside: [] } });
    expect(updatePart('one').exitCode).toBe(0);
    expect(files()).toEqual(['one/a.yaml', 'one/a.yaml', 'one/c.yaml']);
  });
  test('a copy is new while the other is there', () => {
    fs.copyFileSync('two/c.yaml', 'one/c.yaml');
    expect(part('one').failing.map(({ object }) => object!.origin.file)).toEqual(['one/c.yaml']);
  });
  test('what names no file is not known where files are missing', () => {
    fs.writeFileSync(FILE, text().replace('  file: "one/a.yaml"\n', ''));
    write('one/a.yaml', pod('b', 'hostPID'));
    expect(part('one').baseline!.outside.map(({ object }) => object)).toEqual(['Pod shop/a', 'Pod shop/c']);
    expect(part('.').baseline!.absent.map(({ object }) => object)).toEqual(['Pod shop/a']);
  });
  test('from another folder the names are the same', () => {
    const before = text();
    process.chdir('two');
    const layers = layersOf({ ...SETTINGS, baseline: `../${FILE}` });
    expect(updateBaseline({ paths: [dir], layers, add: true }).exitCode).toBe(0);
    expect(updateBaseline({ paths: ['..'], layers, add: true }).exitCode).toBe(0);
    process.chdir('..');
    expect(text()).toBe(before);
  });
  test('standard input may be any of the files', () => {
    const [piped, folder] = [['-'], ['one']].map((paths) => baselineInput(FILE, paths, paths));
    const known = ({ covers, isElsewhere }: typeof piped & object) =>
      ['one/a.yaml', 'one/gone.yaml', 'two/c.yaml', 'two/gone.yaml', '..c.yaml'].map((name) => [covers(name), isElsewhere(name)]);
    expect(known(piped!)).toEqual(Array(5).fill([false, false]));
    expect(known(folder!)).toEqual([
      [false, true],
      [true, false],
      [false, true],
      [false, false],
      [false, false],
    ]);
  });
});

describe('in reports', () => {
  beforeEach(() => {
    write('a.yaml', pod('a', 'hostPID'));
    update();
    write('a.yaml', pod('a', 'hostPID', 'hostIPC'));
  });

  test('text and markdown count what is accepted, and show what is new', () => {
    const shown = render('text');
    expect(shown).toContain('spec.hostIPC');
    expect(shown).not.toContain('spec.hostPID');
    expect(shown).toContain(`1 finding of the baseline ${FILE} is still there and not shown`);
    expect(shown).toContain('1 violation: 1 high');
    expect(render('markdown')).toContain('In the baseline');
    expect(render('markdown')).not.toContain('spec.hostPID');
  });
  test('JSON has both', () => {
    expect(isReport(JSON.parse(render('json')))).toBe(true);
    const report = JSON.parse(render('json')) as {
      summary: { status: object; baseline: object };
      findings: { status: string; path: string; fails: boolean }[];
    };
    expect(report.findings.map(({ status, path: field, fails }) => [status, field, fails])).toEqual([
      ['violation', 'spec.hostIPC', true],
      ['baselined', 'spec.hostPID', false],
    ]);
    expect(report.summary.status).toEqual({ violation: 1, unknown: 0, waived: 0, baselined: 1 });
    expect(report.summary.baseline).toEqual({ file: FILE, accepted: 1, absent: [], outside: [], notRun: [], unknownRules: [] });
  });
  test('SARIF says the state of each', () => {
    const { runs } = JSON.parse(render('sarif')) as { runs: { results: { baselineState: string; suppressions?: unknown[] }[] }[] };
    expect(runs[0]!.results.map(({ baselineState, suppressions }) => [baselineState, suppressions?.length])).toEqual([
      ['new', undefined],
      ['unchanged', 1],
    ]);
  });
  test('JUnit skips what is accepted', () => {
    write('a.yaml', pod('a', 'hostPID'));
    expect(render('junit')).toContain('in the baseline: the pod shares');
    expect(render('junit')).not.toContain('<failure');
  });
});

test('every way in applies it', () => {
  const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop' }, spec: { hostPID: true, containers: [] } };
  write('a.yaml', JSON.stringify(manifest));
  const { kubernetes, profile, asOf } = SETTINGS;
  update();
  fs.mkdirSync('.git');
  const app = new HardenedApp({ kubernetes, profile, asOf, baseline: FILE, outdir: path.join(dir, 'out') });
  new ApiObject(new Chart(app, 'shop'), 'pod', manifest);
  expect(new Set(app.hardening.check().findings.map(({ status }) => status))).toEqual(new Set(['baselined']));
  expect(() => app.synth()).not.toThrow();
  const checker = new Checker([{ kubernetes, profile, asOf, baseline: FILE }]);
  expect(new Set(checker.checkManifests([{ key: 'a', manifest }]).map(({ status }) => status))).toEqual(new Set(['baselined']));
  expect(judge(manifest, { kubernetes, profile, asOf, baseline: FILE }).report.result.failing).toEqual([]);
  fs.writeFileSync('cdk8s-hardened.yaml', `baseline: ${FILE}\n`);
  expect(judge(manifest, { kubernetes, profile, asOf }).report.result.failing).toEqual([]);
});

const ENTRY = `- rule: workloads/host-namespaces\n  object: Pod shop/a\n  message: m\n  fingerprint: "${'0'.repeat(32)}"\n`;
test.each([
  ['nothing', '', `${FILE}: the file is empty, so it is not known which findings are accepted.`],
  ['half of it', 'baseline: 1\nfindings:\n- rule: [\n', `${FILE}:`],
  ['another kind of file', 'apiVersion: v1\nkind: Pod\n', `${FILE}:1: there is no field "apiVersion"`],
  ['a list', '- a\n', `${FILE}:1: the file is a list, not a mapping`],
  ['another version', 'baseline: 2\nfindings: []\n', `${FILE}:1: baseline is 2, which is out of range`],
  ['no findings', 'baseline: 1\n', `${FILE}:1: `],
  ['a key that does not exist', `baseline: 1\nfindings:\n${ENTRY}  conut: 2\n`, `${FILE}:7: there is no field "conut" in findings[0]`],
  ['a count that is no number', `baseline: 1\nfindings:\n${ENTRY}  count: two\n`, `${FILE}:7: findings[0].count is`],
  ['a count of zero', `baseline: 1\nfindings:\n${ENTRY}  count: 0\n`, `${FILE}:7: findings[0].count is 0`],
  ['a fingerprint that is none', `baseline: 1\nfindings:\n${ENTRY.replace('00"', 'g"')}`, `${FILE}:6: findings[0].fingerprint is "`],
  ['an entry that is there twice', `baseline: 1\nfindings:\n${ENTRY}${ENTRY}`, `${FILE}:10: findings[1].fingerprint is that of`],
  ['a key twice', `baseline: 1\nbaseline: 1\nfindings: []\n`, `${FILE}:`],
  ['two documents', `baseline: 1\nfindings: []\n---\nbaseline: 1\nfindings: []\n`, `${FILE}:4: a baseline is one document`],
])('a baseline that is %s', (_, written, message) => {
  write('a.yaml', pod('a', 'hostPID'));
  fs.writeFileSync(FILE, written);
  expect(() => judged()).toThrow(message);
  expect(() => update()).toThrow(message);
});
test('a baseline that is a directory, or not there', () => {
  write('a.yaml', pod('a', 'hostPID'));
  expect(() => judged()).toThrow(`${FILE}: the baseline cannot be read (there is no such file or folder)`);
  fs.mkdirSync(FILE);
  expect(() => judged()).toThrow(`${FILE}: the baseline cannot be read (it is a folder)`);
});
test('line ends and a byte order mark change nothing', () => {
  write('a.yaml', pod('a', 'hostPID'));
  update();
  fs.writeFileSync(FILE, `\ufeff${text().replace(/\n/g, '\r\n')}`);
  expect(judged().exitCode).toBe(0);
});
