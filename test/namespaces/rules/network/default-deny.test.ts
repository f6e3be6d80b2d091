import { namespaceViews } from '../../../../src/kubernetes/namespaces/namespace-view';
import { objectsOf } from '../../../../src/kubernetes/objects/documents';
import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import { defaultDenyEgress } from '../../../../src/namespaces/rules/network/default-deny-egress';
import { defaultDenyIngress } from '../../../../src/namespaces/rules/network/default-deny-ingress';
import { findings } from '../../../support/findings';
import { block, namespace, object, pod, policy } from '../../manifests';

const payments = namespace('payments');
const deny = (...policyTypes: string[]) => policy('deny', { podSelector: {}, policyTypes });
const missing = 'Namespace payments: no NetworkPolicy denies ingress by default in namespace payments';

describe('ingress', () => {
  test.each<[string, object[], string[]]>([
    ['nothing of a namespace', [], []],
    ['a namespace without policy', [payments], [missing]],
    ['denied', [payments, deny('Ingress', 'Egress')], []],
    ['denied by default types', [payments, policy('deny', { podSelector: {} })], []],
    ['denied by a policy without spec', [payments, policy('deny', undefined)], []],
    ['denied, rules null', [payments, policy('deny', { ingress: null })], []],
    ['the wrong direction', [payments, deny('Egress')], [`${missing} (NetworkPolicy deny selects every pod, but is not of type Ingress)`]],
    [
      'some pods only',
      [payments, policy('deny', { podSelector: { matchLabels: { app: 'api' } } })],
      [`${missing} (its policies select some pods only)`],
    ],
    ['another namespace', [payments, policy('deny', {}, 'billing')], [missing]],
    [
      'denied for all, opened for something',
      [payments, policy('dns', { ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 53 }] }] })],
      [],
    ],
    ['same namespace allowed', [payments, policy('own', { ingress: [{ from: [{ podSelector: {} }] }] })], []],
    [
      'undone in itself',
      [payments, policy('open', { ingress: [{}] })],
      [
        'NetworkPolicy payments/open spec.ingress[0]: it allows ingress from everything for every pod of namespace payments, so '
          + 'nothing is denied by default',
      ],
    ],
    [
      'undone by another',
      [
        payments,
        deny('Ingress'),
        policy('open', { ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }, { from: [{ namespaceSelector: {} }] }] }),
      ],
      [
        'NetworkPolicy payments/open spec.ingress[1]: it allows ingress from every pod of every namespace for every pod of namespace '
          + 'payments, so nothing is denied by default',
      ],
    ],
    [
      'undone by the internet',
      [payments, deny('Ingress'), policy('open', { ingress: [{ from: [block('0.0.0.0/0', '10.0.0.0/8')] }] })],
      [
        'NetworkPolicy payments/open spec.ingress[0]: it allows ingress from the whole internet for every pod of namespace payments, '
          + 'so nothing is denied by default',
      ],
    ],
    ['not undone: a port only', [payments, deny('Ingress'), policy('open', { ingress: [{ ports: [{ port: 443 }] }] })], []],
    [
      'not undone: some pods only',
      [payments, deny('Ingress'), policy('open', { podSelector: { matchLabels: { app: 'web' } }, ingress: [{}] })],
      [],
    ],
    ['not undone: not in force', [payments, deny('Ingress'), policy('open', { policyTypes: ['Egress'], ingress: [{}] })], []],
    [
      'undone, seen without Namespace',
      [policy('open', { ingress: [null] })],
      [
        'NetworkPolicy payments/open spec.ingress[0]: it allows ingress from everything for every pod of namespace payments, so '
          + 'nothing is denied by default',
      ],
    ],
    [
      'a refused policy',
      [payments, policy('deny', { policyTypes: ['ingress'] })],
      [
        '? NetworkPolicy payments/deny spec.policyTypes[0]: "ingress" is neither "Ingress" nor "Egress": the API server rejects this '
          + 'policy, so whether ingress is denied by default in namespace payments is not decided',
      ],
    ],
    ['a refused policy beside a good one', [payments, policy('bad', 'x'), deny('Ingress')], []],
    [
      'pods of an unseen namespace: once',
      [pod('a'), pod('b')],
      [
        '? Pod payments/a: whether a policy denies ingress by default in namespace payments is not decided: its Namespace and such a '
          + 'policy are not in the input',
      ],
    ],
    [
      'pods without namespace',
      [{ ...pod('a'), metadata: { name: 'a' } }],
      [
        "? Pod a: whether a policy denies ingress by default in the deployer's namespace (none is stated) is not decided: its "
          + 'Namespace and such a policy are not in the input',
      ],
    ],
    ['only a secret of an unseen namespace', [object('Secret', 's')], []],
    [
      "Cilium's policies",
      [payments, object('CiliumClusterwideNetworkPolicy', 'deny', undefined, { metadata: { name: 'deny' } }, 'cilium.io/v2')],
      [
        '? Namespace payments: no NetworkPolicy denies ingress by default in namespace payments; CiliumClusterwideNetworkPolicy deny '
          + 'may do so, but only NetworkPolicies are read',
      ],
    ],
    ["Cilium's policies of another namespace", [payments, object('CiliumNetworkPolicy', 'deny', 'billing', {}, 'cilium.io/v2')], [missing]],
    ['a policy of a group that is gone', [payments, { ...deny('Ingress'), apiVersion: 'extensions/v1beta1' }], [missing]],
  ])('%s', (_, manifests, expected) => {
    expect(findings(defaultDenyIngress, manifests)).toEqual(expected);
  });
});

test.each<[string, object[], string[]]>([
  ['no policy', [payments], ['Namespace payments: no NetworkPolicy denies egress by default in namespace payments']],
  [
    'types unset and no egress rule: ingress only',
    [payments, policy('deny', { podSelector: {}, egress: [] })],
    [
      'Namespace payments: no NetworkPolicy denies egress by default in namespace payments (NetworkPolicy deny selects every pod, but '
        + 'is not of type Egress)',
    ],
  ],
  ['types unset with an egress rule', [payments, policy('dns', { egress: [{ ports: [{ port: 53 }] }] })], []],
  ['denied', [payments, deny('Egress')], []],
  [
    'undone on every TCP port',
    [payments, deny('Egress'), policy('open', { policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'TCP' }] }] })],
    [
      'NetworkPolicy payments/open spec.egress[0]: it allows egress to everything for every pod of namespace payments, so nothing is '
        + 'denied by default',
    ],
  ],
])('egress: %s', (_, manifests, expected) => {
  expect(findings(defaultDenyEgress, manifests)).toEqual(expected);
});

test('a static pod, a file on a node, uses no namespace', () => {
  const view = (hostPath?: string) =>
    namespaceViews(new Inventory(objectsOf(pod('api', 'kube-system'), { hostPath }, () => undefined))).map(({ name }) => name);
  expect([view(), view('/etc/kubernetes/manifests/api.yaml')]).toEqual([['kube-system'], []]);
});
