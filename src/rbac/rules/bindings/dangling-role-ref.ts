import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { describeRole, rbacView } from '../../../kubernetes/rbac/rbac';
import { bindingsOfSet, judgeBinding, type BindingJudge } from '../binding-findings';

export const danglingRoleRef = defineRule({
  id: 'rbac/dangling-role-ref',
  title: 'Bindings must refer to roles that exist',
  description:
    'Such a binding grants nothing until someone creates a role of that name. A role of that name in another namespace, or of '
    + 'the other kind, shows a mistake: a violation. A role that is not in the input at all can be in the cluster: unknown.',
  severity: Severity.MEDIUM,
  fix: 'Correct kind and name of `roleRef`, or add the role; a Role must be in the namespace of its binding.',
  sources: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review',
  ],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: reader }, '
    + 'rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }] }\n'
    + '---\n'
    + '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: reader, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }, subjects: [{ kind: ServiceAccount, name: reporter }] }',
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: reader }, '
    + 'rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }] }\n'
    + '---\n'
    + '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: reader, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }, '
    + 'subjects: [{ kind: ServiceAccount, name: reporter }] }',
  subject: bindingsOfSet,
  revisions: [{ since: '1.8', check: judgeBinding(roleExists) }],
});

function roleExists(
  { roleRef, role, namespace }: Parameters<BindingJudge>[0],
  { inventory }: Parameters<BindingJudge>[1],
): readonly Outcome[] {
  if (!roleRef || role) return NONE;
  const wanted = roleRef.kind === 'Role' ? `Role ${namespace}/${roleRef.name}` : `ClusterRole ${roleRef.name}`;
  const others = rbacView(inventory).namesakes(roleRef.name).map(describeRole);
  if (others.length > 0) return [{ path: 'roleRef', message: `${wanted} is not in the input, but ${others.join(', ')} is` }];
  return [undecided('roleRef.name', `${wanted} is not in the input, so what the binding grants is unknown`)];
}
