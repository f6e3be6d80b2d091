import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { NODE_PROFILE_FILES, nodeProfiles, type NodeProfile } from './node-profiles';

export const nodeProfile = defineRule({
  id: 'workloads/node-profile',
  title: 'Seccomp and AppArmor profiles must restrict, not allow everything or only log',
  description:
    'Pods that name such a profile pass other rules as if they were restricted. Violations are a seccomp profile that allows '
    + 'every system call or only logs, and an AppArmor profile that is unconfined or in complain mode. A seccomp profile that '
    + 'allows by default and denies some calls passes.\n\n'
    + 'Checked are SeccompProfile and AppArmorProfile of the Security Profiles Operator, and files in `/var/lib/kubelet/seccomp` '
    + 'and `/etc/apparmor.d`. A profile that cannot be read is unknown.',
  severity: Severity.MEDIUM,
  fix: 'Set defaultAction: SCMP_ACT_ERRNO and list what is allowed; take an AppArmor profile out of complain mode.',
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
  subject: subject(
    'seccomp and AppArmor profiles for nodes',
    ({ inventory }) => nodeProfiles(inventory).map((value) => ({ value, object: value.object })),
    NODE_PROFILE_FILES,
  ),
  check: confines,
});

function confines({ kind, names, path, looseness, unreadable }: NodeProfile): readonly Outcome[] {
  const label = `the ${kind} profile ${names[0]!}`;
  if (unreadable !== undefined) return [undecided(path, `${label} ${unreadable}`)];
  return looseness === undefined ? NONE : [{ path, message: `${label} ${looseness}` }];
}
