import { objectsOf } from '../../../../src/kubernetes/objects/documents';
import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import { nakedPod } from '../../../../src/workloads/rules/definition/naked-pod';
import { findings } from '../../../support/findings';
import { pod, table } from '../../../support/pods';
import { deployment, OWNED } from '../../../support/workloads';

const NAKED = 'Pod api: the Pod has no controller, so nothing makes it again';

table(nakedPod, [
  ['a Pod', [pod(), pod({ restartPolicy: 'Never' })], [NAKED, NAKED]],
  ['one that a controller made', pod({}, OWNED), []],
  ['an owner that is not a controller', pod({}, { ownerReferences: [{ kind: 'Owner', name: 'owner' }] }), [NAKED]],
  [
    'a mirror, and hooks',
    ['kubernetes.io/config.mirror', 'helm.sh/hook', 'argocd.argoproj.io/hook'].map((key) => pod({}, { annotations: { [key]: 'test' } })),
    [],
  ],
  ['a workload', deployment(), []],
]);

test('a static Pod is kept by the kubelet', () => {
  const objects = objectsOf(pod(), { hostPath: '/etc/kubernetes/manifests/api.yaml' }, () => undefined);
  const context = { inventory: new Inventory(objects), kubernetes: { major: 1, minor: 37 }, asOf: '2026-11-23', waivers: [] };
  expect(nakedPod.revisions[0]!.check(objects[0]!, context, { exemptAnnotations: [] })).toEqual([]);
  expect(findings(nakedPod, [pod()])).toEqual([NAKED]);
});
