import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { check, type CheckOptions } from '../../../src/cli/check/check';
import { Outputs } from '../../../src/cli/check/outputs';
import { FORMATS } from '../../../src/cli/check/render';
import { Severity } from '../../../src/engine/severity';
import { layersOf, type FlatSettings } from '../../support/layers';

const isReport = addFormats(new Ajv({ strict: false })).compile(
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'report.schema.json'), 'utf8')) as object,
);

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'filters-')));
  process.chdir(dir);
  fs.writeFileSync(
    'a.yaml',
    ['a', 'b']
      .map(
        (name) =>
          `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\n`
          + 'spec: {hostPID: true, containers: [{name: c, image: i}]}\n',
      )
      .concat(
        'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{port: 80}]}\n',
        'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: inner, namespace: shop}\n'
          + '  spec: {hostIPC: true, containers: [{name: c, image: i}]}\n',
      )
      .join('---\n'),
  );
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const run = (settings: FlatSettings = {}, view: CheckOptions['view'] = {}) =>
  check({ paths: ['.'], layers: layersOf({ kubernetes: '1.37', asOf: '2026-11-23', ...settings }), view });
const text = (result: ReturnType<typeof run>, format = 'text') =>
  [...FORMATS[format]!(result.report, { color: false, width: 300 })].join('');
const rules = ({ report }: ReturnType<typeof run>) => new Set(report.result.findings.map(({ rule }) => rule));
const ran = ({ report }: ReturnType<typeof run>) => report.result.tally.map(({ rule }) => rule.id);

describe('rules that are asked for', () => {
  test('only these, whatever the profile; reports say that others do not run', () => {
    const result = run({ only: ['workloads/host-namespaces'], profile: 'pss-restricted' });
    expect(ran(result)).toEqual(['workloads/host-namespaces']);
    expect(text(result)).toMatch(/Requested: only workloads\/host-namespaces, so \d+ rules of the profile do not run/);
    expect(JSON.parse(text(result, 'json')).settings.selection.only).toEqual(['workloads/host-namespaces']);
    expect(ran(run({ only: ['workloads/image-digest'], profile: 'pss-baseline' }))).toEqual(['workloads/image-digest']);
    expect(ran(run({ only: ['workloads/host-namespaces'], rules: { 'workloads/host-namespaces': 'off' } }))).toHaveLength(1);
  });
  test('patterns; all but these', () => {
    expect(ran(run({ only: ['rbac/*'] })).every((id) => id.startsWith('rbac/'))).toBe(true);
    const left = ran(run({ without: ['*/*host*', 'rbac/*'] }));
    expect(left.filter((id) => id.includes('host') || id.startsWith('rbac/'))).toEqual([]);
    expect(left.length).toBeGreaterThan(100);
    expect(ran(run({ only: ['workloads/*'], without: ['workloads/host-*'] }))).not.toContain('workloads/host-namespaces');
  });
  test.each([
    [
      { only: ['workloads/host-namespace'] },
      'only: no rule has the id "workloads/host-namespace", so it would select nothing. Did you mean workloads/host-namespaces?',
    ],
    [{ only: ['workload/*'] }, 'only: no rule has the id "workload/*", so it would select nothing. Did you mean workloads/*?'],
    [{ without: ['rbac'] }, 'without: no rule has the id "rbac", so it would select nothing. Did you mean rbac/*?'],
    [{ without: [''] }, 'without: no rule has the id ""'],
    [
      { only: ['rbac/*'], without: ['rbac/w*', 'rbac/*'] },
      'without names every rule that only names, so no rule would run. Remove one of the two.',
    ],
  ] as const)('%j is an error', (settings, message) => {
    expect(() => run(settings)).toThrow(message);
  });
  test('a pattern is no regular expression', () => {
    expect(() => run({ only: ['workloads.host-namespaces'] })).toThrow('no rule has the id');
    expect(() => run({ only: ['(a+)+$'] })).toThrow('no rule has the id');
  });
});

