import { sshWorldRange } from '../../../../src/nodes/rules/ssh/ssh-world-range';
import { findings } from '../../../support/findings';

const balancer = (spec: object, annotations: object = {}) => [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's', annotations },
    spec: { type: 'LoadBalancer', selector: { a: 'b' }, ports: [{ port: 22 }], ...spec },
  },
];
const OPEN = [
  'Service s spec.loadBalancerSourceRanges: port 22 of the load balancer lets any client reach SSH: loadBalancerSourceRanges is not set',
];
const WORLD = (ranges: string) => [
  `Service s spec.loadBalancerSourceRanges: port 22 of the load balancer lets the internet reach SSH: ${ranges}`,
];
const ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

describe('load balancers', () => {
  test.each<[string, object[], string[]]>([
    ['ranges unset', balancer({}), OPEN],
    ['ranges null', balancer({ loadBalancerSourceRanges: null }), OPEN],
    ['no ranges', balancer({ loadBalancerSourceRanges: [] }), OPEN],
    ['ranges that are not list', balancer({ loadBalancerSourceRanges: '198.51.100.0/28' }), OPEN],
    ['a bastion', balancer({ loadBalancerSourceRanges: ['198.51.100.0/28'] }), []],
    ['a single address', balancer({ loadBalancerSourceRanges: ['198.51.100.7'] }), []],
    ['bits behind the mask', balancer({ loadBalancerSourceRanges: ['198.51.100.7/4'] }), WORLD('192.0.0.0/4')],
    ['the world', balancer({ loadBalancerSourceRanges: ['198.51.100.0/28', '0.0.0.0/0'] }), WORLD('0.0.0.0/0')],
    ['the world in halves', balancer({ loadBalancerSourceRanges: ['0.0.0.0/1', '128.0.0.0/1'] }), WORLD('0.0.0.0/1, 128.0.0.0/1')],
    [
      'the world in 256 pieces',
      balancer({ loadBalancerSourceRanges: Array.from({ length: 256 }, (_, n) => `${n}.0.0.0/8`) }),
      WORLD('0.0.0.0/8, 1.0.0.0/8, 2.0.0.0/8, 3.0.0.0/8, … (256 ranges)'),
    ],
    [
      'half of the world in pieces',
      balancer({ loadBalancerSourceRanges: Array.from({ length: 128 }, (_, n) => `${n}.0.0.0/8`) }),
      WORLD('0.0.0.0/8, 1.0.0.0/8, 2.0.0.0/8, 3.0.0.0/8, … (128 ranges)'),
    ],
    ['one piece less', balancer({ loadBalancerSourceRanges: Array.from({ length: 127 }, (_, n) => `${n}.0.0.0/8`) }), []],
    ['one piece many times', balancer({ loadBalancerSourceRanges: Array.from({ length: 300 }, () => '10.0.0.0/8') }), []],
    ['a private /8', balancer({ loadBalancerSourceRanges: ['10.0.0.0/8'] }), []],
    ['wider than /8', balancer({ loadBalancerSourceRanges: ['10.0.0.0/7'] }), WORLD('10.0.0.0/7')],
    ['IPv6 world', balancer({ loadBalancerSourceRanges: ['::/0'] }), WORLD('::/0')],
    ['all public IPv6', balancer({ loadBalancerSourceRanges: ['2000::/3'] }), WORLD('2000::/3')],
    ["a registry's allocation", balancer({ loadBalancerSourceRanges: ['2001:db8::/32'] }), []],
    ['wider than that', balancer({ loadBalancerSourceRanges: ['2001:db8::/31'] }), WORLD('2001:db8::/31')],
    ['private IPv6', balancer({ loadBalancerSourceRanges: ['fd00::/8'] }), []],
    [
      'no range at all',
      balancer({ loadBalancerSourceRanges: ['everywhere', 7] }),
      [
        '? Service s spec.loadBalancerSourceRanges: port 22 of the load balancer allows SSH from "everywhere", which is not a range',
        '? Service s spec.loadBalancerSourceRanges: port 22 of the load balancer allows SSH from 7, which is not a range',
      ],
    ],
    ['the annotation', balancer({}, { [ANNOTATION]: '198.51.100.0/28, 203.0.113.0/28' }), []],
    ['the world by annotation', balancer({}, { [ANNOTATION]: '0.0.0.0/0' }), WORLD('0.0.0.0/0')],
    ['a blank annotation', balancer({}, { [ANNOTATION]: ' ' }), OPEN],
    [
      'the field before the annotation',
      balancer({ loadBalancerSourceRanges: ['0.0.0.0/0'] }, { [ANNOTATION]: '198.51.100.0/28' }),
      WORLD('0.0.0.0/0'),
    ],
    ['no SSH', balancer({ ports: [{ port: 443 }] }), []],
    ['no load balancer', balancer({ type: 'NodePort' }), []],
  ])('%s', (_, manifests, expected) => {
    expect(findings(sshWorldRange, manifests)).toEqual(expected);
  });
});

