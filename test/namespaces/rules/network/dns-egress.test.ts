import { dnsEgress } from '../../../../src/namespaces/rules/network/dns-egress';
import { findings } from '../../../support/findings';
import { block, namespace, pod, policy } from '../../manifests';

const payments = namespace('payments');
const deny = policy('deny', { podSelector: {}, policyTypes: ['Egress'] });
const both = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];
const kubeDns = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
const allow = (to: unknown, ports: unknown = both, podSelector: unknown = {}) =>
  policy('dns', { podSelector, policyTypes: ['Egress'], egress: [{ to, ports }] });
const cutOff = (who: string, ...protocols: string[]) =>
  protocols.map((protocol) => `Namespace payments: no policy lets ${who} of namespace payments reach DNS over ${protocol}`);
const undecided = (who: string) =>
  ['TCP', 'UDP'].map(
    (protocol) =>
      `? Namespace payments: whether ${who} of namespace payments may reach DNS over ${protocol} is not decided: what is open on port `
      + '53 may be something else',
  );

test.each<[string, object[], string[]]>([
  ['egress is not isolated', [payments, pod('api')], []],
  ['denied, no pods in the input', [payments, deny], cutOff('every pod', 'TCP', 'UDP')],
  ['denied, with pods', [payments, deny, pod('api'), pod('web')], cutOff('Pod api, Pod web', 'TCP', 'UDP')],
  [
    'denied, with many pods',
    [payments, deny, ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => pod(name))],
    cutOff('Pod a, Pod b, Pod c, Pod d, Pod e and 2 more', 'TCP', 'UDP'),
  ],
  ['DNS open', [payments, deny, allow([kubeDns]), pod('api')], []],
  ['DNS open over UDP only', [payments, deny, allow([kubeDns], [{ protocol: 'UDP', port: 53 }])], cutOff('every pod', 'TCP')],
  ['protocol unset is TCP', [payments, deny, allow([kubeDns], [{ port: 53 }])], cutOff('every pod', 'UDP')],
  ['every port of kube-dns', [payments, deny, allow([kubeDns], undefined)], []],
  [
    'another port of kube-dns',
    [payments, deny, allow([kubeDns], [{ port: 9153 }, { port: 53, protocol: 'SCTP' }])],
    cutOff('every pod', 'TCP', 'UDP'),
  ],
  [
    'another port of kube-dns, by the one policy that isolates',
    [payments, allow([kubeDns], [{ port: 9153 }])],
    cutOff('every pod', 'TCP', 'UDP'),
  ],
  ['no peers', [payments, deny, allow([])], []],
  ['an address', [payments, deny, allow([block('169.254.20.10/32')])], []],
  [
    'kube-dns without namespace: the own one',
    [payments, deny, allow([{ podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }])],
    cutOff('every pod', 'TCP', 'UDP'),
  ],
  [
    'a DNS server of the own namespace',
    [payments, deny, allow([{ podSelector: { matchLabels: { app: 'coredns' } } }]), pod('coredns')],
    undecided('Pod coredns'),
  ],
  ['every pod of the own namespace', [payments, deny, allow([{ podSelector: {} }]), pod('api')], cutOff('Pod api', 'TCP', 'UDP')],
  ['all namespaces', [payments, deny, allow([{ namespaceSelector: {} }])], []],
  [
    'a label that kube-system may carry',
    [payments, deny, allow([{ namespaceSelector: { matchLabels: { name: 'kube-system' } } }])],
    undecided('every pod'),
  ],
  [
    'a label that kube-system carries',
    [
      payments,
      namespace('kube-system', { name: 'kube-system' }),
      deny,
      allow([{ namespaceSelector: { matchLabels: { name: 'kube-system' } } }]),
    ],
    [],
  ],
  [
    'DNS elsewhere',
    [
      payments,
      deny,
      allow(
        [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } } }],
        [{ port: 5353 }, { port: 5353, protocol: 'UDP' }],
      ),
    ],
    undecided('every pod'),
  ],
  [
    'DNS for one of two',
    [payments, deny, allow([kubeDns], both, { matchLabels: { app: 'api' } }), pod('api'), pod('web')],
    cutOff('Pod web', 'TCP', 'UDP'),
  ],
  [
    'one pod isolated by its own policy',
    [payments, policy('web', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'] }), pod('api'), pod('web')],
    cutOff('Pod web', 'TCP', 'UDP'),
  ],
  [
    'pods that do not ask the cluster DNS',
    [
      payments,
      deny,
      pod('a', 'payments', { hostNetwork: true }),
      pod('b', 'payments', { dnsPolicy: 'Default' }),
      pod('c', 'payments', { dnsPolicy: 'None' }),
    ],
    [],
  ],
  [
    'a refused policy',
    [payments, deny, policy('dns', { podSelector: {}, policyTypes: ['Egress'], egress: 'all' })],
    undecided('every pod'),
  ],
  [
    'its Namespace is not in the input',
    [deny, pod('api')],
    ['TCP', 'UDP'].map(
      (protocol) =>
        `? NetworkPolicy payments/deny: no policy lets Pod api of namespace payments reach DNS over ${protocol}, but its Namespace is `
        + 'not in the input, so such a policy may be elsewhere',
    ),
  ],
])('%s', (_, manifests, expected) => {
  expect(findings(dnsEgress, manifests)).toEqual(expected);
});

test.each<[string, object, string[]]>([
  ['kube-dns is at home', { podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }, []],
  ['every pod', { podSelector: {} }, []],
  [
    'another pod may be a DNS server',
    { podSelector: { matchLabels: { app: 'cache' } } },
    ['TCP', 'UDP'].map(
      (protocol) =>
        `? Namespace kube-system: whether every pod of namespace kube-system may reach DNS over ${protocol} is not decided: what is open `
        + 'on port 53 may be something else',
    ),
  ],
])('in kube-system itself: %s', (_, peer, expected) => {
  const own = policy('dns', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [peer], ports: both }] }, 'kube-system');
  expect(findings(dnsEgress, [namespace('kube-system'), own])).toEqual(expected);
});
