import { App, Chart } from 'cdk8s';
import { HostFile } from '../../../../src/cdk8s/host-file';
import { Port } from '../../../../src/cdk8s/port';
import { Cidr } from '../../../../src/kubernetes/network/cidr';
import { BastionOnlyNodeAccess, FirewallSource, HostPolicy, NodeFirewall, NodeRole } from '../../../../src/nodes';
import { nodesRules } from '../../../../src/nodes/rules';
import { findings } from '../../../support/findings';
import { exampleFirewall, POOLS } from '../../support/example-firewall';

const WORLD = { name: 'web', requestedBy: 'x', roles: [NodeRole.WORKER], ports: [Port.tcp(443)], unsafeWorldReason: 'It is the shop.' };

function made(hostPolicy: HostPolicy) {
  const chart = new Chart(new App(), 'nodes', { namespace: 'ops' });
  const firewall = exampleFirewall({ hostPolicy }, chart);
  firewall.allow(WORLD);
  return { chart, firewall, objects: firewall.apiObjects.map((object) => object.toJson()) };
}

test('none unless one is named', () => {
  expect(exampleFirewall().apiObjects).toEqual([]);
});

test('Calico: each opening for its addresses, then the closed ports for all, then the policies of others', () => {
  const { objects } = made(HostPolicy.CALICO);
  const [tier, policy, felix] = objects;
  expect(tier).toEqual({
    apiVersion: 'projectcalico.org/v3',
    kind: 'Tier',
    metadata: { name: 'cdk8s-hardened-nodes' },
    spec: { order: 1, defaultAction: 'Pass' },
  });
  const { ingress, ...rest } = policy.spec;
  expect(rest).toEqual({ tier: 'cdk8s-hardened-nodes', order: 1, selector: '!has(projectcalico.org/namespace)', types: ['Ingress'] });
  const lines = ingress.map(({ action, protocol, ipVersion, source, destination }: any) =>
    [action, protocol, ipVersion, destination?.ports.join(), source?.nets.join()].filter((part) => part !== undefined).join(' '),
  );
  expect(lines).toEqual([
    'Allow TCP 4 6443 10.244.0.0/16,10.9.3.0/24,10.9.1.0/28,198.51.100.0/28',
    'Allow TCP 6 6443 fd00:244::/56,fd09:1::/64,fd09:3::/64,2001:db8:7::/64',
    'Allow TCP 4 10257,10259 10.9.5.2/32',
    'Allow TCP 6 10257,10259 fd09:5::2/128',
    'Allow TCP 4 2379 10.9.1.0/28',
    'Allow TCP 6 2379 fd09:1::/64',
    'Allow TCP 4 2380 10.9.2.0/28',
    'Allow TCP 6 2380 fd09:2::/64',
    'Allow TCP 4 2381 10.9.5.2/32',
    'Allow TCP 6 2381 fd09:5::2/128',
    'Allow TCP 4 10250 10.9.1.0/28,10.9.5.2/32',
    'Allow TCP 6 10250 fd09:1::/64,fd09:5::2/128',
    'Allow TCP 4 10256 10.9.5.2/32',
    'Allow TCP 6 10256 fd09:5::2/128',
    'Allow TCP 443',
    'Allow TCP 4 22 10.9.4.0/28',
    'Allow TCP 6 22 fd09:4::/64',
    'Deny TCP 22,443,2379:2381,6443,10248:10250,10255:10257,10259',
    'Pass',
  ]);
  expect(felix.spec.failsafeInboundHostPorts).toEqual([
    { protocol: 'UDP', port: 68 },
    { protocol: 'TCP', port: 179 },
    { protocol: 'TCP', port: 5473 },
    { protocol: 'TCP', port: 6666 },
    { protocol: 'TCP', port: 6667 },
  ]);
});

