import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asArray, isObject } from '../../../text/json';
import { WINDOWS } from '../../../kubernetes/pods/security/check';
import { entriesOf, isUnset } from '../../../kubernetes/pods/security/read';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { judgedOn } from '../pod-security-rule';

/**
 * Pods have a user namespace of their own: root inside is nobody on the node, so that most ways out of a container end there.
 *
 * Unset and true fail. Pods that cannot have one are left alone: those in the host's network, process or IPC namespace, those with raw
 * block devices (`volumeDevices`) or NFS volumes, and Windows pods. It needs Linux 6.3 and a runtime that knows of it, hence a suggestion
 * of the profile `operations`. On by default since 1.33, general since 1.36.
 */
export const userNamespace = defineRule({
  id: 'workloads/user-namespace',
  title: 'Pods should have a user namespace of their own',
  severity: Severity.LOW,
  fix: 'Set `hostUsers: false`.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  operations: true,
  bad: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { hostUsers: false, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
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
