import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { bindingsOfSet, isDefaultGrant, judgeSubjects } from '../binding-findings';

/**
 * No binding names the group `system:masters`: the API server lets its members do everything before it looks at any role, so such a binding
 * shows that people or programs are meant to be in it.
 *
 * Allowed: the binding to `cluster-admin` that the API server makes itself. Client certificates that carry the group are not seen here.
 */
export const adminGroupSubject = defineRule({
  id: 'rbac/admin-group-subject',
  title: 'Bindings must not name the group system:masters',
  severity: Severity.CRITICAL,
  fix: 'Name a group of your own, and issue no credentials for system:masters.',
  controls: ['CIS-1.12:5.1.7', 'NSA-CISA:authentication-and-authorization'],
  sources: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: ops, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:masters' }] }",
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: ops, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'ops' }] }",
  subject: bindingsOfSet,
  revisions: [
    {
      since: '1.8',
      check: judgeSubjects((who, binding) => {
        if (who.kind !== 'Group' || who.name !== 'system:masters' || isDefaultGrant(binding, who)) return NONE;
        return [{ path: `${who.path}.name`, message: 'the binding names the group system:masters, whose members no role restrains' }];
      }),
    },
  ],
});
