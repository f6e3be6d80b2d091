import { isControlled } from '../../../src/kubernetes/objects/ownership';
import { isLasting, runsOn } from '../../../src/kubernetes/pods/lifetime';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { inventoryOf } from '../../support/findings';
import { cronJob, deployment, job, template, workload } from '../../support/workloads';

const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' }, spec: { containers: [], ...spec } });
const view = (manifest: object) => podViews(inventoryOf([manifest]))[0]!;

test.each<[string, object, boolean]>([
  ['a Deployment', deployment(), true],
  ['a DaemonSet', workload('DaemonSet'), true],
  ['a Job', job(), false],
  ['a CronJob', cronJob(), false],
  ['a Pod', pod({}), true],
  ['a Pod that is started again', pod({ restartPolicy: 'Always' }), true],
  ['or where that is empty', pod({ restartPolicy: '' }), true],
  ['a Pod that is not', pod({ restartPolicy: 'Never' }), false],
  ['a PodTemplate', { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'api' }, template: template() }, false],
  [
    'a ScaledJob',
    { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledJob', metadata: { name: 'api' }, spec: { jobTargetRef: { template: template() } } },
    false,
  ],
])('%s runs on: %j', (_, manifest, expected) => expect(runsOn(view(manifest))).toBe(expected));

test('containers that run as long as the pod are the main ones and sidecars', () => {
  const { containers } = view(
    pod({
      initContainers: [{ name: 'setup' }, { name: 'mesh', restartPolicy: 'Always' }],
      containers: [{ name: 'api' }],
      ephemeralContainers: [{ name: 'debug' }],
    }),
  );
  expect(containers.filter(isLasting).map(({ name }) => name)).toEqual(['mesh', 'api']);
});

test.each<[unknown, boolean]>([
  [undefined, false],
  [[], false],
  [[{ kind: 'Owner', controller: false }], false],
  [[{ kind: 'Owner' }, { kind: 'ReplicaSet', controller: true }], true],
  ['owner', false],
])('ownerReferences %j: controlled %j', (ownerReferences, expected) => {
  expect(isControlled(inventoryOf([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', ownerReferences } }]).objects[0]!)).toBe(
    expected,
  );
});
