import { App, Chart } from 'cdk8s';
import { HostFile } from '../../../../src/cdk8s/host-file';
import { Port } from '../../../../src/cdk8s/port';
import { Cidr } from '../../../../src/kubernetes/network/cidr';
import {
  AwsNodeFirewall,
  AzureNodeFirewall,
  ControlPlaneFirewall,
  FirewallSource,
  GoogleNodeFirewall,
  HostPolicy,
  KubeletFirewall,
  NodeFirewall,
  NodeRole,
} from '../../../../src/nodes';
import { nodesRules } from '../../../../src/nodes/rules';
import { inventoryOf, runRules } from '../../../support/findings';
import { exampleFirewall, POOLS } from '../../support/example-firewall';

/**
 * The fields of the objects that are written, with their types: the modules of the operators cannot be had here, so their documentation of
 * 2026-12-01 stands in for their schemas. `[]` is a list of what follows.
 */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // https://aws-controllers-k8s.github.io/community/reference/ec2/v1alpha1/securitygroup/
  'ec2.services.k8s.aws/v1alpha1 SecurityGroup': {
    'name': 'string',
    'description': 'string',
    'vpcID': 'string',
    'ingressRules[].ipProtocol': 'string',
    'ingressRules[].fromPort': 'number',
    'ingressRules[].toPort': 'number',
    'ingressRules[].ipRanges[].cidrIP': 'string',
    'ingressRules[].ipRanges[].description': 'string',
    'ingressRules[].ipv6Ranges[].cidrIPv6': 'string',
    'ingressRules[].ipv6Ranges[].description': 'string',
  },
  // https://cloud.google.com/config-connector/docs/reference/resource-docs/compute/computefirewall
  'compute.cnrm.cloud.google.com/v1beta1 ComputeFirewall': {
    'networkRef.name': 'string',
    'direction': 'string',
    'priority': 'number',
    'targetTags[]': 'string',
    'sourceRanges[]': 'string',
    'allow[].protocol': 'string',
    'allow[].ports[]': 'string',
    'deny[].protocol': 'string',
    'deny[].ports[]': 'string',
  },
  // https://azure.github.io/azure-service-operator/reference/network/v1api20240301/
  'network.azure.com/v1api20240301 NetworkSecurityGroup': { 'location': 'string', 'owner.name': 'string' },
  'network.azure.com/v1api20240301 NetworkSecurityGroupsSecurityRule': {
    'owner.name': 'string',
    'direction': 'string',
    'access': 'string',
    'priority': 'number',
    'protocol': 'string',
    'sourcePortRange': 'string',
    'sourceAddressPrefix': 'string',
    'sourceAddressPrefixes[]': 'string',
    'destinationAddressPrefix': 'string',
    'destinationPortRanges[]': 'string',
  },
};

