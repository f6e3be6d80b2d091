import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { bindingsOfSet, describeSubject, isDefaultGrant, judgeBinding, placeOf } from '../binding-findings';

export const clusterAdminBinding = defineRule({
  id: 'rbac/cluster-admin-binding',
  title: 'Bindings must not grant cluster-admin',
  description:
    'A RoleBinding to `cluster-admin` counts as well as a ClusterRoleBinding. Accepted: the binding of `system:masters` that '
    + 'the API server creates itself, and a binding without subjects, which grants nothing.',
  severity: Severity.CRITICAL,
  fix: 'Bind a role that names the rights that are needed.',
  controls: ['CIS-2.0:5.1.1', 'NSA-CISA:authentication-and-authorization'],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: { name: ops }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'ops' }] }",
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: { name: ops }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'ops' }] }",
  subject: bindingsOfSet,
  revisions: [
    {
      since: '1.8',
      check: judgeBinding((binding) =>
        binding.roleRef?.kind !== 'ClusterRole' || binding.roleRef.name !== 'cluster-admin'
          ? NONE
          : binding.subjects
              .filter((who) => !isDefaultGrant(binding, who))
              .map((who) => ({ path: who.path, message: `${describeSubject(who)} is cluster-admin ${placeOf(binding)}` })),
      ),
    },
  ],
});