test('Cilium: denials of each closed port, of nodes and pods where no opening names any', () => {
  const [policy] = made(HostPolicy.CILIUM).objects;
  const { ingressDeny, ...rest } = policy.spec;
  expect(rest).toEqual({ description: 'Closed ports of nodes', nodeSelector: {}, enableDefaultDeny: { ingress: false, egress: false } });
  const lines = ingressDeny.map(({ fromCIDRSet, fromEntities, toPorts }: any) => {
    const ports = toPorts.flatMap((each: any) => each.ports.map(({ port, endPort }: any) => (endPort ? `${port}-${endPort}` : port)));
    const who = fromCIDRSet ? `all but ${fromCIDRSet.flatMap(({ except }: any) => except ?? []).join()}` : (fromEntities?.join() ?? 'pods');
    return `${ports.join()} ${who}`;
  });
  expect(lines).toEqual([
    '22 all but 10.9.4.0/28,fd09:4::/64',
    '22 remote-node',
    '22 pods',
    '2379 all but 10.9.1.0/28,fd09:1::/64',
    '2379 pods',
    '2380 all but 10.9.2.0/28,fd09:2::/64',
    '2380 pods',
    '2381 all but 10.9.5.2/32,fd09:5::2/128',
    '2381 remote-node',
    '2381 pods',
    '6443 all but 10.244.0.0/16,10.9.3.0/24,10.9.1.0/28,198.51.100.0/28,fd00:244::/56,fd09:1::/64,fd09:3::/64,2001:db8:7::/64',
    '10248-10249 all but ',
    '10248-10249 remote-node',
    '10248-10249 pods',
    '10250 all but 10.9.1.0/28,10.9.5.2/32,fd09:1::/64,fd09:5::2/128',
    '10250 pods',
    '10255 all but ',
    '10255 remote-node',
    '10255 pods',
    '10256 all but 10.9.5.2/32,fd09:5::2/128',
    '10256 remote-node',
    '10256 pods',
    '10257 all but 10.9.5.2/32,fd09:5::2/128',
    '10257 remote-node',
    '10257 pods',
    '10259 all but 10.9.5.2/32,fd09:5::2/128',
    '10259 remote-node',
    '10259 pods',
  ]);
});

test('Cilium: an opening of a part of a range closes the rest for all', () => {
  const firewall = new NodeFirewall(new Chart(new App(), 'nodes'), 'f', { pools: POOLS, hostPolicy: HostPolicy.CILIUM });
  const common = { requestedBy: 'x', roles: [NodeRole.WORKER] };
  firewall.allow({
    ...common,
    name: 'all',
    ports: [Port.udpRange(100, 200)],
    sources: [FirewallSource.cidr('a', Cidr.of('192.0.2.1/32'))],
  });
  firewall.allow({ ...common, name: 'one', ports: [Port.udp(150)], sources: [FirewallSource.cidr('b', Cidr.of('192.0.2.2/32'))] });
  const { ingressDeny } = firewall.apiObjects[0]!.toJson().spec;
  expect(
    ingressDeny
      .filter(({ fromCIDRSet }: any) => fromCIDRSet)
      .map(({ fromCIDRSet, toPorts }: any) => [toPorts[0].ports[0], fromCIDRSet[0].except]),
  ).toEqual([
    [{ port: '100', endPort: 149, protocol: 'UDP' }, ['192.0.2.1/32']],
    [{ port: '150', protocol: 'UDP' }, ['192.0.2.1/32', '192.0.2.2/32']],
    [{ port: '151', endPort: 200, protocol: 'UDP' }, ['192.0.2.1/32']],
  ]);
});

test.each([HostPolicy.CALICO, HostPolicy.CILIUM])('what is made for %s passes every rule, and has no namespace', (hostPolicy) => {
  const { chart, firewall, objects } = made(hostPolicy);
  HostFile.collect(chart);
  const files = firewall.files.map(({ path, content }) => ({ path, content, origin: {} }));
  expect(findings(nodesRules, chart.toJson(), { files })).toEqual([]);
  expect(objects.map(({ metadata }) => metadata.namespace)).toEqual(objects.map(() => undefined));
});

test('a policy of SSH alone beside it is refused', () => {
  const firewall = new NodeFirewall(new Chart(new App(), 'nodes'), 'f', { pools: POOLS });
  expect(() => new BastionOnlyNodeAccess(firewall, 'ssh', { firewall, sources: [], hostPolicy: HostPolicy.CALICO })).toThrow(
    new Error(
      'nodes/f/ssh: hostPolicy is calico, and SSH belongs to nodes/f, so the network plugin would be given two policies. Set `hostPolicy` '
        + 'of the NodeFirewall.',
    ),
  );
});
