import { apiServerEgress } from '../../../../src/namespaces/rules/network/api-server-egress';
import { table } from '../../../support/pods';
import { block, namespace, pod, policy } from '../../manifests';

const payments = namespace('payments');
const deny = policy('deny', { podSelector: {}, policyTypes: ['Egress'] });
const bind = (subject: object, namespaced = 'payments') => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'operator', namespace: namespaced },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: [subject],
});
const bound = bind({ kind: 'ServiceAccount', name: 'operator', namespace: 'payments' });
const caller = (spec: object = {}, name = 'operator') => pod(name, 'payments', { serviceAccountName: 'operator', ...spec });
const to = (peers: unknown, ports?: unknown, podSelector: unknown = {}) =>
  policy('api', { podSelector, policyTypes: ['Egress'], egress: [{ ...(peers === undefined ? {} : { to: peers }), ports }] });
const tcp = (port: number, endPort?: number) => [{ protocol: 'TCP', port, endPort }];
const account = (automountServiceAccountToken?: unknown) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'operator', namespace: 'payments' },
  automountServiceAccountToken,
});
const slice = (addresses: string[], port = 6443) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
  addressType: 'IPv4',
  endpoints: [{ addresses }],
  ports: [{ name: 'https', port, protocol: 'TCP' }],
});
const NO = [
  'Namespace payments: no policy lets Pod operator of namespace payments reach the API server, though its ServiceAccount is granted rights',
];
const MAYBE = [
  '? Namespace payments: whether Pod operator of namespace payments may reach the API server is not decided: what policies open may be '
    + 'something else',
];
const everyNamespace = [{ namespaceSelector: {} }];

const denied = [payments, deny, bound, caller()];

function ciliumRows(): [string, object[], string[]][] {
  const cilium = (rule: object, spec: object = {}, kind = 'CiliumNetworkPolicy', name = 'payments') => ({
    apiVersion: 'cilium.io/v2',
    kind,
    metadata: { name: 'api', ...(kind === 'CiliumNetworkPolicy' ? { namespace: name } : {}) },
    spec: { endpointSelector: {}, egress: [rule], ...spec },
  });
  const ports = (port: string, protocol = 'TCP') => [{ ports: [{ port, protocol }] }];
  const service = (serviceName: string, within?: string) => [{ k8sService: { serviceName, namespace: within } }];
  const rows: [string, object, string[]][] = [
    ['the entity of API servers', cilium({ toEntities: ['kube-apiserver'] }), []],
    ['it among others', cilium({ toEntities: ['host', 'kube-apiserver'] }), []],
    ['it on its port', cilium({ toEntities: ['kube-apiserver'], toPorts: ports('6443') }), []],
    ['it on any protocol', cilium({ toEntities: ['kube-apiserver'], toPorts: ports('443', 'ANY') }), []],
    ['it on another port', cilium({ toEntities: ['kube-apiserver'], toPorts: ports('5432') }), NO],
    ['it on UDP', cilium({ toEntities: ['kube-apiserver'], toPorts: ports('6443', 'UDP') }), NO],
    ['it for another pod', cilium({ toEntities: ['kube-apiserver'] }, { endpointSelector: { matchLabels: { app: 'web' } } }), NO],
    ['it for this pod', cilium({ toEntities: ['kube-apiserver'] }, { endpointSelector: { matchLabels: { app: 'operator' } } }), []],
    ['it for ingress alone', cilium({}, { egress: [], ingress: [{ fromEntities: ['kube-apiserver'] }] }), NO],
    ['it denied', cilium({}, { egress: [], egressDeny: [{ toEntities: ['kube-apiserver'] }] }), NO],
    ['it in another namespace', cilium({ toEntities: ['kube-apiserver'] }, {}, 'CiliumNetworkPolicy', 'other'), NO],
    ['it for the cluster', cilium({ toEntities: ['kube-apiserver'] }, {}, 'CiliumClusterwideNetworkPolicy'), []],
    [
      'it in specs',
      { ...cilium({}), spec: undefined, specs: [{ endpointSelector: {}, egress: [{ toEntities: ['kube-apiserver'] }] }] },
      [],
    ],
    ['the whole cluster', cilium({ toEntities: ['cluster'] }), []],
    ['everything', cilium({ toEntities: ['all'] }), []],
    ['nodes, on which API servers may run', cilium({ toEntities: ['remote-node'] }), MAYBE],
    ['the Service kubernetes', cilium({ toServices: service('kubernetes', 'default') }), []],
    ['a Service kubernetes of its own', cilium({ toServices: service('kubernetes') }), MAYBE],
    ['another Service', cilium({ toServices: service('kubernetes', 'payments') }), MAYBE],
    ['names of hosts', cilium({ toFQDNs: [{ matchName: 'a.eks.amazonaws.com' }], toPorts: ports('443') }), MAYBE],
    ['DNS alone', cilium({ toEndpoints: [{ matchLabels: { 'k8s:k8s-app': 'kube-dns' } }], toPorts: ports('53', 'ANY') }), NO],
  ];
  return rows.map(([name, policyOfCilium, expected]) => [`Cilium: ${name}`, [...denied, policyOfCilium], expected]);
}

