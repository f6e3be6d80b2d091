import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { nodeProfiles, type NodeProfile } from './node-profiles';

/**
 * Seccomp and AppArmor profiles that the set puts on nodes confine: a seccomp profile that allows every system call, or only logs, and an
 * AppArmor profile in complain mode or unconfined are none, while pods that name them pass as confined.
 *
 * Read: SeccompProfile and AppArmorProfile of the Security Profiles Operator, files below /var/lib/kubelet/seccomp and /etc/apparmor.d. A
 * seccomp profile that allows by default and denies some calls passes. Unknown: what cannot be read.
 */
export const nodeProfile = defineRule({
  id: 'workloads/node-profile',
  title: 'Seccomp and AppArmor profiles must confine',
  severity: Severity.MEDIUM,
  fix: 'Set defaultAction: SCMP_ACT_ERRNO and list what is allowed; take an AppArmor profile out of complain mode.',
  controls: [],
  sources: [
    'https://kubernetes.io/docs/tutorials/security/seccomp/',
    'https://github.com/kubernetes-sigs/security-profiles-operator/blob/main/installation-usage.md',
  ],
  bad:
    '{ apiVersion: security-profiles-operator.x-k8s.io/v1beta1, kind: SeccompProfile, metadata: { name: api, namespace: payments }, '
    + 'spec: { defaultAction: SCMP_ACT_LOG } }',
  good:
    '{ apiVersion: security-profiles-operator.x-k8s.io/v1beta1, kind: SeccompProfile, metadata: { name: api, namespace: payments }, '
    + 'spec: { defaultAction: SCMP_ACT_ERRNO, syscalls: [{ action: SCMP_ACT_ALLOW, names: [read, write, exit_group] }] } }',
  subject: {
    name: 'seccomp and AppArmor profiles for nodes',
    select: ({ inventory }) => nodeProfiles(inventory).map((value) => ({ value, object: value.object })),
  },
  revisions: [{ since: '1.0', check: confines }],
});

function confines({ kind, names, path, looseness, unreadable }: NodeProfile): readonly Outcome[] {
  const label = `the ${kind} profile ${names[0]!}`;
  if (unreadable !== undefined) return [undecided(path, `${label} ${unreadable}`)];
  return looseness === undefined ? NONE : [{ path, message: `${label} ${looseness}` }];
}
