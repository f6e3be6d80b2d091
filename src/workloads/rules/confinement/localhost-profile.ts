import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods, reading } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asString, isObject } from '../../../text/json';
import { findProfile, NODE_PROFILE_FILES, type NodeProfile } from './node-profiles';

const FIELDS: readonly (readonly [string, NodeProfile['kind']])[] = [
  ['seccompProfile', 'seccomp'],
  ['appArmorProfile', 'AppArmor'],
];

export const localhostProfile = defineRule({
  id: 'workloads/localhost-profile',
  title: 'Localhost seccomp and AppArmor profiles must exist and must restrict the container',
  description:
    'A violation is a profile in the input that allows everything or only logs, or that the Security Profiles Operator does not '
    + 'install (`disabled`), so that the container does not start. A profile that is not in the input is unknown, since something '
    + 'else can install it. The rule does not check that every node has the profile.',
  severity: Severity.LOW,
  fix: 'Put the profile into the input (SeccompProfile, AppArmorProfile or a file for the nodes) and let it deny, or use RuntimeDefault.',
  sources: ['https://kubernetes.io/docs/tutorials/security/seccomp/', 'https://kubernetes.io/docs/tutorials/security/apparmor/'],
  bad:
    '\n{ apiVersion: security-profiles-operator.x-k8s.io/v1beta1, kind: SeccompProfile, metadata: { name: api, namespace: payments }, '
    + 'spec: { defaultAction: SCMP_ACT_ALLOW } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { securityContext: { seccompProfile: { type: Localhost, '
    + 'localhostProfile: operator/payments/api.json } }, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }\n',
  good:
    '\n{ apiVersion: security-profiles-operator.x-k8s.io/v1beta1, kind: SeccompProfile, metadata: { name: api, namespace: payments }, '
    + 'spec: { defaultAction: SCMP_ACT_ERRNO, syscalls: [{ action: SCMP_ACT_ALLOW, names: [read, write, exit_group] }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { securityContext: { seccompProfile: { type: Localhost, '
    + 'localhostProfile: operator/payments/api.json } }, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }\n',
  subject: reading(pods, ...NODE_PROFILE_FILES),
  revisions: [{ since: '1.19', check: resolves }],
});

/** Most pods name none. */
function namesProfile({ seccompProfile, appArmorProfile }: Readonly<Record<string, unknown>>): boolean {
  return (
    (isObject(seccompProfile) && seccompProfile.type === 'Localhost') || (isObject(appArmorProfile) && appArmorProfile.type === 'Localhost')
  );
}

function resolves(pod: PodView, { inventory }: CheckContext): readonly Outcome[] {
  if (!namesProfile(pod.securityContext) && !pod.containers.some(({ securityContext }) => namesProfile(securityContext))) return NONE;
  const outcomes: Outcome[] = [];
  const judge = (context: Readonly<Record<string, unknown>>, path: string, label: string) => {
    for (const [field, kind] of FIELDS) {
      const profile = context[field];
      if (!isObject(profile) || profile.type !== 'Localhost') continue;
      const place = `${path}.${field}.localhostProfile`;
      const name = asString(profile.localhostProfile) ?? '';
      const found = findProfile(inventory, kind, name);
      if (name === '') outcomes.push(undecided(place, `${label} names no ${kind} profile, so the API server rejects the pod`));
      else if (!found) {
        outcomes.push(
          undecided(
            place,
            `the ${kind} profile ${name} of ${label} is not in the input, so whether nodes have it, and what it allows, is unknown`,
          ),
        );
      } else if (found.disabled) {
        outcomes.push({ path: place, message: `the ${kind} profile ${name} of ${label} is disabled, so nodes do not have it` });
      } else if (found.looseness !== undefined) {
        outcomes.push({ path: place, message: `the ${kind} profile ${name} of ${label} ${found.looseness}` });
      }
    }
  };
  judge(pod.securityContext, `${pod.path}.securityContext`, 'the pod');
  for (const { securityContext, path, label } of pod.containers) judge(securityContext, `${path}.securityContext`, label);
  return outcomes;
}
