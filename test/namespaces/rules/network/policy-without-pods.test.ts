import { policyWithoutPods } from '../../../../src/namespaces/rules/network/policy-without-pods';
import { table } from '../../../support/pods';
import { deployment, namespace, operated } from '../../../support/workloads';

const policy = (podSelector: unknown, spec: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'api' },
  spec: { podSelector, ...spec },
});
const web = policy({ matchLabels: { app: 'web' } });
const UNKNOWN = '? NetworkPolicy api spec.podSelector: the policy selects no pod of the input, but the pods may be elsewhere';

const ON_NODES = 'NetworkPolicy api spec.podSelector: the policy selects only pods with hostNetwork, which policies do not apply to';

/** Deployment `api` whose account has these verbs on pods, in one namespace or everywhere. */
const maker = (where: string | undefined, verbs: string[] = ['create']): object[] => [
  deployment({}, { serviceAccountName: 'operator' }),
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'operator' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: where === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: { name: 'operator', namespace: where },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'operator' },
    subjects: [{ kind: 'ServiceAccount', name: 'operator', namespace: 'default' }],
  },
];

table(policyWithoutPods, [
  ['some', [policy({ matchLabels: { app: 'api' } }), deployment()], []],
  ['all, and there are none', [namespace(), policy({}), policy(undefined)], []],
  ['none, all known', [namespace(), web, deployment()], ['NetworkPolicy api spec.podSelector: the policy selects no pod']],
  ['none, elsewhere', [web, deployment()], [UNKNOWN]],
  ['only pods on the network of a node', [policy({ matchLabels: { app: 'api' } }), deployment({}, { hostNetwork: true })], [ON_NODES]],
  [
    'also some there',
    [policy({ matchLabels: { app: 'api' } }), deployment({}, { hostNetwork: true }), deployment({}, {}, { name: 'other' })],
    [],
  ],
  ['pods that cert-manager creates', [namespace(), policy({ matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } })], []],
  ['none, but an operator', [namespace(), operated(), web], [UNKNOWN]],
  ['none, but a pod whose account may make some', [namespace(), ...maker('default'), web], [UNKNOWN]],
  ['none, but a pod whose account may make some everywhere', [namespace(), ...maker(undefined), web], [UNKNOWN]],
  [
    'none, and an account without pod may make some',
    [namespace(), ...maker('default').slice(1), web],
    ['NetworkPolicy api spec.podSelector: the policy selects no pod'],
  ],
  [
    'none, and a pod may make some in another namespace',
    [namespace(), ...maker('other'), web],
    ['NetworkPolicy api spec.podSelector: the policy selects no pod'],
  ],
  [
    'none, and a pod may read some',
    [namespace(), ...maker('default', ['get', 'list']), web],
    ['NetworkPolicy api spec.podSelector: the policy selects no pod'],
  ],
  ['by expression', [namespace(), policy({ matchExpressions: [{ key: 'app', operator: 'Exists' }] }), deployment()], []],
  [
    'by expression, none',
    [namespace(), policy({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] }), deployment()],
    ['NetworkPolicy api spec.podSelector: the policy selects no pod'],
  ],
  [
    'what the server rejects',
    policy([]),
    ['? NetworkPolicy api spec.podSelector: the selector is not a mapping, so the API server rejects the policy or its meaning is open'],
  ],
  ['faults elsewhere do not matter', [policy({ matchLabels: { app: 'api' } }, { ingress: 'x' }), deployment()], []],
]);