/** Every field of a value with its type: `a.b[].c string`. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => fieldsOf(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [`${path} ${typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, path === '' ? key : `${path}.${key}`));
}

const chart = () => new Chart(new App(), 'nodes', { namespace: 'cloud' });
const aws = (firewall: NodeFirewall, namePrefix?: string) => new AwsNodeFirewall(firewall, 'aws', { firewall, vpcId: 'vpc-1', namePrefix });
const google = (firewall: NodeFirewall) => new GoogleNodeFirewall(firewall, 'google', { firewall, networkName: 'cluster' });
const azure = (firewall: NodeFirewall) =>
  new AzureNodeFirewall(firewall, 'azure', { firewall, resourceGroupName: 'cluster', location: 'westeurope' });
const CLOUDS = [
  ['AWS', aws],
  ['Google Cloud', google],
  ['Azure', azure],
] as const;

describe.each(CLOUDS)('%s', (_, make) => {
  test('only documented fields are written, each with its type, and every object is in the namespace of the chart', () => {
    const objects = make(exampleFirewall({}, chart())).apiObjects.map((object) => object.toJson());
    expect(objects.length).toBeGreaterThan(3);
    for (const { apiVersion, kind, metadata, spec } of objects) {
      const known = Object.entries(FIELDS[`${apiVersion} ${kind}`]!).map(([path, type]) => `${path} ${type}`);
      expect(known).toEqual(expect.arrayContaining(fieldsOf(spec)));
      expect(metadata.namespace).toBe('cloud');
    }
  });

  test('what is written passes every rule', () => {
    const scope = chart();
    make(exampleFirewall({}, scope));
    HostFile.collect(scope);
    expect(runRules(nodesRules, scope.toJson()).findings).toEqual([]);
  });

  test('an API server that is open to the world is accepted with the reason on the objects, and there alone', () => {
    const scope = chart();
    const firewall = new NodeFirewall(scope, 'f', { pools: POOLS.slice(0, 1) });
    new KubeletFirewall(firewall, 'k', { firewall });
    new ControlPlaneFirewall(firewall, 'c', { firewall, unsafeWorldReason: 'Customers use it.' });
    make(firewall);
    HostFile.collect(scope);
    const json = scope.toJson();
    const found = new Set(runRules(nodesRules, json).findings.map(({ object, rule }) => `${object!.name} ${rule}`));
    expect([...found].map((text) => text.split(' ')[1])).toEqual([...found].map(() => 'nodes/control-plane-world-range'));
    expect(found.size).toBeGreaterThan(0);
    const accepted = inventoryOf(json).objects.filter(({ annotations }) => annotations['cdk8s-hardened/accepted'] !== undefined);
    expect(accepted.map(({ name }) => `${name} nodes/control-plane-world-range`)).toEqual([...found]);
    expect(accepted[0]!.annotations['cdk8s-hardened/accepted']).toBe('{"nodes/control-plane-world-range":"Customers use it."}');
  });

  test('an opening after it is refused', () => {
    const firewall = exampleFirewall({}, chart());
    const made = make(firewall);
    const late = { name: 'late', requestedBy: 'x', roles: [NodeRole.WORKER], ports: [Port.tcp(9100)] };
    expect(() => firewall.allow(late)).toThrow(
      new Error(
        `nodes/firewall: ${made.node.path} has written the firewall for a cloud already, so the cloud would keep closed what the `
          + 'nodes open. '
          + 'Create it after all openings.',
      ),
    );
  });

  test('a pool whose name is none in a cloud is refused', () => {
    const firewall = new NodeFirewall(chart(), 'f', { pools: [{ ...POOLS[2]!, name: 'Workers_1' }] });
    expect(() => make(firewall)).toThrow(
      /"nodes-Workers_1" cannot name an object and a firewall of a cloud, so it would be rejected there/,
    );
  });
});

test('AWS: a group for each pool, which opens what the pool opens', () => {
  const lines = aws(exampleFirewall({}, chart()), 'k').apiObjects.flatMap((object) => {
    const { metadata, spec } = object.toJson();
    return spec.ingressRules.map(({ ipProtocol, fromPort, toPort, ipRanges, ipv6Ranges }: any) => {
      const ranges = [...(ipRanges ?? []).map(({ cidrIP }: any) => cidrIP), ...(ipv6Ranges ?? []).map(({ cidrIPv6 }: any) => cidrIPv6)];
      return `${metadata.name} ${ipProtocol} ${fromPort}-${toPort} ${ranges.join()}`;
    });
  });
  expect(lines.filter((line) => !line.startsWith('k-control-plane'))).toEqual([
    'k-etcd tcp 2379-2379 10.9.1.0/28,fd09:1::/64',
    'k-etcd tcp 2380-2380 10.9.2.0/28,fd09:2::/64',
    'k-etcd tcp 2381-2381 10.9.5.2/32,fd09:5::2/128',
    'k-etcd tcp 22-22 10.9.4.0/28,fd09:4::/64',
    'k-workers tcp 10250-10250 10.9.1.0/28,10.9.5.2/32,fd09:1::/64,fd09:5::2/128',
    'k-workers tcp 10256-10256 10.9.5.2/32,fd09:5::2/128',
    'k-workers tcp 22-22 10.9.4.0/28,fd09:4::/64',
    'k-bastion tcp 22-22 198.51.100.0/28,2001:db8:7::/64',
  ]);
});

test('Google Cloud: openings before the denial of the closed ports, each rule with addresses of one family', () => {
  const lines = google(exampleFirewall({}, chart()))
    .apiObjects.map((object) => object.toJson())
    .filter(({ spec }) => spec.targetTags[0] === 'nodes-etcd')
    .map(({ metadata, spec }) =>
      [
        metadata.name,
        spec.priority,
        spec.allow ? 'allow' : 'deny',
        (spec.allow ?? spec.deny)[0].ports.join(),
        spec.sourceRanges.join(),
      ].join(' '),
    );
  const closed = '22,2379-2381,6443,10248-10250,10255-10257,10259';
  expect(lines).toEqual([
    'nodes-etcd-etcd-clients-tcp-v4 900 allow 2379 10.9.1.0/28',
    'nodes-etcd-etcd-peers-tcp-v4 900 allow 2380 10.9.2.0/28',
    'nodes-etcd-etcd-metrics-tcp-v4 900 allow 2381 10.9.5.2/32',
    'nodes-etcd-ssh-tcp-v4 900 allow 22 10.9.4.0/28',
    `nodes-etcd-closed-v4 901 deny ${closed} 0.0.0.0/0`,
    'nodes-etcd-etcd-clients-tcp-v6 900 allow 2379 fd09:1::/64',
    'nodes-etcd-etcd-peers-tcp-v6 900 allow 2380 fd09:2::/64',
    'nodes-etcd-etcd-metrics-tcp-v6 900 allow 2381 fd09:5::2/128',
    'nodes-etcd-ssh-tcp-v6 900 allow 22 fd09:4::/64',
    `nodes-etcd-closed-v6 901 deny ${closed} ::/0`,
  ]);
});

test('Azure: a group for each pool, its rules with a priority each, the denials last', () => {
  const objects = azure(exampleFirewall({}, chart())).apiObjects.map((object) => object.toJson());
  const rules = objects.filter(({ kind, spec }) => kind === 'NetworkSecurityGroupsSecurityRule' && spec.owner.name === 'nodes-etcd');
  const lines = rules.map(({ spec }) =>
    [
      spec.priority,
      spec.access,
      spec.protocol,
      spec.destinationPortRanges.join(),
      (spec.sourceAddressPrefixes ?? [spec.sourceAddressPrefix]).join(),
    ].join(' '),
  );
  expect(lines).toEqual([
    '200 Allow Tcp 2379 10.9.1.0/28',
    '201 Allow Tcp 2379 fd09:1::/64',
    '202 Allow Tcp 2380 10.9.2.0/28',
    '203 Allow Tcp 2380 fd09:2::/64',
    '204 Allow Tcp 2381 10.9.5.2/32',
    '205 Allow Tcp 2381 fd09:5::2/128',
    '206 Allow Tcp 22 10.9.4.0/28',
    '207 Allow Tcp 22 fd09:4::/64',
    '3000 Deny Tcp 22,2379-2381,6443,10248-10250,10255-10257,10259 *',
  ]);
});

test('Azure: SCTP is refused', () => {
  const firewall = new NodeFirewall(chart(), 'f', { pools: POOLS });
  const sources = [FirewallSource.cidr('a', Cidr.of('192.0.2.1/32'))];
  firewall.allow({ name: 'ss7', requestedBy: 'x', roles: [NodeRole.WORKER], ports: [Port.sctp(2905)], sources });
  expect(() => azure(firewall)).toThrow(/is of SCTP, which a network security group cannot open or close by port/);
});

test('Calico: an API server that is open to the world is accepted with the reason on the policy', () => {
  const firewall = new NodeFirewall(chart(), 'f', { pools: POOLS.slice(0, 1), hostPolicy: HostPolicy.CALICO });
  new KubeletFirewall(firewall, 'k', { firewall });
  new ControlPlaneFirewall(firewall, 'c', { firewall, unsafeWorldReason: 'Customers use it.' });
  expect(firewall.apiObjects.map((object) => object.metadata.toJson().annotations)).toEqual([
    undefined,
    { 'cdk8s-hardened/accepted': '{"nodes/control-plane-world-range":"Customers use it."}' },
    undefined,
  ]);
});
