import { worldRangeRules } from '../../../../src/nodes/rules/firewall/world-range-rules';
import { sshWorldRange } from '../../../../src/nodes/rules/ssh/ssh-world-range';
import { findings } from '../../../support/findings';

const RULES = [sshWorldRange, ...worldRangeRules];
const PLACE = /^(\?? ?)(nodes\/\S+) \S+ f (\S+): (.*)$/;

/** Findings as `ssh spec.x: message`, each with the rule that finds it. */
function judge(...objects: object[]): string[] {
  return findings(RULES, objects).map((line) => {
    const [, unknown, rule, path, message] = PLACE.exec(line)!;
    return `${unknown}${rule!.replace(/^nodes\/(.*)-world-range$/, '$1')} ${path}: ${message}`;
  });
}

const object = (apiVersion: string, kind: string, spec: object) => ({ apiVersion, kind, metadata: { name: 'f' }, spec });

describe('SecurityGroup of AWS Controllers for Kubernetes', () => {
  const rule = (fields: object) => object('ec2.services.k8s.aws/v1alpha1', 'SecurityGroup', { ingressRules: [fields] });
  const world = { ipRanges: [{ cidrIP: '0.0.0.0/0' }] };
  const at = 'spec.ingressRules[0]: ingress rule 0 lets the internet reach';

  test.each<[string, object, string[]]>([
    ['one port', { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ...world }, [`ssh ${at} SSH: 0.0.0.0/0`]],
    ['a range', { ipProtocol: 'tcp', fromPort: 2000, toPort: 3000, ...world }, [`etcd ${at} etcd: 0.0.0.0/0`]],
    ['numbers as text', { ipProtocol: 'tcp', fromPort: '2000', toPort: '3000', ...world }, [`etcd ${at} etcd: 0.0.0.0/0`]],
    ['a range from 0', { ipProtocol: '6', fromPort: 0, toPort: 100, ...world }, [`ssh ${at} SSH: 0.0.0.0/0`]],
    [
      'every port of TCP',
      { ipProtocol: 'tcp', ...world },
      [
        `ssh ${at} SSH: 0.0.0.0/0`,
        `etcd ${at} etcd: 0.0.0.0/0`,
        `kubelet ${at} the kubelet or kube-proxy: 0.0.0.0/0`,
        `control-plane ${at} the control plane: 0.0.0.0/0`,
      ],
    ],
    [
      'every protocol',
      { ipProtocol: '-1', ...world },
      [
        `ssh ${at} SSH: 0.0.0.0/0`,
        `etcd ${at} etcd: 0.0.0.0/0`,
        `kubelet ${at} the kubelet or kube-proxy: 0.0.0.0/0`,
        `control-plane ${at} the control plane: 0.0.0.0/0`,
      ],
    ],
    ['UDP', { ipProtocol: 'udp', fromPort: 22, toPort: 22, ...world }, []],
    ['another port', { ipProtocol: 'tcp', fromPort: 443, toPort: 443, ...world }, []],
    ['IPv6', { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipv6Ranges: [{ cidrIPv6: '::/0' }] }, [`ssh ${at} SSH: ::/0`]],
    [
      'the world in halves',
      { ipProtocol: 'tcp', fromPort: 10250, toPort: 10250, ipRanges: [{ cidrIP: '0.0.0.0/1' }, { cidrIP: '128.0.0.0/1' }] },
      [`kubelet ${at} the kubelet or kube-proxy: 0.0.0.0/1, 128.0.0.0/1`],
    ],
    ['a network', { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: [{ cidrIP: '10.0.0.0/8' }] }, []],
    ['another group', { ipProtocol: '-1', userIDGroupPairs: [{ groupID: 'sg-1' }] }, []],
    ['no source', { ipProtocol: '-1' }, []],
    [
      'a prefix list',
      { ipProtocol: 'tcp', fromPort: 22, toPort: 22, prefixListIDs: [{ prefixListID: 'pl-1' }] },
      ['? ssh spec.ingressRules[0]: ingress rule 0 allows SSH from "prefix list pl-1", which is not a range'],
    ],
    [
      'a placeholder',
      { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: [{ cidrIP: '${BASTION}' }] },
      ['? ssh spec.ingressRules[0]: ingress rule 0 allows SSH from "${BASTION}", which is not a range'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(judge(rule(fields)).sort()).toEqual([...expected].sort());
  });

  test('no rules, and what is no list of rules', () => {
    for (const spec of [{}, { ingressRules: null }, { ingressRules: 'all' }, { egressRules: [{ ipProtocol: '-1', ...world }] }]) {
      expect(judge(object('ec2.services.k8s.aws/v1alpha1', 'SecurityGroup', spec))).toEqual([]);
    }
  });
});

describe('ComputeFirewall of Config Connector', () => {
  const firewall = (spec: object) => object('compute.cnrm.cloud.google.com/v1beta1', 'ComputeFirewall', spec);
  const tcp = (...ports: string[]) => ({ allow: [{ protocol: 'tcp', ports }] });
  const open = 'spec.allow[0]: allow 0 lets any client reach';
  const why = 'sourceRanges is not set, nor is another source';

  test.each<[string, object, string[]]>([
    ['no source', tcp('22'), [`ssh ${open} SSH: ${why}`]],
    ['empty sources', { ...tcp('22'), sourceRanges: [], sourceTags: [] }, [`ssh ${open} SSH: ${why}`]],
    [
      'the world',
      { ...tcp('2379-2380'), sourceRanges: ['0.0.0.0/0'] },
      ['etcd spec.allow[0]: allow 0 lets the internet reach etcd: 0.0.0.0/0'],
    ],
    ['a network', { ...tcp('22'), sourceRanges: ['10.0.0.0/8'] }, []],
    ['tags', { ...tcp('22'), sourceTags: ['bastion'] }, []],
    ['accounts', { ...tcp('22'), sourceServiceAccounts: [{ external: 'a' }] }, []],
    [
      'tags or the world',
      { ...tcp('22'), sourceTags: ['bastion'], sourceRanges: ['::/0'] },
      ['ssh spec.allow[0]: allow 0 lets the internet reach SSH: ::/0'],
    ],
    ['another port', tcp('443'), []],
    ['another protocol', { allow: [{ protocol: 'udp', ports: ['22'] }] }, []],
    ['disabled', { ...tcp('22'), disabled: true }, []],
    ['outgoing', { ...tcp('22'), direction: 'EGRESS' }, []],
    ['denied', { deny: [{ protocol: 'tcp', ports: ['22'] }] }, []],
    ['a number', { allow: [{ protocol: 6, ports: ['22'] }] }, [`ssh ${open} SSH: ${why}`]],
    [
      'every protocol',
      { allow: [{ protocol: 'all' }] },
      [
        `control-plane ${open} the control plane: ${why}`,
        `etcd ${open} etcd: ${why}`,
        `kubelet ${open} the kubelet or kube-proxy: ${why}`,
        `ssh ${open} SSH: ${why}`,
      ],
    ],
  ])('%s', (_, spec, expected) => {
    expect(judge(firewall(spec)).sort()).toEqual(expected);
  });
});

describe('NetworkSecurityGroupsSecurityRule of Azure Service Operator', () => {
  const GOOD = {
    access: 'Allow',
    direction: 'Inbound',
    protocol: 'Tcp',
    destinationPortRange: '22',
    priority: 100,
    sourceAddressPrefix: '*',
  };
  const judged = (spec: object) =>
    judge(object('network.azure.com/v1api20240301', 'NetworkSecurityGroupsSecurityRule', { ...GOOD, ...spec }));
  const open = (source: string) => [`ssh spec.sourceAddressPrefix: the rule lets any client reach SSH: its source is "${source}"`];

  test.each<[string, object, string[]]>([
    ['any source', {}, open('*')],
    ['the internet', { sourceAddressPrefix: 'Internet' }, open('Internet')],
    ['the world', { sourceAddressPrefix: '0.0.0.0/0' }, ['ssh spec.sourceAddressPrefix: the rule lets the internet reach SSH: 0.0.0.0/0']],
    ['one of several', { sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/8', '*'] }, open('*')],
    ['a network', { sourceAddressPrefix: '10.0.0.0/24' }, []],
    ['the own network', { sourceAddressPrefix: 'VirtualNetwork' }, []],
    [
      'a tag of strangers',
      { sourceAddressPrefix: 'AzureCloud' },
      ['? ssh spec.sourceAddressPrefix: the rule allows SSH from "AzureCloud", which is not a range'],
    ],
    ['denied', { access: 'Deny' }, []],
    ['outgoing', { direction: 'Outbound' }, []],
    ['UDP', { protocol: 'Udp' }, []],
    [
      'any protocol, a range among several',
      { protocol: '*', destinationPortRange: undefined, destinationPortRanges: ['80', '20-30'] },
      open('*'),
    ],
    ['another port', { destinationPortRange: '443' }, []],
    ['lower case', { access: 'allow', direction: 'inbound', protocol: 'tcp' }, open('*')],
  ])('%s', (_, spec, expected) => {
    expect(judged(spec)).toEqual(expected);
  });

  test('every port', () => {
    expect(
      judged({ destinationPortRange: '*' })
        .map((line) => line.split(' ')[0])
        .sort(),
    ).toEqual(['control-plane', 'etcd', 'kubelet', 'ssh']);
  });
});

describe('AWSCluster of Cluster API', () => {
  const API = 'infrastructure.cluster.x-k8s.io/v1beta2';
  const INTERNAL = { controlPlaneLoadBalancer: { scheme: 'internal' } };
  const judged = (spec: object) => judge(object(API, 'AWSCluster', { ...INTERNAL, ...spec }));
  const rule = (port: number, fields: object = { cidrBlocks: ['0.0.0.0/0'] }) => ({
    description: 'x',
    protocol: 'tcp',
    fromPort: port,
    toPort: port,
    ...fields,
  });
  const everybody = 'allowedCIDRBlocks is not set, which is 0.0.0.0/0 and ::/0';
  const unset =
    'spec.controlPlaneLoadBalancer.ingressRules: the load balancer of the API server lets any client reach the control plane: '
    + 'its ingressRules are not set, which is 0.0.0.0/0';

  test.each<[string, object, string[]]>([
    ['nothing', {}, []],
    ['no bastion', { bastion: { enabled: false, allowedCIDRBlocks: ['0.0.0.0/0'] } }, []],
    [
      'a bastion for everybody',
      { bastion: { enabled: true } },
      [`ssh spec.bastion.allowedCIDRBlocks: the bastion lets any client reach SSH: ${everybody}`],
    ],
    [
      'a bastion for the world',
      { bastion: { enabled: true, allowedCIDRBlocks: ['0.0.0.0/0'] } },
      ['ssh spec.bastion.allowedCIDRBlocks: the bastion lets the internet reach SSH: 0.0.0.0/0'],
    ],
    ['a bastion for an office', { bastion: { enabled: true, allowedCIDRBlocks: ['198.51.100.0/28'] } }, []],
    ['a bastion for nobody', { bastion: { enabled: true, disableIngressRules: true } }, []],
    [
      'a rule of the control plane',
      { network: { additionalControlPlaneIngressRules: [rule(2379)] } },
      ['etcd spec.network.additionalControlPlaneIngressRules[0]: the ingress rule lets the internet reach etcd: 0.0.0.0/0'],
    ],
    [
      'a rule of nodes, IPv6',
      { network: { additionalNodeIngressRules: [rule(10250, { ipv6CidrBlocks: ['::/0'] })] } },
      ['kubelet spec.network.additionalNodeIngressRules[0]: the ingress rule lets the internet reach the kubelet or kube-proxy: ::/0'],
    ],
    ['a rule for a group', { network: { additionalNodeIngressRules: [rule(22, { sourceSecurityGroupRoles: ['bastion'] })] } }, []],
    ['a load balancer that says nothing', { controlPlaneLoadBalancer: undefined }, [`control-plane ${unset}`]],
    [
      'a load balancer for the world',
      { controlPlaneLoadBalancer: { ingressRules: [rule(6443)] } },
      [
        'control-plane spec.controlPlaneLoadBalancer.ingressRules[0]: the ingress rule lets the internet '
          + 'reach the control plane: 0.0.0.0/0',
      ],
    ],
    [
      'a load balancer for an office',
      { controlPlaneLoadBalancer: { ingressRules: [rule(6443, { cidrBlocks: ['198.51.100.0/28'] })] } },
      [],
    ],
  ])('%s', (_, spec, expected) => {
    expect(judged(spec)).toEqual(expected);
  });

  test('a template', () => {
    const spec = { template: { spec: { ...INTERNAL, bastion: { enabled: true } } } };
    expect(judge(object(API, 'AWSClusterTemplate', spec))).toEqual([
      `ssh spec.template.spec.bastion.allowedCIDRBlocks: the bastion lets any client reach SSH: ${everybody}`,
    ]);
  });
});

describe('network plugins', () => {
  const calico = (spec: object) => object('projectcalico.org/v3', 'GlobalNetworkPolicy', spec);
  const allow = (ports: unknown[], source: object = {}) => ({
    ingress: [{ action: 'Allow', protocol: 'TCP', source, destination: { ports } }],
  });
  const cilium = (spec: object) => object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', spec);
  const world = (port: string) => ({ fromEntities: ['world'], toPorts: [{ ports: [{ port, protocol: 'TCP' }] }] });

  test.each<[string, object, string[]]>([
    ['Calico, hosts', calico(allow([2379])), ['etcd spec.ingress[0]: ingress rule 0 lets any client reach etcd: it names no source']],
    [
      'Calico, a range as text',
      calico(allow(['10000:11000'], { nets: ['0.0.0.0/0'] })),
      [
        'kubelet spec.ingress[0]: ingress rule 0 lets the internet reach the kubelet or kube-proxy: 0.0.0.0/0',
        'control-plane spec.ingress[0]: ingress rule 0 lets the internet reach the control plane: 0.0.0.0/0',
      ],
    ],
    ['Calico, a network', calico(allow([2379], { nets: ['10.0.1.0/28'] })), []],
    [
      'Calico, all but a network',
      calico(allow([2379], { notNets: ['10.0.1.0/28'] })),
      ['etcd spec.ingress[0]: ingress rule 0 lets any client reach etcd: its source only leaves out ranges'],
    ],
    ['Calico, pods', calico({ selector: 'has(projectcalico.org/namespace)', ...allow([2379]) }), []],
    [
      'Calico, hosts by what they lack',
      calico({ selector: '!has(projectcalico.org/namespace)', ...allow([2379]) }),
      ['etcd spec.ingress[0]: ingress rule 0 lets any client reach etcd: it names no source'],
    ],
    [
      'Cilium, nodes',
      cilium({ nodeSelector: {}, ingress: [world('2380')] }),
      ['etcd spec.ingress[0]: ingress rule 0 lets any client reach etcd: it names the entity world'],
    ],
    ['Cilium, pods', cilium({ endpointSelector: {}, ingress: [world('2380')] }), []],
    [
      'Cilium, several',
      { ...cilium({}), spec: undefined, specs: [{ nodeSelector: {}, ingress: [world('6443')] }] },
      ['control-plane specs[0].ingress[0]: ingress rule 0 lets any client reach the control plane: it names the entity world'],
    ],
  ])('%s', (_, policy, expected) => {
    expect(judge(policy).sort()).toEqual([...expected].sort());
  });
});
