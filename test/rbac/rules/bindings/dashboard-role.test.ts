import { dashboardRole } from '../../../../src/rbac/rules/bindings/dashboard-role';
import { table } from '../../../support/pods';

const RBAC = 'rbac.authorization.k8s.io';
const binding = (name: string, ...subjects: readonly object[]) => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'some' },
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
  subjects,
});
const account = (name: string, namespace = 'shop') => ({ kind: 'ServiceAccount', name, namespace });
const user = (name: string) => ({ apiGroup: RBAC, kind: 'User', name });
const found = (index: number, who: string) =>
  `ClusterRoleBinding some subjects[${index}].name: ${who} has the role of the dashboard in the whole cluster`;

table(dashboardRole, [
  ['the dashboard', binding('kubernetes-dashboard', account('kubernetes-dashboard')), []],
  ['the dashboard as a user', binding('kubernetes-dashboard', user('system:serviceaccount:tools:kubernetes-dashboard')), []],
  [
    'others',
    binding('kubernetes-dashboard', account('default'), user('jane')),
    [found(0, 'ServiceAccount shop/default'), found(1, 'User "jane"')],
  ],
  ['a user of that name', binding('kubernetes-dashboard', user('kubernetes-dashboard')), [found(0, 'User "kubernetes-dashboard"')]],
  ['nobody', binding('kubernetes-dashboard'), []],
  ['another role', binding('view', account('default')), []],
]);
