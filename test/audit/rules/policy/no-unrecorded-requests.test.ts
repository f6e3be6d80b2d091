import { noUnrecordedRequests } from '../../../../src/audit/rules/policy/no-unrecorded-requests';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const ALL = { level: 'Metadata' };
const hole = (request: string, rule = 0) => [
  `Policy audit rules[${rule}].level: rule ${rule} leaves requests unrecorded that are not named system noise, such as: ${request}`,
];
const noRule = (request: string) => [`Policy audit rules: no rule decides about some requests, so they go unrecorded, such as: ${request}`];
const health = (change: object) => ({
  level: 'None',
  users: ['system:anonymous'],
  verbs: ['get'],
  nonResourceURLs: ['/healthz', '/livez', '/readyz'],
  ...change,
});
const proxy = (change: object) => ({
  level: 'None',
  users: ['system:kube-proxy'],
  verbs: ['watch'],
  resources: [{ group: '', resources: ['services', 'endpoints'] }],
  ...change,
});

const READS = ['get', 'list', 'watch'];
/** What may go unrecorded: reads of system identities that Kubernetes' own roles allow. */
const NOISE = [
  {
    users: ['system:kube-proxy', 'system:serviceaccount:kube-system:kube-proxy'],
    verbs: ['list', 'watch'],
    resources: [
      { resources: ['services', 'endpoints', 'nodes'] },
      { group: 'discovery.k8s.io', resources: ['endpointslices'] },
      { group: 'networking.k8s.io', resources: ['servicecidrs'] },
    ],
  },
  { users: ['system:anonymous'], verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz'] },
  ...['kube-controller-manager', 'kube-scheduler'].map((name) => ({
    users: [`system:${name}`],
    verbs: ['get'],
    namespaces: ['kube-system'],
    resources: [{ group: 'coordination.k8s.io', resources: ['leases'], resourceNames: [name] }],
  })),
  {
    users: ['system:apiserver'],
    userGroups: ['system:masters'],
    verbs: READS,
    resources: [
      { resources: ['endpoints', 'limitranges', 'namespaces', 'nodes', 'resourcequotas', 'services'] },
      { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'] },
      { group: 'apiregistration.k8s.io', resources: ['apiservices'] },
      { group: 'coordination.k8s.io', resources: ['leases'] },
      { group: 'discovery.k8s.io', resources: ['endpointslices'] },
    ],
  },
].map((selector) => ({ level: 'None', ...selector }));

test.each<[string, object[], string[]]>([
  ['everything at Metadata', [ALL], []],
  ['nothing', [{ level: 'None' }], hole('get pods in namespace "default" by user "someone"')],
  [
    'no rule for other users',
    [{ level: 'Metadata', userGroups: ['system:authenticated'] }],
    noRule('get pods in namespace "default" with failed authentication'),
  ],
  [
    'no rule for failed authentication',
    [
      { level: 'Metadata', userGroups: ['g'] },
      { level: 'Metadata', users: ['a'] },
    ],
    noRule('get pods in namespace "default" with failed authentication'),
  ],
  ['no rule for a verb', [{ level: 'Metadata', verbs: ['get'] }], noRule('list pods in namespace "default" by user "someone"')],
  ['resources, but no paths', [{ level: 'Metadata', resources: [{ group: '*' }] }], noRule('get "/" by user "someone"')],
  [
    'every verb by name',
    [{ level: 'Metadata', verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'] }],
    noRule('a request with an unusual HTTP method to pods in namespace "default" by user "someone"'),
  ],
  ['a rule that can never match is not a hole', [ALL, { level: 'None' }], []],
  [
    'what is left of a rule is not a hole',
    [{ level: 'Metadata', verbs: ['create'] }, { level: 'None', users: ['a'], verbs: ['create'] }, ALL],
    [],
  ],
  ["everybody's health checks", [health({ users: [] }), ALL], hole('get "/healthz" by user "someone"')],
  ['health checks below', [health({ nonResourceURLs: ['/healthz/*'] }), ALL], hole('get "/healthz/" by user "system:anonymous"')],
  ['anonymous health checks', [health({}), ALL], []],
  ['anonymous health checks by any verb', [health({ verbs: [] }), ALL], hole('post "/healthz" by user "system:anonymous"')],
  ['anonymous version', [health({ nonResourceURLs: ['/version'] }), ALL], hole('get "/version" by user "system:anonymous"')],
  [
    'the group of the anonymous',
    [health({ users: [], userGroups: ['system:unauthenticated'] }), ALL],
    hole('get "/healthz" by user "someone" of "system:unauthenticated"'),
  ],
  ['kube-proxy', [proxy({}), ALL], []],
  ['kube-proxy, also by group', [proxy({ userGroups: ['system:authenticated'] }), ALL], []],
  [
    'kube-proxy, and one more',
    [proxy({ users: ['system:kube-proxy', 'eve'] }), ALL],
    hole('watch services in namespace "default" by user "eve"'),
  ],
  [
    'kube-proxy, all resources',
    [proxy({ resources: [{ group: '' }] }), ALL],
    hole('watch pods in namespace "default" by user "system:kube-proxy"'),
  ],
  [
    'kube-proxy, other resources',
    [proxy({ resources: [{ resources: ['services', 'secrets'] }] }), ALL],
    hole('watch secrets in namespace "default" by user "system:kube-proxy"'),
  ],
  [
    'kubelets reading nodes',
    [{ level: 'None', userGroups: ['system:nodes'], verbs: ['get'], resources: [{ resources: ['nodes', 'nodes/status'] }] }, ALL],
    hole('get nodes in namespace "default" by user "someone" of "system:nodes"'),
  ],
  ['events', [{ level: 'None', resources: [{ resources: ['events'] }] }, ALL], hole('get events in namespace "default" by user "someone"')],
  [
    "a certificate with the API server's name",
    [{ level: 'None', users: ['system:apiserver'], verbs: ['get'], resources: [{ resources: ['namespaces'] }] }, ALL],
    hole('get namespaces in namespace "default" by user "system:apiserver"'),
  ],
  [
    'the API server itself',
    [
      {
        level: 'None',
        users: ['system:apiserver'],
        userGroups: ['system:masters'],
        verbs: ['get'],
        resources: [{ resources: ['namespaces'] }],
      },
      ALL,
    ],
    [],
  ],
  ['all noise together', [...NOISE, ALL], []],
  [
    'a misspelt field widens the rule',
    [{ level: 'None', user: ['system:kube-proxy'], verbs: ['watch'], resources: [{ resources: ['services'] }] }, ALL],
    hole('watch services in namespace "default" by user "someone"'),
  ],
])('%s', (_, rules, expected) => {
  expect(findings(noUnrecordedRequests, [policyOf(rules)])).toEqual(expected);
});