const policy = (apiVersion: string, kind: string, spec: object) => [{ apiVersion, kind, metadata: { name: 'x' }, spec }];
const everybody = (kind: string, why: string, place = 'spec.ingress[0]') => [
  `${kind} x ${place}: ingress rule 0 lets any client reach SSH: ${why}`,
];
const world = (kind: string, place = 'spec.ingress[0]') => [`${kind} x ${place}: ingress rule 0 lets the internet reach SSH: 0.0.0.0/0`];

describe('network policies', () => {
  const kube = (rule: unknown) => policy('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {}, ingress: [rule] });
  const calico = (rule: object) =>
    policy('projectcalico.org/v3', 'GlobalNetworkPolicy', {
      ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [22] }, ...rule }],
    });
  const cilium = (rule: object, port: object = { port: '22', protocol: 'TCP' }) =>
    policy('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', { nodeSelector: {}, ingress: [{ toPorts: [{ ports: [port] }], ...rule }] });
  const felix = (...entries: unknown[]) => policy('projectcalico.org/v3', 'FelixConfiguration', { failsafeInboundHostPorts: entries });
  const [N, G, C] = ['NetworkPolicy', 'GlobalNetworkPolicy', 'CiliumClusterwideNetworkPolicy'];

  test.each<[string, object[], string[]]>([
    ['no peer', kube({ ports: [{ port: 22 }] }), everybody(N!, 'it names no peer')],
    ['a range of ports around 22', kube({ ports: [{ port: 20, endPort: 30 }] }), everybody(N!, 'it names no peer')],
    ['a range of ports beside 22', kube({ ports: [{ port: 23, endPort: 30 }] }), []],
    ['by name', kube({ ports: [{ port: 'ssh' }] }), everybody(N!, 'it names no peer')],
    ['UDP', kube({ ports: [{ port: 22, protocol: 'UDP' }] }), []],
    ['every port is not about SSH', kube({}), []],
    ['the world', kube({ ports: [{ port: 22 }], from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }), world(N!)],
    ['a bastion', kube({ ports: [{ port: 22 }], from: [{ ipBlock: { cidr: '198.51.100.0/28' } }] }), []],
    ['pods', kube({ ports: [{ port: 22 }], from: [{ podSelector: {} }] }), []],
    ['a rule that is not a mapping', kube('all'), []],
    ['Calico: no source', calico({}), everybody(G!, 'it names no source')],
    [
      'Calico: a source that leaves out',
      calico({ source: { notNets: ['10.0.0.0/8'] } }),
      everybody(G!, 'its source only leaves out ranges'),
    ],
    ['Calico: the world', calico({ source: { nets: ['0.0.0.0/0'] } }), world(G!)],
    ['Calico: a bastion', calico({ source: { nets: ['198.51.100.0/28'] } }), []],
    ['Calico: a selector', calico({ source: { selector: 'role == "bastion"' } }), []],
    ['Calico: an empty selector', calico({ source: { selector: '' } }), everybody(G!, 'it names no source')],
    ['Calico: a range of ports', calico({ destination: { ports: ['20:25'] } }), everybody(G!, 'it names no source')],
    ['Calico: another range of ports', calico({ destination: { ports: ['23:25'] } }), []],
    ['Calico: denied', calico({ action: 'Deny' }), []],
    ['Calico: UDP', calico({ protocol: 'UDP' }), []],
    ['Calico: TCP by number', calico({ protocol: 6 }), everybody(G!, 'it names no source')],
    [
      'Calico: the old group',
      policy('crd.projectcalico.org/v1', 'NetworkPolicy', {
        ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [22] } }],
      }),
      everybody(N!, 'it names no source'),
    ],
    [
      'Felix: SSH for everybody',
      felix({ protocol: 'tcp', port: 22 }),
      ['FelixConfiguration x spec.failsafeInboundHostPorts[0]: failsafe port 0 lets any client reach SSH: no policy can close it'],
    ],
    [
      'Felix: SSH for the world',
      felix({ port: 68, protocol: 'UDP' }, { protocol: 'TCP', port: 22, net: '0.0.0.0/0' }),
      ['FelixConfiguration x spec.failsafeInboundHostPorts[1]: failsafe port 1 lets the internet reach SSH: 0.0.0.0/0'],
    ],
    ['Felix: SSH for a bastion', felix({ protocol: 'TCP', port: 22, net: '198.51.100.0/28' }), []],
    ['Felix: UDP 22', felix({ protocol: 'UDP', port: 22 }), []],
    ['Felix: none', felix(), []],
    ['Cilium: no peer', cilium({}), everybody(C!, 'it names no peer')],
    ['Cilium: world', cilium({ fromEntities: ['cluster', 'world'] }), everybody(C!, 'it names the entity world')],
    ['Cilium: world of IPv6', cilium({ fromEntities: ['world-ipv6'] }), everybody(C!, 'it names the entity world-ipv6')],
    ['Cilium: all', cilium({ fromEntities: ['all'] }), everybody(C!, 'it names the entity all')],
    ['Cilium: cluster', cilium({ fromEntities: ['cluster'] }), []],
    ['Cilium: range', cilium({ fromCIDR: ['0.0.0.0/0'] }), world(C!)],
    ['Cilium: range with exceptions', cilium({ fromCIDRSet: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }] }), world(C!)],
    ['Cilium: bastion', cilium({ fromCIDRSet: [{ cidr: '198.51.100.0/28' }, { cidrGroupRef: 'vpn' }] }), []],
    ['Cilium: any protocol', cilium({}, { port: '22', protocol: 'ANY' }), everybody(C!, 'it names no peer')],
    ['Cilium: range of ports', cilium({}, { port: '20', endPort: 25 }), everybody(C!, 'it names no peer')],
    ['Cilium: UDP', cilium({}, { port: '22', protocol: 'UDP' }), []],
    ['Cilium: denied', policy('cilium.io/v2', 'CiliumNetworkPolicy', { ingressDeny: [{ toPorts: [{ ports: [{ port: '22' }] }] }] }), []],
    [
      'Cilium: several specs',
      [
        {
          apiVersion: 'cilium.io/v2',
          kind: 'CiliumNetworkPolicy',
          metadata: { name: 'x' },
          specs: [{}, { ingress: [{ toPorts: [{ ports: [{ port: '22' }] }] }] }],
        },
      ],
      everybody('CiliumNetworkPolicy', 'it names no peer', 'specs[1].ingress[0]'),
    ],
  ])('%s', (_, manifests, expected) => {
    expect(findings(sshWorldRange, manifests)).toEqual(expected);
  });
});
