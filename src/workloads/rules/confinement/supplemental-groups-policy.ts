import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { WINDOWS } from '../../../kubernetes/pods/security/check';
import { entriesOf, podContext, volumeLabel } from '../../../kubernetes/pods/security/read';
import { isObject, isUnset, typeName } from '../../../text/json';
import { judgedOn } from '../pod-security-rule';

export const supplementalGroupsPolicy = defineRule({
  id: 'workloads/supplemental-groups-policy',
  title: 'Pods with hostPath or NFS volumes must set supplementalGroupsPolicy: Strict',
  description:
    'Unset means `Merge`: the user of the container is also in the groups that `/etc/group` of the image lists, so an image can '
    + 'join the group that owns the files of the host or the NFS server, and the manifest does not show it.\n\n'
    + 'Pods without such a volume and Windows pods are exempt. `Strict` needs containerd 2.0 or CRI-O 1.31; with an older runtime '
    + 'the kubelet rejects the pod.',
  severity: Severity.LOW,
  fix:
    'Set `supplementalGroupsPolicy: Strict` in the security context of the pod, and name the groups that it needs in '
    + '`supplementalGroups`.',
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy'],
  bad: examplePod({ spec: 'volumes: [{ name: data, nfs: { server: nfs.example.com, path: /data } }]' }),
  good: examplePod({
    spec:
      'securityContext: { supplementalGroupsPolicy: Strict, supplementalGroups: [4000] }, volumes: [{ name: data, '
      + 'nfs: { server: nfs.example.com, path: /data } }]',
  }),
  ...judgedOn({
    fields: ['spec.securityContext.supplementalGroupsPolicy', 'spec.volumes[*].hostPath', 'spec.volumes[*].nfs'],
    exempt: WINDOWS,
    since: '1.33',
    check: (pod) => (Array.isArray(pod.spec.volumes) ? merged(pod) : NONE),
  }),
});

function merged(pod: PodView): readonly Outcome[] {
  const shared = entriesOf(pod.spec.volumes).find(([, { hostPath, nfs }]) => isObject(hostPath) || isObject(nfs));
  const context = podContext(pod);
  if (!shared || !context) return NONE;
  const policy = context.fields.supplementalGroupsPolicy;
  if (policy === 'Strict') return NONE;
  const path = `${context.path}.supplementalGroupsPolicy`;
  if (!isUnset(policy) && policy !== 'Merge') {
    return [
      undecided(
        path,
        typeof policy === 'string'
          ? `${JSON.stringify(policy)} is not a policy for groups`
          : `supplementalGroupsPolicy is ${typeName(policy)}, not a string`,
      ),
    ];
  }
  return [
    {
      path,
      message:
        `images add groups of their own to the pod, which mounts ${volumeLabel(shared[1], shared[0])} of `
        + `${isObject(shared[1].nfs) ? 'an NFS server' : 'the host'}`,
    },
  ];
}
