import { policyPeerWithoutPods } from '../../../../src/namespaces/rules/network/policy-peer-without-pods';
import { table } from '../../../support/pods';
import { deployment, namespace, operated } from '../../../support/workloads';

const policy = (spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'api' },
  spec: { podSelector: {}, ...spec },
});
const from = (...peers: unknown[]) => policy({ ingress: [{ from: peers }] });
const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });
const at = (index: number, message: string) =>
  `NetworkPolicy api spec.ingress[0].from[${index}].podSelector: a peer of ingress rule 0 selects no pod${message}`;
const ELSEWHERE = ' of the input, but they may be elsewhere';
const other = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b', labels: { team: 'b' } } };
const there = deployment({}, {}, { namespace: 'b' });

const ON_NODES = 'only pods with hostNetwork, which policies do not apply to';
const named = (app: string, name: string) => ({
  ...pods(app),
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

table(policyPeerWithoutPods, [
  ['some', [from(pods('api')), deployment()], []],
  ['none, all known', [namespace(), from(pods('api'), pods('web')), deployment()], [at(1, '')]],
  ['none, elsewhere', [from(pods('web')), deployment()], [`? ${at(0, ELSEWHERE)}`]],
  ['none, but an operator', [namespace(), operated(), from(pods('web'))], [`? ${at(0, ELSEWHERE)}`]],
  [
    'egress',
    [namespace(), policy({ egress: [{}, { to: [pods('web')] }] })],
    ['NetworkPolicy api spec.egress[1].to[0].podSelector: a peer of egress rule 1 selects no pod'],
  ],
  ['a direction that is not in force', [namespace(), policy({ policyTypes: ['Egress'], ingress: [{ from: [pods('web')] }] })], []],
  ['pods of its own namespace alone', [namespace(), from(pods('api')), there], [at(0, '')]],
  ['pods of selected namespaces', [from({ ...pods('api'), namespaceSelector: { matchLabels: { team: 'b' } } }), other, there], []],
  [
    'by the label that every namespace has',
    [from({ ...pods('api'), namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } } }), other, there],
    [],
  ],
  ['none of a namespace that it names', [namespace(), from(named('web', 'b')), other, there], [at(0, '')]],
  [
    'none of a namespace that it names, but an operator',
    [from(named('web', 'a')), namespace('a'), operated({ namespace: 'a' })],
    [`? ${at(0, ELSEWHERE)}`],
  ],
  [
    'only pods on the network of a node',
    [namespace(), from(pods('api')), deployment({}, { hostNetwork: true })],
    [at(0, '').replace('no pod', ON_NODES)],
  ],
  [
    'also a pod on the network of a node',
    [namespace(), from(pods('api')), deployment({}, { hostNetwork: true }), deployment({}, {}, { name: 'other' })],
    [],
  ],
  [
    'only pods on the network of a node, perhaps others',
    [from(pods('api')), deployment({}, { hostNetwork: true })],
    [`? ${at(0, ', but they may be elsewhere').replace('no pod', ON_NODES)}`],
  ],
  ['pods of cert-manager', [namespace(), from({ podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } } })], []],
  ['none of selected namespaces', [namespace(), from({ ...pods('web'), namespaceSelector: {} }), other, there], [`? ${at(0, ELSEWHERE)}`]],
  [
    'namespaces that are not in the input',
    [
      namespace(),
      from({ ...pods('kube-dns'), namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }),
      deployment(),
    ],
    [],
  ],
  [
    'all pods of namespaces, ranges, no peers',
    [namespace(), from({ namespaceSelector: {} }, { podSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8' } }), policy({ ingress: [{}] })],
    [],
  ],
  [
    'what the server rejects',
    from({ podSelector: 'x' }),
    [
      '? NetworkPolicy api spec.ingress[0].from[0].podSelector: the selector is not a mapping, so the API server rejects the policy '
        + 'or its meaning is open',
    ],
  ],
]);
