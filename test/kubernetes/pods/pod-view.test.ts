import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { inventoryOf } from '../../support/findings';

const POD = { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image: 'api' }] } };
const object = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'api', namespace: 'payments' },
  spec,
});
const views = (...manifests: object[]) =>
  podViews(inventoryOf(manifests)).map(({ object: { kind }, namespace, labels, path, metadataPath, containers, faults }) => [
    kind,
    namespace,
    labels.app,
    path,
    metadataPath,
    containers.map((container) => container.path),
    faults.map((fault) => `${fault.path}: ${fault.message}`),
  ]);

test.each([
  ['argoproj.io/v1alpha1', 'Rollout'],
  ['apps.openshift.io/v1', 'DeploymentConfig'],
  ['v1', 'DeploymentConfig'],
  ['apps.kruise.io/v1alpha1', 'CloneSet'],
  ['apps.kruise.io/v1beta1', 'StatefulSet'],
  ['apps.kruise.io/v1alpha1', 'DaemonSet'],
  ['apps.kruise.io/v1alpha1', 'BroadcastJob'],
])('the template of %s %s is read as a pod', (apiVersion, kind) => {
  expect(views(object(apiVersion, kind, { template: POD }))).toEqual([
    [kind, 'payments', 'api', 'spec.template.spec', 'spec.template.metadata', ['spec.template.spec.containers[0]'], []],
  ]);
});

test('so is that of a ScaledJob of KEDA', () => {
  expect(views(object('keda.sh/v1alpha1', 'ScaledJob', { jobTargetRef: { template: POD } }))).toEqual([
    [
      'ScaledJob',
      'payments',
      'api',
      'spec.jobTargetRef.template.spec',
      'spec.jobTargetRef.template.metadata',
      ['spec.jobTargetRef.template.spec.containers[0]'],
      [],
    ],
  ]);
});

test('a custom kind may have its template elsewhere, one of Kubernetes may not', () => {
  expect(
    views(
      object('argoproj.io/v1alpha1', 'Rollout', { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' } }),
      object('apps/v1', 'Deployment', {}),
    ),
  ).toEqual([
    ['Deployment', 'payments', undefined, 'spec.template.spec', 'spec.template.metadata', [], ['spec.template.spec: the pod has no spec']],
  ]);
});

test('the same kinds in other groups are not known', () => {
  expect(
    views(
      object('example.com/v1', 'Rollout', { template: POD }),
      object('example.com/v1', 'Deployment', { template: POD }),
      object('argoproj.io/v1alpha1', 'Workflow', { template: POD }),
    ),
  ).toEqual([]);
});
