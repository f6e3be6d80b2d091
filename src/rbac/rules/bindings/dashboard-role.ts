import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { serviceAccountOf } from '../../../kubernetes/rbac/rbac-binding';
import { bindingsOfSet, describeSubject, judgeSubjects, placeOf } from '../binding-findings';

const DASHBOARD = 'kubernetes-dashboard';

export const dashboardRole = defineRule({
  id: 'rbac/dashboard-role',
  title: 'Bindings must not grant the role kubernetes-dashboard to others than the dashboard',
  description:
    'The role is for the program: any other subject that has it reads the settings and the login keys of the dashboard, and with them '
    + 'acts as its users. Accepted is the ServiceAccount `kubernetes-dashboard`, in any namespace. A role of another name is '
    + 'checked for what it grants. The dashboard itself is archived: see `workloads/dashboard`.',
  severity: Severity.HIGH,
  fix: 'Remove the subject, and grant what it needs by a role of its own.',
  controls: ['NSA-CISA:authentication-and-authorization'],
  sources: ['https://github.com/kubernetes-retired/dashboard/tree/master/docs/user/access-control'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: dashboard, namespace: kubernetes-dashboard }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: kubernetes-dashboard }, '
    + 'subjects: [{ kind: ServiceAccount, name: default, namespace: payments }] }',
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: dashboard, namespace: kubernetes-dashboard }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: kubernetes-dashboard }, '
    + 'subjects: [{ kind: ServiceAccount, name: kubernetes-dashboard, namespace: kubernetes-dashboard }] }',
  subject: bindingsOfSet,
  check: judgeSubjects((who, binding) => {
    if (binding.roleRef?.name !== DASHBOARD || serviceAccountOf(who)?.name === DASHBOARD) return NONE;
    return [{ path: `${who.path}.name`, message: `${describeSubject(who)} has the role of the dashboard ${placeOf(binding)}` }];
  }),
});
