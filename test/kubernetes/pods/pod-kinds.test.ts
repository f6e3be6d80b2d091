import { scopeOf, Scope } from '../../../src/kubernetes/objects/kinds';
import { toKubeObject } from '../../../src/kubernetes/objects/object';
import { isTemplate, POD_KINDS, podKindOf } from '../../../src/kubernetes/pods/pod-kinds';
import { toPodView } from '../../../src/kubernetes/pods/pod-view';

const POD = { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image: 'api' }] } };
const names = POD_KINDS.flatMap((row) => row.groups.flatMap((group) => row.templates.map((template) => ({ row, group, template }))));

/** An object with a value at a path of fields. */
function objectWith(path: string, value: object): object {
  return path === '' ? value : path.split('.').reduceRight<object>((inner, field) => ({ [field]: inner }), value);
}

test.each(names)('$group/$row.kind keeps its pod at "$template"', ({ row, group, template }) => {
  const json = { ...objectWith(template, POD), apiVersion: group === '' ? 'v1' : `${group}/v1`, kind: row.kind };
  const view = toPodView(toKubeObject(json, {})!)!;
  const base = template === '' ? '' : `${template}.`;
  expect([view.path, view.metadataPath, view.labels, view.containers.map(({ path }) => path), view.faults]).toEqual([
    `${base}spec`,
    `${base}metadata`,
    { app: 'api' },
    [`${base}spec.containers[0]`],
    [],
  ]);
});

test('each kind of a group has one row', () => {
  const keys = names.filter(({ row, template }) => template === row.templates[0]).map(({ row, group }) => `${group}/${row.kind}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each(POD_KINDS.flatMap((row) => row.groups.map((group) => ({ row, group }))))(
  '$group/$row.kind is custom where Kubernetes does not define it',
  ({ row, group }) => expect(scopeOf(group, row.kind) === Scope.UNKNOWN).toBe(row.isCustom),
);

test.each(POD_KINDS)('$kind: the parts of the row agree', ({ lifetime, count, hasScale, selector, job, restartPolicies, templates }) => {
  expect(templates.length).toBeGreaterThan(0);
  // Only what is counted by replicas has a scale, and what runs on is not made of Jobs.
  if (hasScale) expect([count, lifetime]).toEqual(['replicas', 'lasting']);
  if (lifetime === 'template') expect(count).toBe('none');
  if (lifetime === 'lasting') expect([restartPolicies, job]).toEqual([['Always'], undefined]);
  if (count === 'job' || count === 'jobs on demand') expect(job).toBeDefined();
  if (selector === 'forbidden') expect(job).toBeDefined();
});

test('the first template that is written counts, and a custom kind may have none', () => {
  const view = (spec: object) => {
    const object = toKubeObject({ apiVersion: 'apps.kruise.io/v1beta1', kind: 'AdvancedCronJob', metadata: { name: 'a' }, spec }, {})!;
    return toPodView(object)?.path;
  };
  expect([
    view({ template: { jobTemplate: { spec: { template: POD } } } }),
    view({ template: { broadcastJobTemplate: { spec: { template: POD } } } }),
    view({ template: {} }),
  ]).toEqual(['spec.template.jobTemplate.spec.template.spec', 'spec.template.broadcastJobTemplate.spec.template.spec', undefined]);
});

test('a kind of Kubernetes in a wrong group of it is what it says, in another it is not known', () => {
  expect(['', 'extensions', 'example.com'].map((group) => podKindOf({ group, kind: 'CronJob' })?.job)).toEqual([
    'spec.jobTemplate.spec',
    'spec.jobTemplate.spec',
    undefined,
  ]);
});

test('templates make no pods', () => {
  expect(POD_KINDS.filter(({ groups, kind }) => isTemplate({ group: groups[0]!, kind })).map(({ kind }) => kind)).toEqual([
    'PodTemplate',
    'SandboxTemplate',
  ]);
});
