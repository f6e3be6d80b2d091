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
