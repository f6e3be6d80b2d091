import { worldCidr } from '../../../../src/namespaces/rules/network/world-cidr';
import { findings } from '../../../support/findings';
import { block, egress, policy } from '../../manifests';

const ports = [{ port: 443 }];
const wide = (text: string, peer = 0) =>
  `NetworkPolicy payments/open spec.egress[0].to[${peer}].ipBlock.cidr: egress rule 0 allows ${text}, half of the internet or more`;
const some = (name: string, cidr: string, app: string, direction = 'Egress') =>
  policy(name, {
    podSelector: { matchLabels: { app } },
    policyTypes: [direction],
    [direction.toLowerCase()]: [{ [direction === 'Egress' ? 'to' : 'from']: [block(cidr)], ports }],
  });

test.each<[string, object[], string[]]>([
  ['a range', [egress({ to: [block('10.0.0.0/8'), block('2001:db8::/32')] })], []],
  ['IPv4', [egress({ to: [block('10.0.0.0/8'), block('0.0.0.0/0')], ports })], [wide('0.0.0.0/0', 1)]],
  ['IPv6', [egress({ to: [block('::/0')] })], [wide('::/0')]],
  ['IPv6 that is in use', [egress({ to: [block('2000::/3')] })], [wide('2000::/3')]],
  ['written with bits behind the mask', [egress({ to: [block('1.2.3.4/0')] })], [wide('0.0.0.0/0')]],
  ['half of it', [egress({ to: [block('128.0.0.0/1')] })], [wide('128.0.0.0/1')]],
  ['less private ranges', [egress({ to: [block('0.0.0.0/0', '10.0.0.0/8', '192.168.0.0/16')] })], [wide('0.0.0.0/0 less 2 exceptions')]],
  ['less one range', [egress({ to: [block('0.0.0.0/0', '10.0.0.0/8')] })], [wide('0.0.0.0/0 less 1 exception')]],
  ['less nearly all', [egress({ to: [block('0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/2')] })], []],
  [
    'quarters that add up',
    [egress({ to: ['0.0.0.0/2', '64.0.0.0/2'].map((cidr) => block(cidr)), ports })],
    ['NetworkPolicy payments/open spec.egress: its egress ranges add up to half of the internet or more (0.0.0.0/2, 64.0.0.0/2)'],
  ],
  [
    'quarters that add up over policies for the same pods',
    [some('a', '0.0.0.0/2', 'api'), some('b', '64.0.0.0/2', 'api')],
    [
      'NetworkPolicy payments/b spec.egress: the egress ranges of the policies for the same pods add up to half of the internet or '
        + 'more (0.0.0.0/2, 64.0.0.0/2)',
    ],
  ],
  [
    'the world in one policy is said once, not again of another for the same pods',
    [some('a', '0.0.0.0/0', 'api'), some('b', '10.0.0.0/8', 'api')],
    ['NetworkPolicy payments/a spec.egress[0].to[0].ipBlock.cidr: egress rule 0 allows 0.0.0.0/0, half of the internet or more'],
  ],
  [
    'quarters that add up, with a policy for ingress after them',
    [some('a', '0.0.0.0/2', 'api'), some('b', '64.0.0.0/2', 'api'), some('c', '10.0.0.0/8', 'api', 'Ingress')],
    [
      'NetworkPolicy payments/b spec.egress: the egress ranges of the policies for the same pods add up to half of the internet or '
        + 'more (0.0.0.0/2, 64.0.0.0/2)',
    ],
  ],
  ['quarters of different pods', [some('a', '0.0.0.0/2', 'api'), some('b', '64.0.0.0/2', 'web')], []],
  ['quarters of different directions', [some('a', '0.0.0.0/2', 'api'), some('b', '64.0.0.0/2', 'api', 'Ingress')], []],
  [
    'ingress',
    [some('a', '0.0.0.0/0', 'api', 'Ingress')],
    ['NetworkPolicy payments/a spec.ingress[0].from[0].ipBlock.cidr: ingress rule 0 allows 0.0.0.0/0, half of the internet or more'],
  ],
  [
    'no peer, with ports',
    [egress({ ports })],
    ['NetworkPolicy payments/open spec.egress[0].to: egress rule 0 names no peer, so its ports are open to every address'],
  ],
  ['no peer, no ports: left to allow-all-policy', [egress({})], []],
  ['not in force', [policy('open', { policyTypes: ['Ingress'], egress: [{ to: [block('0.0.0.0/0')] }] })], []],
  [
    'no range',
    [egress({ to: [block('internet')] })],
    [
      '? NetworkPolicy payments/open spec.egress[0].to[0].ipBlock.cidr: "internet" is not a range of addresses, so the API server '
        + 'rejects the policy or its meaning is open',
    ],
  ],
  [
    'unset',
    [egress({ to: [{ ipBlock: {} }] })],
    [
      '? NetworkPolicy payments/open spec.egress[0].to[0].ipBlock.cidr: the range is nothing, not a string, so the API server rejects '
        + 'the policy or its meaning is open',
    ],
  ],
  [
    'IPv4 written as IPv6',
    [egress({ to: [block('::ffff:0.0.0.0/96')] })],
    [
      '? NetworkPolicy payments/open spec.egress[0].to[0].ipBlock.cidr: "::ffff:0.0.0.0/96" writes IPv4 addresses as IPv6, which '
        + 'implementations read differently, so the API server rejects the policy or its meaning is open',
    ],
  ],
])('%s', (_, manifests, expected) => {
  expect(findings(worldCidr, manifests)).toEqual(expected);
});
