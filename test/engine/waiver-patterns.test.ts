/** Waivers of several rules and objects, in files, annotations and programs. */
import { ApiObject, Chart } from 'cdk8s';
import { HardenedApp, Waiver, type WaiverProps } from '../../src';
import { checkerOf } from '../../src/app/checker';
import { readWaiverFile } from '../../src/engine/waiver-sources';
import { objectsOf } from '../../src/kubernetes/objects/documents';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import { patternTest } from '../../src/text/pattern';

const TERMS = { reason: 'Moves with release 7.', approvedBy: 'ciso', until: '2026-12-31' };
const SETTINGS = { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline' };
const pod = (name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: { hostNetwork: true, hostPID: true, containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] },
});

test.each<readonly [string, string, boolean]>([
  ['api', 'api', true],
  ['api', 'api-1', false],
  ['api-*', 'api-', true],
  ['api-*', 'api', false],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['*-api', 'shop-api-api', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['a.c', 'abc', false],
  ['**', 'a/b', true],
])('%j is %j: %s', (pattern, text, expected) => expect(patternTest(pattern)(text)).toBe(expected));

test('a pattern of many stars ends', () => {
  expect(patternTest(`${'a*'.repeat(2000)}b`)('a'.repeat(20_000))).toBe(false);
});

const fail = (path: string) => {
  throw new Error(path);
};

/** Which findings about which objects are waived, and what is found about the waivers. */
function waivedBy(entry: object, file: string | undefined = 'deploy/pods.yaml') {
  const checker = checkerOf([{ settings: SETTINGS }]);
  const { waivers, faults } = readWaiverFile('w.yaml', JSON.stringify({ waivers: [entry] }), checker.waiverTest);
  expect(faults).toEqual([]);
  const objects = [pod('api-1', 'shop'), pod('api-2', 'yard'), pod('web')];
  const inventory = new Inventory(objects.flatMap((json, document) => objectsOf(json, { file, document }, fail)));
  const { findings } = checker.check(inventory, waivers);
  return {
    waived: findings
      .filter(({ status }) => status === 'waived')
      .map(({ rule, object }) => `${object!.name} ${rule.replace('workloads/', '')}`)
      .sort(),
    scopes: [...new Set(findings.flatMap(({ waiver }) => waiver?.scope ?? []))],
    about: findings.filter(({ rule }) => rule.startsWith('assurance/')).map(({ rule, message }) => `${rule}: ${message}`),
  };
}
const HOST = 'workloads/host-namespaces';
const both = (name: string) => [`${name} host-namespaces`, `${name} host-namespaces`];

test.each<readonly [string, object, readonly string[], string | undefined]>([
  ['one object by its name', { kind: 'Pod', namespace: 'shop', name: 'api-1' }, both('api-1'), undefined],
  ['names', { kind: 'Pod', namespace: '*', name: 'api-*' }, [...both('api-1'), ...both('api-2')], 'Pod */api-*'],
  ['a namespace', { kind: '*', namespace: 'shop', name: '*' }, both('api-1'), '* shop/*'],
  ['no namespace: those that state none', { kind: 'Pod', name: 'w*' }, both('web'), 'Pod w*'],
  ['versions', { apiVersion: 'v*', kind: 'Pod', namespace: 'yard', name: 'api-2' }, both('api-2'), 'Pod yard/api-2'],
  ['a file', { file: 'deploy/**' }, [...both('api-1'), ...both('api-2'), ...both('web')], '* * in deploy/**'],
  ['a kind in a file', { kind: 'Pod', file: '*.yaml', name: 'web' }, both('web'), 'Pod web in *.yaml'],
])('%s', (_, object, waived, scope) => {
  const found = waivedBy({ rule: HOST, object, ...TERMS });
  expect([found.waived, found.scopes, found.about]).toEqual([waived, scope === undefined ? [] : [scope], []]);
});

test('several rules on the same terms; each that accepts nothing is a finding', () => {
  const object = { kind: 'Pod', namespace: 'shop', name: 'api-1' };
  expect(waivedBy({ rules: [HOST, 'workloads/privileged'], object, ...TERMS }).waived).toEqual([...both('api-1'), 'api-1 privileged']);
  expect(waivedBy({ rules: [HOST, 'workloads/proc-mount'], object, ...TERMS }).about).toEqual([
    'assurance/waiver-unused: w.yaml entry 1: the waiver for workloads/proc-mount accepts no finding',
  ]);
});

test.each<readonly [string, object, string]>([
  ['stars alone', { object: { kind: 'Pod', name: '*' } }, 'the waiver is for Pod *, which no name, namespace or file narrows'],
  [
    'stars everywhere',
    { object: { kind: '*', namespace: '*', name: '**' } },
    'the waiver is for * */**, which no name, namespace or file narrows',
  ],
  ['every file', { object: { file: '**/*' } }, 'the waiver is for * * in **/*, which no name, namespace or file narrows'],
  ['any letter', { object: { file: '[a-z]*/?*' } }, 'the waiver is for * * in [a-z]*/?*, which no name, namespace or file narrows'],
  ['every file of here', { object: { file: './**' } }, 'the waiver is for * * in ./**, which no name, namespace or file narrows'],
  ['no name', { object: { kind: 'Pod', namespace: 'shop' } }, "the waiver's object has no kind or no name"],
  [
    'rule and rules',
    { rules: [HOST], object: { kind: 'Pod', name: 'web' } },
    'the waiver has rule and rules, of which one would not count',
  ],
  [
    'a rule that is a pattern',
    { rule: 'workloads/*', object: { kind: 'Pod', name: 'web' } },
    'the waiver is for "workloads/*", not for one rule',
  ],
])('%s accepts nothing and is a finding', (_, entry, message) => {
  const { waived, about } = waivedBy({ rule: HOST, ...TERMS, ...entry });
  expect([waived, about.filter((text) => text.includes(message)).length]).toEqual([[], 1]);
});

test.each([[[]], [['']]])('rules that are %j', (rules) => {
  const { waived, about } = waivedBy({ rules, object: { kind: 'Pod', name: 'web' }, ...TERMS });
  expect([waived, about.length]).toEqual([[], 1]);
  expect(about[0]).toContain('assurance/waiver-incomplete');
});

describe('of constructs', () => {
  function made(on: 'app' | 'chart', props: Partial<WaiverProps>) {
    const app = new HardenedApp({ ...SETTINGS, noConfig: true });
    const chart = new Chart(app, 'chart');
    for (const [name, namespace] of [
      ['api-1', 'shop'],
      ['api-2', 'yard'],
      ['web', 'shop'],
    ] as const) {
      new ApiObject(chart, name, pod(name, namespace));
    }
    Waiver.of(on === 'app' ? app : chart).acceptAll([HOST, 'workloads/privileged'], { ...TERMS, ...props });
    const { findings } = app.hardening.check();
    return {
      waived: [...new Set(findings.filter(({ status }) => status === 'waived').map(({ manifest }) => manifest))].sort(),
      scope: findings.find(({ waiver }) => waiver)?.waiver?.scope,
      about: findings.filter(({ rule }) => rule.startsWith('assurance/')).map(({ message }) => message),
      text: app.hardening.check().text.replace(/\s+/g, ' '),
    };
  }
  test('a pattern of names, on a chart and on the app', () => {
    for (const on of ['app', 'chart'] as const) {
      const { waived, scope, about, text } = made(on, { name: 'api-*' });
      expect([waived, scope, about]).toEqual([['Pod shop/api-1', 'Pod yard/api-2'], '* api-*', []]);
      expect(text).toContain('until 2026-12-31, for * api-*)');
    }
  });
  test('a kind and a namespace', () =>
    expect(made('chart', { kind: 'Pod', namespaceName: 'shop' }).waived).toEqual(['Pod shop/api-1', 'Pod shop/web']));
  test('on the app, what nothing narrows is over-broad', () => {
    const { waived, about } = made('app', { kind: 'Pod' });
    expect([waived, about.length]).toEqual([[], 2]);
    expect(about[0]).toContain('the waiver is for Pod *, which no name, namespace or file narrows');
  });
  test('an empty text, and no rule', () => {
    expect(() => made('chart', { name: '' })).toThrow('name of the waiver for workloads/host-namespaces is ""');
    const app = new HardenedApp({ ...SETTINGS, noConfig: true });
    expect(() => Waiver.of(app).acceptAll([], TERMS)).toThrow('a waiver names no rule, so it would accept nothing');
  });
});

test.each<[string, string, string | undefined, boolean]>([
  ['another folder', 'vendor/**', 'deploy/pods.yaml', false],
  ['a file of that name elsewhere', '/pods.yaml', 'deploy/pods.yaml', false],
  ['separators of Windows', 'deploy/**', 'deploy\\pods.yaml', true],
  ['a path with a detour', 'deploy/**', './deploy/x/../pods.yaml', true],
])('a waiver for %s', (_, glob, file, isCovered) => {
  const { waived } = waivedBy({ ...TERMS, rule: HOST, object: { file: glob } }, file);
  expect(waived.length > 0).toBe(isCovered);
});

test('a waiver for a file does not cover what is in none', () => {
  const checker = checkerOf([{ settings: SETTINGS }]);
  const entry = { ...TERMS, rule: HOST, object: { file: '*.yaml' } };
  const { waivers } = readWaiverFile('w.yaml', JSON.stringify({ waivers: [entry] }), checker.waiverTest);
  const { findings } = checker.check(new Inventory(objectsOf(pod('api', 'shop'), {}, fail)), waivers);
  expect(findings.filter(({ status }) => status === 'waived')).toEqual([]);
});