function calicoRows(): [string, object[], string[]][] {
  const calico = (destination: object, spec: object = {}, kind = 'NetworkPolicy', rule: object = {}) => ({
    apiVersion: 'projectcalico.org/v3',
    kind,
    metadata: { name: 'api', ...(kind === 'NetworkPolicy' ? { namespace: 'payments' } : {}) },
    spec: { selector: 'all()', types: ['Egress'], egress: [{ action: 'Allow', destination, ...rule }], ...spec },
  });
  const kubernetes = { services: { name: 'kubernetes', namespace: 'default' } };
  const tcpTo = (destination: object, kind?: string) => calico(destination, {}, kind, { protocol: 'TCP' });
  const rows: [string, object, string[]][] = [
    ['the Service kubernetes', calico(kubernetes), []],
    ['it for the cluster', calico(kubernetes, {}, 'GlobalNetworkPolicy'), []],
    ['it as the CRD is stored', { ...calico(kubernetes), apiVersion: 'crd.projectcalico.org/v1' }, []],
    ['it for this pod', calico(kubernetes, { selector: "app == 'operator'" }), []],
    ['it for another pod', calico(kubernetes, { selector: "app == 'web'" }), NO],
    ['it denied', calico(kubernetes, {}, 'NetworkPolicy', { action: 'Deny' }), NO],
    ['it for ingress alone', calico(kubernetes, { types: ['Ingress'] }), NO],
    ['it behind the NetworkPolicies', calico(kubernetes, { tier: 'baselineadminnetworkpolicy' }, 'GlobalNetworkPolicy'), NO],
    ['another Service', calico({ services: { name: 'kubernetes', namespace: 'payments' } }), MAYBE],
    ['a Service of its own namespace', calico({ services: { name: 'kubernetes' } }), MAYBE],
    ['an address on its port', tcpTo({ nets: ['192.0.2.1/32'], ports: [6443] }), []],
    ['an address on the port of a database', tcpTo({ nets: ['192.0.2.1/32'], ports: [5432] }), NO],
    ['a network set by its labels', tcpTo({ selector: "role == 'api'", namespaceSelector: 'global()', ports: [6443] }), MAYBE],
    ['everything', calico({}), []],
  ];
  return rows.map(([name, policyOfCalico, expected]) => [`Calico: ${name}`, [...denied, policyOfCalico], expected]);
}

