import { allowAllPolicy } from '../../../../src/namespaces/rules/network/allow-all-policy';
import { findings } from '../../../support/findings';
import { block, egress, policy } from '../../manifests';

const place = 'NetworkPolicy payments/open spec.egress[0]: egress rule 0 allows traffic to';

test.each<[string, object, string[]]>([
  ['nothing', policy('open', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: null }), []],
  ['an empty rule', egress({}), [`${place} everything on every port`]],
  ['a null rule', egress(null), [`${place} everything on every port`]],
  ['empty lists', egress({ to: [], ports: [] }), [`${place} everything on every port`]],
  ['every TCP port', egress({ ports: [{ port: 1, endPort: 65_535 }] }), [`${place} everything on every TCP port`]],
  ['an empty port entry', egress({ ports: [{}] }), [`${place} everything on every TCP port`]],
  ['every pod of the cluster', egress({ to: [{ namespaceSelector: {} }] }), [`${place} every pod of every namespace on every port`]],
  [
    'every namespace that has a name',
    egress({ to: [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] } }] }),
    [`${place} every pod of every namespace on every port`],
  ],
  [
    'namespaces that have a label',
    egress({ to: [{ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] } }] }),
    [],
  ],
  ['every pod of the cluster, on a port', egress({ to: [{ namespaceSelector: {} }], ports: [{ port: 53 }] }), []],
  ['everything, on a port', egress({ ports: [{ port: 443 }] }), []],
  ['every pod of the namespace', egress({ to: [{ podSelector: {} }] }), []],
  ['a range, left to world-cidr', egress({ to: [block('0.0.0.0/0')] }), []],
  [
    'for some pods',
    policy('open', { podSelector: { matchLabels: { app: 'web' } }, ingress: [{ ports: [{ port: 80 }] }, {}] }),
    ['NetworkPolicy payments/open spec.ingress[1]: ingress rule 1 allows traffic from everything on every port'],
  ],
  [
    'both directions',
    policy('open', { ingress: [{}], egress: [{}] }),
    [
      'NetworkPolicy payments/open spec.egress[0]: egress rule 0 allows traffic to everything on every port',
      'NetworkPolicy payments/open spec.ingress[0]: ingress rule 0 allows traffic from everything on every port',
    ],
  ],
  ['not in force', policy('open', { policyTypes: ['Ingress'], egress: [{}] }), []],
  [
    'a wrong kind',
    policy('open', { ingress: 'all' }),
    ['? NetworkPolicy payments/open spec.ingress: it is a string, not a list, so the API server rejects the policy or its meaning is open'],
  ],
  [
    'a peer that names nothing',
    egress({ to: [{}] }),
    [
      '? NetworkPolicy payments/open spec.egress[0].to[0]: the peer names neither pods, namespaces nor an ipBlock, so the API server '
        + 'rejects the policy or its meaning is open',
    ],
  ],
])('%s', (_, manifest, expected) => {
  expect(findings(allowAllPolicy, [manifest])).toEqual(expected);
});
