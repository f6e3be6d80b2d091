import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { collect } from '../../../kubernetes/objects/collect';
import type { PowerfulPermissions } from '../../powers/power';
import { grantedOf, judgeRules, rolesOfSet, type Granted } from '../../role-findings';

const RBAC = 'rbac.authorization.k8s.io';
const AUTHENTICATION = 'authentication.k8s.io';

/**
 * As the API server asks: `bind` is asked about the role, not the binding; impersonation is asked about outside of any namespace, but of
 * ServiceAccounts.
 */
const ALWAYS: readonly PowerfulPermissions[] = [
  { group: RBAC, resources: ['roles'], verbs: ['escalate', 'bind'] },
  { group: RBAC, resources: ['clusterroles'], verbs: ['escalate'] },
  { group: RBAC, resources: ['clusterroles'], verbs: ['bind'], inNamespace: true },
  { group: '', resources: ['users', 'groups'], verbs: ['impersonate'], inNamespace: false },
  { group: '', resources: ['serviceaccounts'], verbs: ['impersonate'] },
  { group: AUTHENTICATION, resources: ['uids', 'userextras/'], verbs: ['impersonate'], inNamespace: false },
];

/** Constrained impersonation: alpha in 1.35, on by default from 1.36. */
const CONSTRAINED: readonly PowerfulPermissions[] = [
  { group: AUTHENTICATION, resources: ['users', 'groups', 'uids', 'userextras/'], verbs: ['impersonate:user-info'], inNamespace: false },
  { group: AUTHENTICATION, resources: ['serviceaccounts'], verbs: ['impersonate:serviceaccount'], inNamespace: true },
  { group: AUTHENTICATION, resources: ['nodes'], verbs: ['impersonate:arbitrary-node', 'impersonate:associated-node'], inNamespace: false },
];

export const escalationVerbs = defineRule({
  id: 'rbac/escalation-verbs',
  title: 'Roles must not grant the verbs escalate, bind or impersonate',
  description:
    'With `escalate` and `bind` on roles and `impersonate` on identities, a subject gets rights that were not granted to it. From '
    + 'Kubernetes 1.35 on, the verbs of constrained impersonation count too.\n\n'
    + 'Accepted: these verbs on resources for which the API server never checks them (`bind` on rolebindings, `impersonate` on '
    + 'roles), since they grant nothing.',
  severity: Severity.CRITICAL,
  fix: 'Remove the verbs escalate, bind and impersonate; give the holder the rights it needs instead.',
  controls: ['CIS-2.0:5.1.8', 'NSA-CISA:authentication-and-authorization'],
  sources: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping',
    'https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/',
  ],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: delegate }, '
    + 'rules: [{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind] }] }',
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: auditor }, '
    + 'rules: [{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [get, list] }] }',
  subject: rolesOfSet,
  revisions: [
    { since: '1.8', check: forbid(ALWAYS) },
    { since: '1.35', check: forbid([...ALWAYS, ...CONSTRAINED]) },
  ],
});

function forbid(permissions: readonly PowerfulPermissions[]) {
  const say = ({ path, text }: Granted) => [{ path, message: text }];
  return judgeRules((rule, role) => collect(grantedOf(rule, permissions, role.kind === 'Role'), say), true);
}