table(apiServerEgress, [
  ['denied', [payments, deny, bound, caller()], NO],
  ['nothing is denied', [payments, bound, caller()], []],
  ['only ingress is denied', [payments, policy('deny', { podSelector: {}, policyTypes: ['Ingress'] }), bound, caller()], []],
  ['no binding', [payments, deny, caller()], []],
  ['another account', [payments, deny, bound, pod('web')], []],
  [
    'a binding of another namespace',
    [payments, deny, bind({ kind: 'ServiceAccount', name: 'operator', namespace: 'payments' }, 'b'), caller()],
    NO,
  ],
  ['the account as a user', [payments, deny, bind({ kind: 'User', name: 'system:serviceaccount:payments:operator' }), caller()], NO],
  ['a group of all accounts', [payments, deny, bind({ kind: 'Group', name: 'system:serviceaccounts' }), caller()], []],
  [
    'two pods',
    [payments, deny, bound, caller(), caller({}, 'worker')],
    [
      'Namespace payments: no policy lets Pod operator, Pod worker of namespace payments reach the API server, though their '
        + 'ServiceAccounts are granted rights',
    ],
  ],
  ['the pod takes no token', [payments, deny, bound, caller({ automountServiceAccountToken: false })], []],
  ['the account gives none', [payments, deny, bound, account(false), caller()], []],
  [
    'the account gives none, the pod takes one',
    [payments, deny, bound, account(false), caller({ automountServiceAccountToken: true })],
    NO,
  ],
  ['the account says nothing', [payments, deny, bound, account(), caller()], NO],
  ['on the network of the node', [payments, deny, bound, caller({ hostNetwork: true })], []],
  ['an address on 6443', [payments, deny, to([block('192.0.2.1/32')], tcp(6443)), bound, caller()], []],
  ['an address on 443', [payments, deny, to([block('192.0.2.1/32')], tcp(443)), bound, caller()], []],
  ['a range of ports', [payments, deny, to([block('192.0.2.1/32')], tcp(6000, 7000)), bound, caller()], []],
  ['an address on the port of a database', [payments, deny, to([block('192.0.2.1/32')], tcp(5432)), bound, caller()], NO],
  ['an address on UDP', [payments, deny, to([block('192.0.2.1/32')], [{ protocol: 'UDP', port: 443 }]), bound, caller()], NO],
  ['every port of an address', [payments, deny, to([block('192.0.2.1/32')]), bound, caller()], []],
  ['everything', [payments, to(undefined), bound, caller()], []],
  ['for other pods', [payments, deny, to([block('192.0.2.1/32')], tcp(443), { matchLabels: { app: 'web' } }), bound, caller()], NO],
  ['own pods on 8443', [payments, deny, to([{ podSelector: { matchLabels: { app: 'web' } } }], tcp(8443)), bound, caller()], NO],
  ['own pods, all', [payments, deny, to([{ podSelector: {} }]), bound, caller()], NO],
  [
    'pods of a namespace by label',
    [payments, deny, to([{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'x' } } }]), bound, caller()],
    NO,
  ],
  ['all pods of every namespace', [payments, deny, to(everyNamespace), bound, caller()], MAYBE],
  ['all pods of every namespace, but DNS alone', [payments, deny, to(everyNamespace, tcp(53)), bound, caller()], NO],
  [
    'pods of kube-apiserver',
    [payments, deny, to([{ namespaceSelector: {}, podSelector: { matchLabels: { component: 'kube-apiserver' } } }]), bound, caller()],
    MAYBE,
  ],
  ['known addresses, open', [payments, deny, slice(['192.0.2.1']), to([block('192.0.2.0/24')], tcp(6443)), bound, caller()], []],
  ['known addresses, elsewhere', [payments, deny, slice(['192.0.2.1']), to([block('198.51.100.0/24')], tcp(6443)), bound, caller()], NO],
  [
    'known addresses, left out',
    [payments, deny, slice(['192.0.2.1']), to([block('192.0.2.0/24', '192.0.2.1/32')], tcp(6443)), bound, caller()],
    NO,
  ],
  ['known addresses, another port', [payments, deny, slice(['192.0.2.1']), to([block('192.0.2.0/24')], tcp(443)), bound, caller()], NO],
  [
    'known addresses, an unusual port',
    [payments, deny, slice(['192.0.2.1'], 7443), to([block('192.0.2.0/24')], tcp(7443)), bound, caller()],
    [],
  ],
  [
    'known addresses by Endpoints',
    [
      payments,
      deny,
      {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name: 'kubernetes', namespace: 'default' },
        subsets: [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 6443 }] }],
      },
      to([block('198.51.100.0/24')], tcp(6443)),
      bound,
      caller(),
    ],
    NO,
  ],
  ['an EndpointSlice without addresses', [payments, deny, slice([]), to([block('192.0.2.0/24')], tcp(443)), bound, caller()], []],
  [
    'the Namespace is not in the input',
    [deny, bound, caller()],
    [
      '? NetworkPolicy payments/deny: no policy lets Pod operator of namespace payments reach the API server, though its '
        + 'ServiceAccount is granted rights, but its Namespace is not in the input, so such a policy may be elsewhere',
    ],
  ],
  [
    'a policy that is rejected',
    [payments, deny, policy('odd', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{}] }] }), bound, caller()],
    MAYBE,
  ],
  ...ciliumRows(),
  ...calicoRows(),
  [
    'a policy of another API for the pod',
    [
      payments,
      deny,
      bound,
      caller(),
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: 'api', namespace: 'payments' },
        spec: {
          endpointSelector: { matchLabels: { app: 'operator' } },
          egress: [{ toCIDR: ['192.0.2.1/32'], toPorts: [{ ports: [{ port: '6443' }] }] }],
        },
      },
    ],
    [],
  ],
  [
    'a policy of another API for another pod',
    [
      payments,
      deny,
      bound,
      caller(),
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: 'api', namespace: 'payments' },
        spec: {
          endpointSelector: { matchLabels: { app: 'web' } },
          egress: [{ toCIDR: ['192.0.2.1/32'], toPorts: [{ ports: [{ port: '6443' }] }] }],
        },
      },
    ],
    NO,
  ],
]);
