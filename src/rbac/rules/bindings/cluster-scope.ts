import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import { rbacView, type BindingView } from '../../../kubernetes/rbac/rbac';
import { isNamespaced } from '../../namespaced-rule';
import { bindingsOfSet, describeSubject, isDefaultGrant, judgeBinding } from '../binding-findings';

export const clusterScope = defineRule({
  id: 'rbac/cluster-scope',
  title: 'ClusterRoleBindings of roles with only namespaced resources must state a reason',
  description:
    'A ClusterRoleBinding grants the rights in all namespaces, also in those that do not need them. Checked are roles that '
    + 'grant only namespaced resources of Kubernetes itself: if a role also has a cluster-scoped or custom resource, a URL or a '
    + 'wildcard, the ClusterRoleBinding can be necessary.\n\n'
    + 'Bindings that the API server creates itself pass.',
  severity: Severity.LOW,
  takesReason: true,
  fix: 'Use a RoleBinding in each namespace that needs it, or say why all do.',
  controls: ['NSA-CISA:authentication-and-authorization'],
  sources: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: readers }, '
    + 'rules: [{ apiGroups: [apps], resources: [deployments], verbs: [get, list] }] }\n'
    + '---\n'
    + '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: { name: readers }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: readers }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'support' }] }",
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: readers }, '
    + 'rules: [{ apiGroups: [apps], resources: [deployments], verbs: [get, list] }] }\n'
    + '---\n'
    + '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: readers, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: readers }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'support' }] }",
  subject: bindingsOfSet,
  revisions: [{ since: '1.8', check: judgeBinding(everywhere) }],
});

function everywhere(binding: BindingView, { inventory }: CheckContext): readonly Outcome[] {
  const { role } = binding;
  if (binding.kind !== 'ClusterRoleBinding' || !role) return NONE;
  const scopes = scopesOf(inventory)(role);
  if (!scopes.has('namespaced') || scopes.has('wider')) return NONE;
  return binding.subjects
    .filter((who) => !isDefaultGrant(binding, who))
    .map((who) => ({
      path: who.path,
      message: `${describeSubject(who)} has ${role.name} in every namespace`,
    }));
}

/** What the rules of each role are on, with those that it takes over. */
const scopesOf = fact('scopes of what roles grant', (inventory) => {
  const rbac = rbacView(inventory);
  return rbac.gathered((role) => rbac.rulesInForce(role).map((rule) => (isNamespaced(rule) ? 'namespaced' : 'wider')));
});
