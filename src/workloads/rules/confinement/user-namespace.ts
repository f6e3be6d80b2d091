import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { WINDOWS } from '../../../kubernetes/pods/security/check';
import { entriesOf } from '../../../kubernetes/pods/security/read';
import { asArray, isObject, isUnset } from '../../../text/json';
import { judgedOn } from '../pod-security-rule';

export const userNamespace = defineRule({
  id: 'workloads/user-namespace',
  title: 'Pods should set hostUsers: false',
  description:
    'Root in the container then has no rights on the node, which stops most container escapes. Unset and true are violations. '
    + 'The field is on by default since Kubernetes 1.33 and stable since 1.36; it needs Linux 6.3 and a runtime that supports it, '
    + 'so the rule is in the profile `operations`.\n\n'
    + 'Exempt are pods that cannot use it: those in the network, process or IPC namespace of the host, with raw block devices '
    + '(`volumeDevices`) or NFS volumes, and Windows pods.',
  severity: Severity.LOW,
  fix: 'Set `hostUsers: false`.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  operations: true,
  bad: examplePod(),
  good: examplePod({ spec: 'hostUsers: false' }),
  ...judgedOn({
    fields: [
      'spec.hostUsers',
      'spec.hostNetwork',
      'spec.hostPID',
      'spec.hostIPC',
      'spec.volumes[*].nfs',
      'spec.containers[*].volumeDevices',
    ],
    exempt: WINDOWS,
    since: '1.33',
    check: (pod) => (pod.spec.hostUsers === false || cannot(pod) ? NONE : shared(pod)),
  }),
});

function cannot(pod: PodView): boolean {
  const { hostNetwork, hostPID, hostIPC, volumes } = pod.spec;
  return (
    hostNetwork === true
    || hostPID === true
    || hostIPC === true
    || pod.containers.some(({ spec }) => asArray(spec.volumeDevices).length > 0)
    || entriesOf(volumes).some(([, volume]) => isObject(volume.nfs))
  );
}

function shared({ spec: { hostUsers }, path }: PodView): readonly Outcome[] {
  if (!isUnset(hostUsers) && hostUsers !== true) return NONE;
  return [{ path: `${path}.hostUsers`, message: 'the pod has the user ids of the node: root in it is root outside' }];
}
