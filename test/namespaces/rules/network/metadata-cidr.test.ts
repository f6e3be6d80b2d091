import { metadataCidr } from '../../../../src/namespaces/rules/network/metadata-cidr';
import { findings } from '../../../support/findings';
import { block, egress, policy } from '../../manifests';

const at = 'NetworkPolicy payments/open spec.egress[0].to[0].ipBlock: egress rule 0 reaches the metadata address';
const link = ['169.254.169.254/32', '169.254.170.2/32', '169.254.170.23/32'];

test.each<[string, object, string[]]>([
  ['elsewhere', egress({ to: [block('10.0.0.0/8')] }), []],
  ['a range around it', egress({ to: [block('100.64.0.0/10')] }), [`${at} 100.100.100.200 through 100.64.0.0/10`]],
  [
    'several in a range',
    egress({ to: [block('169.254.0.0/16')] }),
    [`${at} 169.254.169.254, 169.254.170.2, 169.254.170.23 through 169.254.0.0/16`],
  ],
  ["Azure's platform address", egress({ to: [block('168.63.0.0/16')] }), [`${at} 168.63.129.16 through 168.63.0.0/16`]],
  [
    'its other port',
    egress({ to: [block('168.63.129.16/32')], ports: [{ port: 32526 }] }),
    [`${at} 168.63.129.16 through 168.63.129.16/32`],
  ],
  ['its DNS', egress({ to: [block('168.63.129.16/32')], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] }), []],
  ["that of Oracle's older cloud", egress({ to: [block('192.0.0.0/24')] }), [`${at} 192.0.0.192 through 192.0.0.0/24`]],
  ["Azure's other port elsewhere", egress({ to: [block('169.254.169.254/32')], ports: [{ port: 32526 }] }), []],
  ['excepted', egress({ to: [block('169.254.0.0/16', ...link)] }), []],
  ['excepted except one', egress({ to: [block('169.254.0.0/16', ...link.slice(1))] }), [`${at} 169.254.169.254 through 169.254.0.0/16`]],
  ['excepted by a wider range', egress({ to: [block('169.254.0.0/16', '169.254.160.0/19')] }), []],
  [
    'an exception that the server rejects',
    egress({ to: [block('169.254.169.254/32', '169.254.169.254/32')] }),
    [
      `${at} 169.254.169.254 through 169.254.169.254/32`,
      '? NetworkPolicy payments/open spec.egress[0].to[0].ipBlock.except[0]: 169.254.169.254/32 is not a strict part of '
        + '169.254.169.254/32, so the API server rejects the policy or its meaning is open',
    ],
  ],
  [
    'on port 80',
    egress({ to: [block('169.254.169.254/32')], ports: [{ port: 80 }] }),
    [`${at} 169.254.169.254 through 169.254.169.254/32`],
  ],
  [
    'on a range of ports',
    egress({ to: [block('169.254.169.254/32')], ports: [{ port: 1, endPort: 100 }] }),
    [`${at} 169.254.169.254 through 169.254.169.254/32`],
  ],
  ['on another port', egress({ to: [block('169.254.169.254/32')], ports: [{ port: 443 }, { port: 80, protocol: 'UDP' }] }), []],
  [
    'no peer',
    egress({ ports: [{ port: 80 }] }),
    ['NetworkPolicy payments/open spec.egress[0].to: egress rule 0 names no peer, so it reaches the metadata addresses of clouds'],
  ],
  [
    'no peer and every port',
    egress({}),
    ['NetworkPolicy payments/open spec.egress[0].to: egress rule 0 names no peer, so it reaches the metadata addresses of clouds'],
  ],
  ['no peer, DNS only', egress({ ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] }), []],
  ['ingress', policy('open', { ingress: [{ from: [block('169.254.169.254/32')] }] }), []],
  [
    'no range',
    egress({ to: [block(42)] }),
    [
      '? NetworkPolicy payments/open spec.egress[0].to[0].ipBlock.cidr: the range is a number, not a string, so the API server '
        + 'rejects the policy or its meaning is open',
    ],
  ],
])('%s', (_, manifest, expected) => {
  expect(findings(metadataCidr, [manifest])).toEqual(expected);
});

test.each([
  '169.254.169.254/32',
  '169.254.170.2/32',
  '169.254.170.23/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::254/128',
  'fd00:ec2::23/128',
  'fd00:c1::a9fe:a9fe/128',
  'fd20:ce::254/128',
])('%s by itself', (address) => {
  expect(findings(metadataCidr, [egress({ to: [block(address)] })])).toEqual([`${at} ${address.split('/')[0]} through ${address}`]);
});
