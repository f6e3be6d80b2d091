import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { bindingsOfSet, describeSubject, isDefaultGrant, judgeSubjects, placeOf } from '../binding-findings';

export const serviceAccountGroupSubject = defineRule({
  id: 'rbac/service-account-group-subject',
  title: 'Bindings that grant roles to system:serviceaccounts groups must state a reason',
  description:
    'Every workload of the cluster or of the namespace has the role, also one that is added later. Bindings that the API server '
    + 'creates itself pass.',
  severity: Severity.MEDIUM,
  takesReason: true,
  fix: 'Name the ServiceAccounts that need the role, or say why all do.',
  controls: ['NSA-CISA:authentication-and-authorization'],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#service-account-permissions'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: readers, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:serviceaccounts:payments' }] }",
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: readers, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + 'subjects: [{ kind: ServiceAccount, name: reporter, namespace: payments }] }',
  subject: bindingsOfSet,
  revisions: [
    {
      since: '1.8',
      check: judgeSubjects((who, binding) => {
        if (who.kind !== 'Group' || !/^system:serviceaccounts(:|$)/.test(who.name) || isDefaultGrant(binding, who)) {
          return NONE;
        }
        return [
          {
            path: `${who.path}.name`,
            message: `${describeSubject(who)}, every workload there, has ${binding.roleRef?.name ?? 'a role'} ${placeOf(binding)}`,
          },
        ];
      }),
    },
  ],
});
