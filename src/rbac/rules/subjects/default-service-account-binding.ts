import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { serviceAccountOf } from '../../../kubernetes/rbac/rbac-binding';
import { bindingsOfSet, describeSubject, judgeSubjects, placeOf } from '../binding-findings';

export const defaultServiceAccountBinding = defineRule({
  id: 'rbac/default-service-account-binding',
  title: 'Bindings must not grant roles to the default ServiceAccount',
  description:
    'Every pod that names no ServiceAccount runs as `default` and gets the rights. The user '
    + '`system:serviceaccount:<namespace>:default` is the same account and counts too.',
  severity: Severity.MEDIUM,
  fix: 'Make a ServiceAccount for the workload that needs the role, and name it in the binding and in the pods.',
  controls: ['CIS-2.0:5.1.5', 'NSA-CISA:authentication-and-authorization'],
  sources: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#service-account-permissions',
    'https://kubernetes.io/docs/concepts/security/service-accounts/',
  ],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: reporter, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + 'subjects: [{ kind: ServiceAccount, name: default, namespace: payments }] }',
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: reporter, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + 'subjects: [{ kind: ServiceAccount, name: reporter, namespace: payments }] }',
  subject: bindingsOfSet,
  revisions: [
    {
      since: '1.8',
      check: judgeSubjects((who, binding) => {
        if (serviceAccountOf(who)?.name !== 'default') return NONE;
        return [
          { path: `${who.path}.name`, message: `${describeSubject(who)} has ${binding.roleRef?.name ?? 'a role'} ${placeOf(binding)}` },
        ];
      }),
    },
  ],
});
