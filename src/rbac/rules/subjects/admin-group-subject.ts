import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { bindingsOfSet, isDefaultGrant, judgeSubjects } from '../binding-findings';

export const adminGroupSubject = defineRule({
  id: 'rbac/admin-group-subject',
  title: 'Bindings must not name the group system:masters',
  description:
    'Members of `system:masters` bypass authorization: the API server allows them everything before it looks at any role. A '
    + 'binding to the group shows that users or programs are meant to be in it.\n\n'
    + 'Accepted: the binding to `cluster-admin` that the API server creates itself. Client certificates with the group are not '
    + 'visible here.',
  severity: Severity.CRITICAL,
  fix: 'Name a group of your own, and issue no credentials for system:masters.',
  controls: ['CIS-2.0:5.1.7', 'NSA-CISA:authentication-and-authorization'],
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