describe('objects that are asked for', () => {
  test('findings about others are left out, do not count, and are counted', () => {
    const all = run({ only: ['workloads/host-namespaces', 'namespaces/default-namespace'] });
    expect(all.report.result.findings).toHaveLength(4);
    const some = run({ only: ['workloads/host-namespaces', 'namespaces/default-namespace'] }, { kinds: ['service'] });
    expect(rules(some)).toEqual(new Set(['namespaces/default-namespace']));
    expect(text(some)).toContain(
      'Only objects of kind service: 3 findings about other objects left out, which do not count for the verdict',
    );
    expect(JSON.parse(text(some, 'json')).summary.scope).toEqual({ kinds: ['service'], names: null, leftOut: 3 });
    expect(isReport(JSON.parse(text(some, 'json')))).toBe(true);
    expect(text(some, 'sarif')).toContain('3 findings about other objects left out');
    expect(text(some, 'markdown')).toContain('3 findings about other objects left out');
    expect(run({ only: ['workloads/host-namespaces'] }, { kinds: ['Service'] }).exitCode).toBe(0);
  });
  test('by name, by both, by patterns, and within a list', () => {
    const named = (view: CheckOptions['view']) =>
      run({ only: ['workloads/host-namespaces'] }, view).report.result.findings.map(({ object }) => object!.name);
    expect(named({ names: ['a'] })).toEqual(['a']);
    expect(named({ kinds: ['P*'], names: ['?', 'b', 'inn*'] })).toEqual(['b', 'inner']);
    expect(named({ kinds: ['List', 'Pod'] })).toEqual(['a', 'b', 'inner']);
  });
  test('the counts of rules are those of what is left', () => {
    const { report } = run({ only: ['workloads/host-namespaces'] }, { names: ['b'] });
    expect(report.result.tally.map(({ violations }) => violations)).toEqual([1]);
    expect(report.result.failing).toHaveLength(1);
  });
  test('what matches nothing is an error', () => {
    expect(() => run({}, { kinds: ['Servce'] })).toThrow(
      '--kind Servce matches none of 4 objects, so nothing would be checked. Did you mean --kind Service?',
    );
    expect(() => run({}, { kinds: ['Pod'], names: ['none'] })).toThrow('--kind Pod --name none matches none of 4 objects');
  });
});

describe('the least severity that is shown', () => {
  const settings = { only: ['workloads/host-namespaces', 'workloads/image-digest'] };
  test('text and markdown count the rest; the verdict is the same; formats for programs have all', () => {
    const result = run(settings, { minSeverity: Severity.HIGH });
    const shown = text(result);
    expect(shown).not.toContain('workloads/image-digest\n');
    expect(shown).toContain('3 findings below severity high not shown: 3 low; they make the run fail all the same');
    expect(shown).toContain('6 violations: 3 high, 3 low');
    expect(text(result, 'markdown')).toContain('3 findings below severity high not shown');
    expect((JSON.parse(text(result, 'json')) as { findings: unknown[] }).findings).toHaveLength(6);
    expect(text(run({ ...settings, failOn: 'high' }, { minSeverity: Severity.HIGH }))).toContain('not shown: 3 low\n');
  });
  test('none hidden is said too; where all are, the report is no pass', () => {
    expect(text(run(settings, { minSeverity: Severity.LOW }))).toContain('No finding is below severity low');
    const result = run({ only: ['workloads/image-digest'] }, { minSeverity: Severity.CRITICAL });
    expect([result.exitCode, text(result)]).toEqual([1, expect.stringContaining('3 violations: 3 low')]);
  });
});

describe('files that are not read', () => {
  test('globs of the command line and of the settings', () => {
    fs.mkdirSync('b/c', { recursive: true });
    for (const name of ['b/x.yaml', 'b/c/y.yaml']) fs.copyFileSync('a.yaml', name);
    const files = (settings: FlatSettings) => [
      ...new Set(run({ only: ['workloads/host-namespaces'], ...settings }).report.result.findings.map(({ object }) => object!.origin.file)),
    ];
    expect(files({ alsoExclude: ['b/c'] })).toEqual(['a.yaml', 'b/x.yaml']);
    expect(files({ alsoExclude: ['y.yaml'], files: { base: 'b', exclude: ['x.yaml'] } })).toEqual(['a.yaml']);
    expect(text(run({ alsoExclude: ['b'] }))).toContain('2 files not read');
  });
});

test('objects that state another namespace than the one that is set', () => {
  expect(text(run({ defaultNamespace: 'pay' }))).toContain(
    '3 objects state another namespace than pay, so `kubectl apply --namespace pay` rejects them: Pod shop/a, Pod shop/b, Pod shop/inner',
  );
  expect(text(run({ defaultNamespace: 'shop' }))).not.toContain('another namespace than');
});

describe('several reports', () => {
  const destinations = (words: string, settings = {}) => {
    const outputs = new Outputs();
    for (const word of words.split(' ').filter((each) => each !== '')) {
      const [key, value] = word.split('=') as ['format' | 'output', string];
      outputs.add(key, value);
    }
    return outputs.destinations(settings).map(({ format, output }) => `${format} ${output}`);
  };
  test.each([
    ['', ['text -']],
    ['format=sarif output=a format=text', ['sarif a', 'text -']],
    ['output=a format=sarif format=text', ['sarif a', 'text -']],
    ['format=text format=sarif output=a', ['text -', 'sarif a']],
    ['output=a format=sarif output=b format=json', ['sarif a', 'json b']],
    ['format=sarif output=a output=b', ['sarif a', 'text b']],
  ])('%s', (words, expected) => {
    expect(destinations(words)).toEqual(expected);
  });
  test('one report is as the settings say', () => {
    expect(destinations('', { format: 'json', output: 'x' })).toEqual(['json x']);
  });
  test('two in one place are an error', () => {
    expect(() => destinations('format=text format=json')).toThrow(
      '--format text and --format json both go to standard output, where one would spoil the other. '
        + 'Write an --output after each --format but one.',
    );
    expect(() => destinations('format=text output=a format=json output=a')).toThrow('both go to a');
  });
});
