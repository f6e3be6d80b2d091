import { resourceNamesWithoutObjects } from '../../../../src/rbac/rules/roles/resource-names-without-objects';
import { table } from '../../../support/pods';

const payments = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } };
const object = (apiVersion: string, kind: string, name: string | undefined, namespace = 'payments') => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});
const deployment = (name: string | undefined, namespace?: string) => object('apps/v1', 'Deployment', name, namespace);
const rule = (fields: object = {}) => ({
  apiGroups: ['apps'],
  resources: ['deployments'],
  resourceNames: ['api'],
  verbs: ['get', 'patch'],
  ...fields,
});
const role = (...rules: object[]) => ({
  ...object('rbac.authorization.k8s.io/v1', 'Role', 'deployer'),
  rules: rules.length > 0 ? rules : [rule()],
});
const fact = (known: string, resources = 'deployments', index = 0) =>
  `Role payments/deployer rules[0].resourceNames[${index}]: "api" is the name of none of the ${resources} of namespace `
  + `payments in the input (${known})`;

table(resourceNamesWithoutObjects, [
  ['it is there', [payments, deployment('api'), role()], []],
  ['it has another name', [payments, deployment('payments-api'), role()], [fact('payments-api')]],
  ['many others', [payments, ...['a', 'b', 'c', 'd', 'e'].map((name) => deployment(name)), role()], [fact('a, b, c, and 2 more')]],
  ['in another namespace', [payments, deployment('web'), deployment('api', 'b'), role()], [fact('web')]],
  ['one of two names', [payments, deployment('web'), role(rule({ resourceNames: ['web', 'api'] }))], [fact('web', 'deployments', 1)]],
  ['a subresource', [payments, deployment('web'), role(rule({ resources: ['deployments/scale'] }))], [fact('web', 'deployments/scale')]],
  ['none of the kind is in the input', [payments, role()], []],
  [
    'one of two resources has it',
    [payments, deployment('web'), object('apps/v1', 'StatefulSet', 'api'), role(rule({ resources: ['deployments', 'statefulsets'] }))],
    [],
  ],
  [
    'neither of two resources has it',
    [payments, deployment('web'), object('apps/v1', 'StatefulSet', 'db'), role(rule({ resources: ['deployments', 'statefulsets'] }))],
    [fact('web, db', 'deployments, statefulsets')],
  ],
  ['no object of the second resource', [payments, deployment('web'), role(rule({ resources: ['deployments', 'statefulsets'] }))], []],
  ['made as programs run', [payments, object('v1', 'Secret', 'other'), role(rule({ apiGroups: [''], resources: ['secrets'] }))], []],
  [
    'the same resource of another group',
    [payments, object('v1', 'Service', 'web'), role(rule({ apiGroups: ['example.com'], resources: ['services'] }))],
    [],
  ],
  ['it may be created', [payments, deployment('web'), role(rule({ verbs: ['create', 'patch'] }))], []],
  ['a name that the API server makes up', [payments, deployment(undefined), role()], []],
  ['names that mean nothing', [payments, deployment('web'), role(rule({ resourceNames: ['', '*'] }))], []],
  ['no names', [payments, deployment('web'), role(rule({ resourceNames: [] }), rule({ resourceNames: undefined }))], []],
  ['every resource', [payments, deployment('web'), role(rule({ resources: ['*'] }))], []],
  ['a ClusterRole', [payments, deployment('web'), { ...role(), kind: 'ClusterRole', metadata: { name: 'deployer' } }], []],
  [
    'the Namespace is not in the input',
    [deployment('web'), role()],
    [`? ${fact('web')}, but its Namespace is not in the input, so the object may be elsewhere`],
  ],
]);
