import { calicoFailsafe } from '../../../../src/nodes/rules/ssh/calico-failsafe';
import { findings } from '../../../support/findings';

const deny = (ports: unknown[] = [22], action = 'Deny') => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalNetworkPolicy',
  metadata: { name: 'ssh' },
  spec: { ingress: [{ action, protocol: 'TCP', destination: { ports } }] },
});
const felix = (spec: object, name = 'default') => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'FelixConfiguration',
  metadata: { name },
  spec,
});
const UNKNOWN = [
  '? GlobalNetworkPolicy ssh spec.ingress: whether the failsafe ports keep SSH open is unknown: the FelixConfiguration "default" is '
    + 'not part of the input',
];

test.each<[string, object[], string[]]>([
  ['no configuration', [deny()], UNKNOWN],
  ['a configuration of one node', [deny(), felix({ failsafeInboundHostPorts: [] }, 'node.a')], UNKNOWN],
  [
    'unset',
    [deny(), felix({})],
    [
      'FelixConfiguration default spec.failsafeInboundHostPorts: failsafeInboundHostPorts is not set, so port 22 stays open although '
        + 'GlobalNetworkPolicy ssh denies it',
    ],
  ],
  [
    'null',
    [deny(), felix({ failsafeInboundHostPorts: null })],
    [
      'FelixConfiguration default spec.failsafeInboundHostPorts: failsafeInboundHostPorts is not set, so port 22 stays open although '
        + 'GlobalNetworkPolicy ssh denies it',
    ],
  ],
  ['empty: no failsafe port', [deny(), felix({ failsafeInboundHostPorts: [] })], []],
  ['without 22', [deny(), felix({ failsafeInboundHostPorts: [{ protocol: 'UDP', port: 68 }] })], []],
  [
    'text',
    [deny(), felix({ failsafeInboundHostPorts: 'none' })],
    ['? FelixConfiguration default spec.failsafeInboundHostPorts: failsafeInboundHostPorts is not a list'],
  ],
  ['a policy that allows', [deny([22], 'Allow')], []],
  ['a policy about another port', [deny([23])], []],
])('%s', (_, manifests, expected) => {
  expect(findings(calicoFailsafe, manifests)).toEqual(expected);
});
