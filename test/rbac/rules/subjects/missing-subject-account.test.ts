import { missingSubjectAccount } from '../../../../src/rbac/rules/subjects/missing-subject-account';
import { table } from '../../../support/pods';

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const account = (name: string, ns?: string) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: ns } });
const binding = (subjects: unknown, kind = 'RoleBinding', ns: string | null = 'payments') => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'read', namespace: kind === 'RoleBinding' ? (ns ?? undefined) : undefined },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects,
});
const reporter = [{ kind: 'ServiceAccount', name: 'reporter', namespace: 'payments' }];
const fact = (where = 'in namespace payments') => `ServiceAccount payments/reporter, which has view ${where}, is not in the input`;
const NO = [`RoleBinding payments/read subjects[0].name: ${fact()}, though its Namespace is`];
const UNKNOWN = [`? RoleBinding payments/read subjects[0].name: ${fact()}, nor is its Namespace, so it may be elsewhere`];

table(missingSubjectAccount, [
  ['it is there', [namespace('payments'), account('reporter', 'payments'), binding(reporter)], []],
  ['it is not', [namespace('payments'), binding(reporter)], NO],
  ['its namespace is not stated', [namespace('payments'), binding([{ kind: 'ServiceAccount', name: 'reporter' }])], NO],
  ['as a user', [namespace('payments'), binding([{ kind: 'User', name: 'system:serviceaccount:payments:reporter' }])], NO],
  ['in another namespace', [namespace('payments'), account('reporter', 'b'), binding(reporter)], NO],
  ['neither it nor its Namespace', [binding(reporter)], UNKNOWN],
  ['it is there without its Namespace', [account('reporter', 'payments'), binding(reporter)], []],
  [
    'of the whole cluster',
    [namespace('payments'), binding(reporter, 'ClusterRoleBinding')],
    [`ClusterRoleBinding read subjects[0].name: ${fact('in the whole cluster')}, though its Namespace is`],
  ],
  ['default', [namespace('payments'), binding([{ kind: 'ServiceAccount', name: 'default', namespace: 'payments' }])], []],
  [
    'a controller of Kubernetes',
    [namespace('kube-system'), binding([{ kind: 'ServiceAccount', name: 'job-controller', namespace: 'kube-system' }])],
    [],
  ],
  [
    'users and groups',
    [
      namespace('payments'),
      binding([
        { kind: 'User', name: 'jo' },
        { kind: 'Group', name: 'system:serviceaccounts:payments' },
      ]),
    ],
    [],
  ],
  ['no subjects', [namespace('payments'), binding(null), binding([])], []],
  [
    'no namespace is stated anywhere',
    [account('reporter'), binding([{ kind: 'ServiceAccount', name: 'reporter' }], 'RoleBinding', null)],
    [],
  ],
]);
