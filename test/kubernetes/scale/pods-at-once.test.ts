import { podsAtOnce } from '../../../src/kubernetes/scale/pods-at-once';
import { inventoryOf } from '../../support/findings';
import { autoscaler, cronJob, deployment, job, scaledObject, template, workload } from '../../support/workloads';

/** How many pods of the first object. */
function pods(...manifests: readonly object[]): string {
  const inventory = inventoryOf(manifests);
  const { times, when } = podsAtOnce(inventory, inventory.objects[0]!);
  return `${times} ${when}`;
}

const custom = (apiVersion: string, kind: string, spec: object, annotations: object = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'api', annotations },
  spec,
});
const scaledJob = (spec: object, jobSpec: object = {}, annotations: object = {}) =>
  custom('keda.sh/v1alpha1', 'ScaledJob', { jobTargetRef: { template: template(), ...jobSpec }, ...spec }, annotations);
const sandbox = (spec: object) => custom('agents.x-k8s.io/v1beta1', 'Sandbox', { podTemplate: template(), ...spec });
const kruise = (kind: string, spec: object) => custom('apps.kruise.io/v1beta1', kind, spec);

test.each<[string, readonly object[], string]>([
  ['a Pod', [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' }, spec: { containers: [] } }], '1 always'],
  ['a PodTemplate', [{ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'api' }, template: template() }], '0 always'],
  ['what makes no pods', [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } }], '0 always'],
  ['replicas', [deployment({ replicas: 3 })], '3 always'],
  ['an autoscaler', [deployment({ replicas: 3 }), autoscaler({ minReplicas: 2 })], '2 always'],
  ['KEDA, which scales to none', [deployment({ replicas: 3 }), scaledObject()], '0 always'],
  ['KEDA at its idle number', [deployment(), scaledObject({ minReplicaCount: 3, idleReplicaCount: 1 })], '1 always'],
  ['replicas that the server rejects', [deployment({ replicas: '3' })], '0 always'],
  ['a DaemonSet', [workload('DaemonSet')], '1 per node'],
  ['one of OpenKruise', [kruise('DaemonSet', { template: template() })], '1 per node'],
  ['a CloneSet', [kruise('CloneSet', { replicas: 4, template: template() })], '4 always'],
  ['a Job', [job()], '1 at times'],
  ['by parallelism', [job({ parallelism: 5 })], '5 at times'],
  ['but no more than are left to do', [job({ parallelism: 5, completions: 2 })], '2 at times'],
  ['suspended', [job({ suspend: true })], '0 always'],
  ['a CronJob', [cronJob({}, { parallelism: 2 })], '2 at times'],
  ['suspended', [cronJob({ suspend: true })], '0 always'],
  ['whose Jobs are', [cronJob({}, { suspend: true })], '0 at times'],
  [
    'an AdvancedCronJob',
    [kruise('AdvancedCronJob', { template: { jobTemplate: { spec: { parallelism: 3, template: template() } } } })],
    '3 at times',
  ],
  ['paused', [kruise('AdvancedCronJob', { paused: true, template: { jobTemplate: { spec: { template: template() } } } })], '0 always'],
  ['a BroadcastJob', [kruise('BroadcastJob', { template: template() })], '1 at times'],
  ['paused', [kruise('BroadcastJob', { paused: true, template: template() })], '0 always'],
  ['a CloneSet whose update is paused', [kruise('CloneSet', { updateStrategy: { paused: true }, template: template() })], '1 always'],
  ['a ScaledJob', [scaledJob({}, { parallelism: 2 })], '2 at times'],
  ['with a least number of Jobs', [scaledJob({ minReplicaCount: 3 }, { parallelism: 2 })], '6 always'],
  ['of no more than the greatest', [scaledJob({ minReplicaCount: 3, maxReplicaCount: 2 })], '2 always'],
  ['of none', [scaledJob({ maxReplicaCount: 0 })], '0 always'],
  ['paused', [scaledJob({ minReplicaCount: 3 }, {}, { 'autoscaling.keda.sh/paused': 'true' })], '0 always'],
  ['not paused', [scaledJob({ minReplicaCount: 3 }, {}, { 'autoscaling.keda.sh/paused': 'false' })], '3 always'],
  ['a sandbox', [sandbox({})], '1 always'],
  ['suspended', [sandbox({ operatingMode: 'Suspended' })], '0 always'],
  ['of v1alpha1, switched off', [sandbox({ replicas: 0 })], '0 always'],
])('%s', (_, manifests, expected) => expect(pods(...manifests)).toBe(expected));
