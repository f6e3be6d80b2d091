import { scopeOf, Scope } from '../../../src/kubernetes/objects/kinds';
import { toKubeObject } from '../../../src/kubernetes/objects/object';
import { isTemplate, POD_KINDS, podKindOf } from '../../../src/kubernetes/pods/pod-kinds';
import { toPodView } from '../../../src/kubernetes/pods/pod-view';

const POD = { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image: 'api' }] } };
/** Where each kind keeps its pods, from the definitions of the kinds. */
const TEMPLATES: readonly (readonly [group: string, kind: string, ...templates: readonly string[]])[] = [
  ['', 'Pod', ''],
  ['', 'PodTemplate', 'template'],
  ['', 'ReplicationController', 'spec.template'],
  ['apps', 'Deployment', 'spec.template'],
  ['extensions', 'Deployment', 'spec.template'],
  ['apps', 'ReplicaSet', 'spec.template'],
  ['extensions', 'ReplicaSet', 'spec.template'],
  ['apps', 'StatefulSet', 'spec.template'],
  ['apps', 'DaemonSet', 'spec.template'],
  ['extensions', 'DaemonSet', 'spec.template'],
  ['batch', 'Job', 'spec.template'],
  ['batch', 'CronJob', 'spec.jobTemplate.spec.template'],
  ['argoproj.io', 'Rollout', 'spec.template'],
  ['apps.openshift.io', 'DeploymentConfig', 'spec.template'],
  ['', 'DeploymentConfig', 'spec.template'],
  ['apps.kruise.io', 'CloneSet', 'spec.template'],
  ['apps.kruise.io', 'StatefulSet', 'spec.template'],
  ['apps.kruise.io', 'DaemonSet', 'spec.template'],
  [
    'apps.kruise.io',
    'UnitedDeployment',
    'spec.template.statefulSetTemplate.spec.template',
    'spec.template.advancedStatefulSetTemplate.spec.template',
    'spec.template.cloneSetTemplate.spec.template',
    'spec.template.deploymentTemplate.spec.template',
  ],
  ['apps.kruise.io', 'BroadcastJob', 'spec.template'],
  ['apps.kruise.io', 'AdvancedCronJob', 'spec.template.jobTemplate.spec.template', 'spec.template.broadcastJobTemplate.spec.template'],
  ['keda.sh', 'ScaledJob', 'spec.jobTargetRef.template'],
  ['agents.x-k8s.io', 'Sandbox', 'spec.podTemplate'],
  ['extensions.agents.x-k8s.io', 'SandboxTemplate', 'spec.podTemplate'],
];
const names = TEMPLATES.flatMap(([group, kind, ...templates]) => templates.map((template) => ({ group, kind, template })));

/** An object with a value at a path of fields. */
function objectWith(path: string, value: object): object {
  return path === '' ? value : path.split('.').reduceRight<object>((inner, field) => ({ [field]: inner }), value);
}

test.each(names)('$group/$kind keeps its pod at "$template"', ({ group, kind, template }) => {
  const json = { ...objectWith(template, POD), apiVersion: group === '' ? 'v1' : `${group}/v1`, kind };
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

test('each kind of a group has one row, and these are all', () => {
  const keys = POD_KINDS.flatMap(({ groups, kind }) => groups.map((group) => `${group}/${kind}`));
  expect(keys.sort()).toEqual(TEMPLATES.map(([group, kind]) => `${group}/${kind}`).sort());
});

/** How many pods run at the same time, and for how long. */
test('the counts and lifetimes of the kinds', () => {
  const by = (holds: (row: (typeof POD_KINDS)[number]) => boolean) =>
    POD_KINDS.flatMap((row) => (holds(row) ? [`${row.groups[0]}/${row.kind}`] : []));
  expect(by(({ count }) => count === 'one per node')).toEqual(['apps/DaemonSet', 'apps.kruise.io/DaemonSet']);
  expect(by(({ count }) => count === 'one')).toEqual(['/Pod']);
  expect(by(({ lifetime }) => lifetime === 'ending')).toEqual([
    'batch/Job',
    'batch/CronJob',
    'apps.kruise.io/BroadcastJob',
    'apps.kruise.io/AdvancedCronJob',
    'keda.sh/ScaledJob',
    'agents.x-k8s.io/Sandbox',
  ]);
  expect(by(({ off }) => off !== undefined)).toEqual([
    'batch/Job',
    'batch/CronJob',
    'apps.kruise.io/BroadcastJob',
    'apps.kruise.io/AdvancedCronJob',
    'agents.x-k8s.io/Sandbox',
  ]);
  expect(by(({ claims }) => claims !== undefined)).toEqual([
    'apps/StatefulSet',
    'apps.kruise.io/CloneSet',
    'apps.kruise.io/StatefulSet',
    'agents.x-k8s.io/Sandbox',
  ]);
  expect(by(({ hasScale }) => !hasScale)).toEqual([
    '/Pod',
    '/PodTemplate',
    'apps/DaemonSet',
    'batch/Job',
    'batch/CronJob',
    'apps.kruise.io/DaemonSet',
    'apps.kruise.io/BroadcastJob',
    'apps.kruise.io/AdvancedCronJob',
    'keda.sh/ScaledJob',
    'agents.x-k8s.io/Sandbox',
    'extensions.agents.x-k8s.io/SandboxTemplate',
  ]);
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
