import { App, Chart, Testing, JsonPatch } from 'cdk8s';
import { type Construct } from 'constructs';
import * as fc from 'fast-check';
import { HostFile } from '../../../src/cdk8s/host-file';
import { Port } from '../../../src/cdk8s/port';
import { Cidr } from '../../../src/kubernetes/network/cidr';
import type { FileText } from '../../../src/kubernetes/objects/node-files';
import { BastionOnlyNodeAccess, HostPolicy, type BastionOnlyNodeAccessProps, type SshSource } from '../../../src/nodes';
import { addressCount } from '../../../src/nodes/address-space';
import { nodesRules } from '../../../src/nodes/rules';
import { findings } from '../../support/findings';

const VPN: SshSource = { name: 'vpn', cidr: Cidr.of('198.51.100.0/28') };
const VPN6: SshSource = { name: 'vpn6', cidr: Cidr.of('2001:db8:7::/64') };

function access(
  props: Partial<BastionOnlyNodeAccessProps> = {},
  scope: Construct = new Chart(new App(), 'nodes', { namespace: 'ops' }),
): BastionOnlyNodeAccess {
  return new BastionOnlyNodeAccess(scope, 'ssh', { sources: [VPN, VPN6], ...props });
}

function refusalOf(props: Partial<BastionOnlyNodeAccessProps>): string {
  try {
    access(props);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

function lines(file: HostFile, starting: string): string[] {
  return file.content
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(starting));
}

/** A range as plain JavaScript may give it. */
function asText(text: string): Cidr {
  return text as unknown as Cidr;
}

function textsOf(subject: BastionOnlyNodeAccess): FileText[] {
  return subject.files.map(({ path, content, node }) => ({ path, content, origin: { construct: node.path, hostPath: path } }));
}

function notTcp(fact: string): string {
  return `nodes/ssh: ${fact}, not one TCP port, so nothing could listen there. Write a port such as Port.tcp(2222).`;
}

describe('sources', () => {
  test.each<[string, Partial<BastionOnlyNodeAccessProps>, string]>([
    [
      'none',
      { sources: [] },
      'nodes/ssh: no source of SSH is named, so no client could reach the nodes. Name the ranges of your bastion or VPN in `sources`.',
    ],
    [
      'the world',
      { sources: [{ name: 'vpn', cidr: Cidr.of('0.0.0.0/0') }] },
      'nodes/ssh: the source "vpn" is 0.0.0.0/0, every address, so SSH would be open to the internet. Name the range of your bastion '
        + 'or VPN.',
    ],
    [
      'the world with a reason',
      { sources: [{ name: 'vpn', cidr: Cidr.of('::/0'), unsafeWideRangeReason: 'we roam' }] },
      'nodes/ssh: the source "vpn" is ::/0, every address, so SSH would be open to the internet. Name the range of your bastion or VPN.',
    ],
    [
      'half of the world with a reason',
      { sources: [{ name: 'a', cidr: Cidr.of('128.0.0.0/1'), unsafeWideRangeReason: 'we roam' }] },
      'nodes/ssh: the source "a" is 128.0.0.0/1, wider than /8, so it is too wide to be a network of yours. Name a range of '
        + 'at most /8, and of at most /24 unless there is a reason.',
    ],
    [
      'the other half',
      { sources: [{ name: 'a', cidr: Cidr.of('0.0.0.0/1'), unsafeWideRangeReason: 'we roam' }] },
      'nodes/ssh: the source "a" is 0.0.0.0/1, wider than /8, so it is too wide to be a network of yours. Name a range of '
        + 'at most /8, and of at most /24 unless there is a reason.',
    ],
    [
      'wide without a reason',
      { sources: [{ name: 'iap', cidr: Cidr.of('35.235.240.0/20') }] },
      'nodes/ssh: the source "iap" is 35.235.240.0/20, wider than /24, so it allows more than a bastion or VPN. Name a narrower '
        + 'range, or give unsafeWideRangeReason.',
    ],
    [
      'wide IPv6 without a reason',
      { sources: [{ name: 'site', cidr: Cidr.of('2001:db8::/48') }] },
      'nodes/ssh: the source "site" is 2001:db8::/48, wider than /64, so it allows more than a bastion or VPN. Name a narrower '
        + 'range, or give unsafeWideRangeReason.',
    ],
    [
      'a blank reason',
      { sources: [{ name: 'iap', cidr: Cidr.of('35.235.240.0/20'), unsafeWideRangeReason: '  ' }] },
      'nodes/ssh: unsafeWideRangeReason of the source "iap" is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
    [
      'the world in pieces',
      { sources: [10, 11].map((n) => ({ name: `n${n}`, cidr: Cidr.of(`${n}.0.0.0/8`), unsafeWideRangeReason: 'we roam' })) },
      'nodes/ssh: the IPv4 sources hold more addresses together than one /8, so together they cover too many addresses for bastions or '
        + 'VPNs. Name the '
        + 'bastion or VPN alone.',
    ],
    [
      'no mask',
      { sources: [{ name: 'vpn', cidr: asText('198.51.100.7') }] },
      'nodes/ssh: "198.51.100.7" has no mask, so it is not a range. For this one address write "198.51.100.7/32".',
    ],
    [
      'host bits',
      { sources: [{ name: 'vpn', cidr: asText('198.51.100.7/24') }] },
      'nodes/ssh: "198.51.100.7/24" has bits set behind its mask, so it is unclear which range is meant. Write "198.51.100.0/24".',
    ],
    [
      'a name that could end a comment',
      { sources: [{ name: 'vpn"\n}', cidr: Cidr.of('198.51.100.0/28') }] },
      'nodes/ssh: "vpn\\"\\n}" is not a name for a source, so reviewers could not see whose addresses are allowed. Write letters, digits, '
        + 'dots, dashes and underscores, such as "vpn-frankfurt".',
    ],
    [
      'a name twice',
      { sources: [VPN, { ...VPN, cidr: Cidr.of('203.0.113.0/28') }] },
      'nodes/ssh: two sources are named "vpn", so they could not be distinguished. Give each a name of its own.',
    ],
    [
      'a range twice',
      { sources: [VPN, { name: 'again', cidr: VPN.cidr }] },
      'nodes/ssh: the source "again" (198.51.100.0/28) shares addresses with "vpn" (198.51.100.0/28), so taking one away would not '
        + 'close it. Name each range once.',
    ],
    [
      'a range within another',
      { sources: [VPN, { name: 'one', cidr: Cidr.of('198.51.100.3/32') }] },
      'nodes/ssh: the source "one" (198.51.100.3/32) shares addresses with "vpn" (198.51.100.0/28), so taking one away would not '
        + 'close it. Name each range once.',
    ],
    [
      'pods',
      { sources: [{ name: 'vpn', cidr: Cidr.of('10.244.3.0/24') }], podRanges: [Cidr.of('10.244.0.0/16')] },
      'nodes/ssh: the source "vpn" (10.244.3.0/24) shares addresses with the pods (10.244.0.0/16), so anyone who can run a pod could '
        + 'reach sshd. Name a range outside the cluster.',
    ],
    [
      'Services',
      { sources: [{ name: 'vpn', cidr: Cidr.of('10.96.0.0/24') }], serviceRanges: [Cidr.of('10.96.0.10/32')] },
      'nodes/ssh: the source "vpn" (10.96.0.0/24) shares addresses with the Services (10.96.0.10/32), so anyone who can run a pod could '
        + 'reach sshd. Name a range outside the cluster.',
    ],
    [
      'nodes',
      { sources: [VPN6], nodeRanges: [Cidr.of('2001:db8::/32')] },
      'nodes/ssh: the source "vpn6" (2001:db8:7::/64) shares addresses with the nodes (2001:db8::/32), so anyone who can run a pod could '
        + 'reach sshd. Name a range outside the cluster.',
    ],
    [
      'a bad pod range',
      { podRanges: [asText('10.244.0.0')] },
      'nodes/ssh: "10.244.0.0" has no mask, so it is not a range. For this one address write "10.244.0.0/32".',
    ],
  ])('%s: refused', (_, props, message) => {
    expect(refusalOf(props)).toBe(message);
  });

  test.each([
    ['127.0.0.1/32', 'the node itself (127.0.0.0/8)'],
    ['169.254.169.254/32', 'link-local: every neighbour, and the cloud metadata service (169.254.0.0/16)'],
    ['0.0.0.0/8', 'addresses that no packet comes from (0.0.0.0/8)'],
    ['224.0.0.0/24', 'multicast groups (224.0.0.0/4)'],
    ['255.255.255.255/32', 'reserved (240.0.0.0/4)'],
    ['100.100.100.200/32', 'a cloud metadata service, which opens no connections'],
    ['fd00:ec2::254/128', 'a cloud metadata service, which opens no connections'],
    ['::1/128', 'the node itself (::/127)'],
    ['fe80::/64', 'link-local: every neighbour on the same link, pods among them (fe80::/10)'],
    ['::ffff:c633:6400/120', 'IPv4 written as IPv6, which no packet on the wire carries (::ffff:0:0/96)'],
    ['64:ff9b::/96', 'all of IPv4 behind a NAT64 (64:ff9b::/96)'],
    ['64:ff9b::/64', 'all of IPv4 behind a NAT64 (64:ff9b::/96)'],
    ['2002:c633:6400::/64', '6to4: all of IPv4 behind a tunnel (2002::/16)'],
    ['2001:0:1::/64', 'Teredo: all of IPv4 behind a tunnel (2001::/32)'],
  ])("%s is nobody's bastion", (range, meaning) => {
    expect(refusalOf({ sources: [{ name: 'x', cidr: Cidr.of(range) }] })).toBe(
      `nodes/ssh: the source "x" is ${range}, which is ${meaning}, so it is not a bastion or VPN. Name the addresses from which the `
        + 'nodes see your bastion or VPN.',
    );
  });

  test.each([
    '198.51.100.0/24',
    '198.51.100.7/32',
    '10.0.0.0/24',
    '2001:db8::/64',
    '2001:db8::1/128',
    'fd12:3456:789a::/64',
    '100.100.100.0/24',
  ])('%s needs no reason', (range) => {
    expect(refusalOf({ sources: [{ name: 'x', cidr: Cidr.of(range) }] })).toBe('accepted');
  });

  test('a wide range with a reason is kept in the firewall file', () => {
    const subject = access({
      sources: [{ name: 'iap', cidr: Cidr.of('35.235.240.0/20'), unsafeWideRangeReason: 'published range\nof the\u2028 proxy' }],
    });
    expect(lines(subject.firewallFile!, '# wide')).toEqual(['# wide range iap 35.235.240.0/20: published range of the  proxy']);
  });
});

describe('other properties', () => {
  test.each<[string, Partial<BastionOnlyNodeAccessProps>, string]>([
    [
      'no port',
      { ports: [] },
      'nodes/ssh: no port of sshd is named, so nothing would be closed. Leave out `ports`, or name the ports on which sshd listens.',
    ],
    ['a UDP port', { ports: [Port.tcp(22), Port.udp(22)] }, notTcp('ports[1] is UDP 22')],
    ['a range of ports', { ports: [Port.tcpRange(22, 23)] }, notTcp('ports[0] is TCP 22-23')],
    ['port 0, as a number', { ports: [0 as unknown as Port] }, notTcp('ports[0] is 0')],
    ['port 65536, as a number', { ports: [Port.tcp(22), 65536 as unknown as Port] }, notTcp('ports[1] is 65536')],
    [
      'a port twice',
      { ports: [Port.tcp(22), Port.tcp(22)] },
      'nodes/ssh: port 22 is named twice, so one of the two is a mistake. Name each port once.',
    ],
    [
      'a blank reason for loopback',
      { unsafeLoopbackReason: '' },
      'nodes/ssh: unsafeLoopbackReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
    [
      'no user',
      { sshd: { allowUsers: [] } },
      'nodes/ssh: sshd.allowUsers is empty, so it is unclear whether no user or every user may log in. Leave out allowUsers, or name '
        + 'those who may.',
    ],
    [
      'a pattern',
      { sshd: { allowGroups: ['*'] } },
      'nodes/ssh: "*" in sshd.allowGroups is not a plain name, so sshd would read it as a pattern or reject it. Write names such as "ops".',
    ],
    [
      'a user with a range of its own',
      { sshd: { allowUsers: ['ops@0.0.0.0/0'] } },
      'nodes/ssh: "ops@0.0.0.0/0" in sshd.allowUsers is not a plain name, so sshd would read it as a pattern or reject it. Write '
        + 'names such as "ops".',
    ],
    [
      'root',
      { sshd: { allowUsers: ['root'] } },
      'nodes/ssh: sshd.allowUsers names root, so the log would not show who logged in. Name personal users, and let them become root.',
    ],
    [
      'no tries',
      { sshd: { maxAuthTries: 0 } },
      'nodes/ssh: sshd.maxAuthTries is 0, so logins would be cut off or never end. Write an integer from 1 to 6.',
    ],
    [
      'no grace',
      { sshd: { loginGraceSeconds: 0 } },
      'nodes/ssh: sshd.loginGraceSeconds is 0, so logins would be cut off or never end. Write an integer from 10 to 120.',
    ],
    [
      'a blank reason for forwarding',
      { sshd: { unsafeTcpForwardingReason: ' ' } },
      'nodes/ssh: sshd.unsafeTcpForwardingReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
  ])('%s: refused', (_, props, message) => {
    expect(refusalOf(props)).toBe(message);
  });

  test('a second one in the same app is refused', () => {
    const app = new App();
    access({}, new Chart(app, 'one'));
    expect(() => access({}, new Chart(app, 'two'))).toThrow(
      new Error(
        'two/ssh: one/ssh describes access to the nodes already, so one would overwrite the files of the other. Name all sources in '
          + 'one BastionOnlyNodeAccess.',
      ),
    );
  });

  test('lists are copied in', () => {
    const sources = [VPN, VPN6];
    const [ports, allowUsers] = [[Port.tcp(22)], ['ops']];
    const subject = access({ sources, ports, sshd: { allowUsers } });
    const before = subject.files.map(({ content }) => content);
    sources.push({ name: 'world', cidr: Cidr.of('0.0.0.0/0') });
    ports.push(Port.tcp(23));
    allowUsers.push('eve');
    expect(subject.files.map(({ content }) => content)).toEqual(before);
  });

  test('lists are copied out', () => {
    const subject = access({ hostPolicy: HostPolicy.CALICO });
    subject.files.pop();
    subject.apiObjects.pop();
    subject.activation.pop();
    expect([subject.files.length, subject.apiObjects.length, subject.activation.length]).toEqual([7, 3, 5]);
  });
});

describe('host files', () => {
  test('paths, modes and nodes', () => {
    expect(access().files.map(({ path, mode, owner, nodes }) => `${path} ${mode} ${owner} ${nodes.join(',')}`)).toEqual([
      '/etc/nftables.d/cdk8s-hardened-ssh.nft 0600 root:root ',
      '/etc/systemd/system/cdk8s-hardened-ssh.service 0644 root:root ',
      '/etc/systemd/system/ssh.service.d/10-cdk8s-hardened.conf 0644 root:root ',
      '/etc/systemd/system/sshd.service.d/10-cdk8s-hardened.conf 0644 root:root ',
      '/etc/systemd/system/ssh.socket.d/10-cdk8s-hardened.conf 0644 root:root ',
      '/etc/systemd/system/sshd.socket.d/10-cdk8s-hardened.conf 0644 root:root ',
      '/etc/ssh/sshd_config.d/00-cdk8s-hardened.conf 0600 root:root ',
    ]);
  });

  test('the firewall', () => {
    const { firewallFile } = access({ ports: [Port.tcp(22), Port.tcp(2222)] });
    expect(firewallFile!.content).not.toContain('flush');
    expect(
      firewallFile!.content
        .split('\n')
        .filter((line) => !line.startsWith('#'))
        .map((line) => line.trim())
        .join('\n'),
    ).toBe(`
add table inet cdk8s_hardened_ssh
delete table inet cdk8s_hardened_ssh
table inet cdk8s_hardened_ssh {
set ssh_ports {
type inet_service
elements = { 22, 2222 }
}
set allowed_ipv4 {
type ipv4_addr
flags interval
elements = {
198.51.100.0/28 comment "vpn"
}
}
set allowed_ipv6 {
type ipv6_addr
flags interval
elements = {
2001:db8:7::/64 comment "vpn6"
}
}
chain input {
type filter hook input priority raw; policy accept;
tcp dport @ssh_ports jump ssh
}
chain ssh {
ip saddr @allowed_ipv4 counter accept
ip6 saddr @allowed_ipv6 counter accept
tcp flags & (fin | syn | rst | ack) == syn limit rate 6/minute burst 10 packets log prefix "ssh refused: " level info
counter drop
}
}
`);
  });

  test('loopback is closed, and open with a reason in both files', () => {
    expect(lines(access().firewallFile!, 'iif')).toEqual([]);
    const open = access({ unsafeLoopbackReason: 'the session agent' });
    expect(lines(open.firewallFile!, 'iif')).toEqual(['iif lo ip saddr 127.0.0.0/8 accept', 'iif lo ip6 saddr ::1 accept']);
    expect(lines(open.firewallFile!, '# loopback')).toEqual(['# loopback allowed: the session agent']);
    expect(lines(open.sshdFile, 'Match Address')).toEqual(['Match Address *,!198.51.100.0/28,!2001:db8:7::/64,!127.0.0.0/8,!::1/128']);
  });

  test('sshd', () => {
    const { sshdFile } = access();
    expect(sshdFile.content.split('\n').slice(1)).toEqual([
      'PermitRootLogin no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitEmptyPasswords no',
      'HostbasedAuthentication no',
      'PubkeyAuthentication yes',
      'AuthenticationMethods publickey',
      'StrictModes yes',
      'PermitUserEnvironment no',
      'AllowTcpForwarding no',
      'AllowStreamLocalForwarding no',
      'AllowAgentForwarding no',
      'X11Forwarding no',
      'PermitTunnel no',
      'GatewayPorts no',
      'MaxAuthTries 3',
      'LoginGraceTime 30',
      'LogLevel VERBOSE',
      'AllowUsers *@198.51.100.0/28',
      'AllowUsers *@2001:db8:7::/64',
      'Match Address *,!198.51.100.0/28,!2001:db8:7::/64',
      '  DenyUsers *',
      'Match all',
      '',
    ]);
  });

  test('sshd with users, groups and forwarding', () => {
    const { sshdFile } = access({
      sshd: {
        allowUsers: ['ops', 'eve'],
        allowGroups: ['ssh-users'],
        maxAuthTries: 6,
        loginGraceSeconds: 60,
        unsafeTcpForwardingReason: 'debugger\nPermitRootLogin yes',
        unsafeAgentForwardingReason: 'deploys',
      },
    });
    expect(
      sshdFile.content
        .split('\n')
        .filter((line) => /Allow[UG]|Tries|Grace|Forwarding|Root|^#/.test(line))
        .slice(1),
    ).toEqual([
      'PermitRootLogin no',
      '# TCP forwarding allowed: debugger PermitRootLogin yes',
      'AllowTcpForwarding yes',
      'AllowStreamLocalForwarding no',
      '# agent forwarding allowed: deploys',
      'AllowAgentForwarding yes',
      'X11Forwarding no',
      'MaxAuthTries 6',
      'LoginGraceTime 60',
      'AllowUsers ops@198.51.100.0/28',
      'AllowUsers ops@2001:db8:7::/64',
      'AllowUsers eve@198.51.100.0/28',
      'AllowUsers eve@2001:db8:7::/64',
      'AllowGroups ssh-users',
    ]);
  });

  test('units: before the network and sshd, again whenever nftables.service flushes', () => {
    const subject = access();
    expect(lines(subject.unitFile!, 'Before=')).toEqual([
      'Before=network-pre.target shutdown.target ssh.service sshd.service ssh.socket sshd.socket',
    ]);
    expect(lines(subject.unitFile!, 'After=')).toEqual(['After=local-fs.target nftables.service']);
    expect(lines(subject.unitFile!, 'PartOf=')).toEqual(['PartOf=nftables.service']);
    expect(lines(subject.unitFile!, 'Exec')).toEqual([
      'ExecStart=/usr/sbin/nft -f /etc/nftables.d/cdk8s-hardened-ssh.nft',
      'ExecReload=/usr/sbin/nft -f /etc/nftables.d/cdk8s-hardened-ssh.nft',
    ]);
    for (const dropIn of subject.files.slice(2, 6)) {
      expect(dropIn.content.split('\n').slice(1)).toEqual([
        '[Unit]',
        'Requires=cdk8s-hardened-ssh.service',
        'After=cdk8s-hardened-ssh.service',
        '',
      ]);
    }
  });
});

describe('host policies', () => {
  test('none unless asked for', () => {
    expect(access().apiObjects).toEqual([]);
    expect(access({ hostPolicy: HostPolicy.NONE }).apiObjects).toEqual([]);
  });

  test('Calico', () => {
    const destination = { ports: [22, 2222] };
    expect(
      access({ hostPolicy: HostPolicy.CALICO, ports: [Port.tcp(22), Port.tcp(2222)] }).apiObjects.map((object) => object.toJson()),
    ).toEqual([
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'Tier',
        metadata: { name: 'cdk8s-hardened-ssh' },
        spec: { order: 1, defaultAction: 'Pass' },
      },
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'GlobalNetworkPolicy',
        metadata: { name: 'cdk8s-hardened-ssh.bastion-only' },
        spec: {
          tier: 'cdk8s-hardened-ssh',
          order: 1,
          selector: '!has(projectcalico.org/namespace)',
          types: ['Ingress'],
          ingress: [
            { action: 'Allow', protocol: 'TCP', ipVersion: 4, source: { nets: ['198.51.100.0/28'] }, destination },
            { action: 'Allow', protocol: 'TCP', ipVersion: 6, source: { nets: ['2001:db8:7::/64'] }, destination },
            { action: 'Deny', protocol: 'TCP', destination },
            { action: 'Pass' },
          ],
        },
      },
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'FelixConfiguration',
        metadata: { name: 'default' },
        spec: {
          failsafeInboundHostPorts: [
            { protocol: 'UDP', port: 68 },
            { protocol: 'TCP', port: 179 },
            { protocol: 'TCP', port: 2379 },
            { protocol: 'TCP', port: 2380 },
            { protocol: 'TCP', port: 5473 },
            { protocol: 'TCP', port: 6443 },
            { protocol: 'TCP', port: 6666 },
            { protocol: 'TCP', port: 6667 },
          ],
        },
      },
    ]);
  });

  test('Calico with one family allows nothing of the other', () => {
    const policy = access({ sources: [VPN6], hostPolicy: HostPolicy.CALICO }).apiObjects[1]!.toJson();
    expect(policy.spec.ingress.map(({ action, ipVersion }: any) => [action, ipVersion])).toEqual([
      ['Allow', 6],
      ['Deny', undefined],
      ['Pass', undefined],
    ]);
  });

  test('Cilium', () => {
    const toPorts = [{ ports: [{ port: '22', protocol: 'TCP' }] }];
    expect(access({ sources: [VPN], hostPolicy: HostPolicy.CILIUM }).apiObjects.map((object) => object.toJson())).toEqual([
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumClusterwideNetworkPolicy',
        metadata: { name: 'cdk8s-hardened-ssh' },
        spec: {
          description: 'SSH to nodes from bastions and VPNs only',
          nodeSelector: {},
          enableDefaultDeny: { ingress: false, egress: false },
          ingressDeny: [
            { fromCIDRSet: [{ cidr: '0.0.0.0/0', except: ['198.51.100.0/28'] }, { cidr: '::/0' }], toPorts },
            { fromEntities: ['cluster'], toPorts },
            { fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.cilium.k8s.policy.cluster', operator: 'Exists' }] }], toPorts },
          ],
        },
      },
    ]);
  });

  test('reasons are kept on the objects', () => {
    const subject = access({
      sources: [{ name: 'iap', cidr: Cidr.of('35.235.240.0/20'), unsafeWideRangeReason: 'the proxy' }],
      unsafeLoopbackReason: 'the agent',
      hostPolicy: HostPolicy.CILIUM,
    });
    expect(subject.apiObjects[0]!.toJson().metadata).toEqual({
      name: 'cdk8s-hardened-ssh',
      annotations: { 'cdk8s-hardened/reason': 'the agent; the proxy' },
    });
  });
});

describe('with the rules of the practice', () => {
  test.each([HostPolicy.NONE, HostPolicy.CALICO, HostPolicy.CILIUM])('the output with host policy %s violates none', (hostPolicy) => {
    const app = Testing.app();
    const chart = new Chart(app, 'nodes');
    const subject = access({ hostPolicy, unsafeLoopbackReason: 'the agent' }, chart);
    HostFile.collect(app);
    expect(findings(nodesRules, chart.toJson(), { files: textsOf(subject) })).toEqual([]);
  });

  test('what is patched in is seen', () => {
    const chart = Testing.chart();
    const subject = access({ hostPolicy: HostPolicy.CALICO }, chart);
    subject.apiObjects[1]!.addJsonPatch(JsonPatch.replace('/spec/ingress/0/source/nets', ['0.0.0.0/1', '128.0.0.0/1']));
    HostFile.collect(chart);
    subject.sshdFile.overrideContent(subject.sshdFile.content.replace('PermitRootLogin no', 'PermitRootLogin yes'), 'test');
    subject.firewallFile!.overrideContent(subject.firewallFile!.content.replace('198.51.100.0/28', '0.0.0.0/0'), 'test');
    expect(findings(nodesRules, chart.toJson(), { files: textsOf(subject) }).filter((line) => !line.startsWith('?'))).toEqual([
      'nodes/ssh-firewall HostFile /etc/nftables.d/cdk8s-hardened-ssh.nft: the allowed sources cover the internet: 0.0.0.0/0',
      'nodes/sshd-permit-root-login HostFile /etc/ssh/sshd_config.d/00-cdk8s-hardened.conf line 2: PermitRootLogin is yes',
      'nodes/ssh-world-range GlobalNetworkPolicy cdk8s-hardened-ssh.bastion-only spec.ingress[0]: ingress rule 0 lets the internet reach '
        + 'SSH: 0.0.0.0/1, 128.0.0.0/1',
    ]);
  });

  test('in a plain App, files that nobody writes are an error', () => {
    const app = new App();
    const subject = access({}, new Chart(app, 'nodes'));
    expect(subject.firewallFile!.node.validate()).toEqual([
      'the host file /etc/nftables.d/cdk8s-hardened-ssh.nft would not be written. Use HardenedApp instead of App, or collect the host '
        + 'files with HostFile.collect(app).',
    ]);
  });
});

describe('properties', () => {
  const cidr = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: -1, max: 34 })).map(([address, length]) => `${address}/${length}`),
    fc.tuple(fc.ipV6(), fc.integer({ min: -1, max: 130 })).map(([address, length]) => `${address}/${length}`),
    fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 32 }))
      .map(([first, length]) => Cidr._parse(`${first}.0.0.0/${length}`).toString()),
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 }))
        .map(([third, length]) => `198.51.${third}.0/${length}`),
    },
    fc.string(),
    fc.constantFrom('0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1', '0/0', '', '/', '*', '10.0.0.0/08'),
  );
  const source = fc.record(
    {
      name: fc.oneof(fc.stringMatching(/^[a-z]{1,8}$/), fc.string()),
      cidr,
      unsafeWideRangeReason: fc.option(fc.string(), { nil: undefined }),
    },
    { requiredKeys: ['name', 'cidr'] },
  );

  test('whatever the sources: the documented error, or a firewall that is not the world and breaks no rule', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(source, { maxLength: 6 }), (given) => {
        const sources = given.map((one) => ({ ...one, cidr: asText(one.cidr) }));
        let subject: BastionOnlyNodeAccess;
        try {
          subject = access({ sources }, Testing.chart());
        } catch (error) {
          expect((error as Error).message).toMatch(/^test\/ssh: [^]+\. [A-Z][^]+\.$/);
          return;
        }
        accepted += 1;
        const ranges = given.map((item) => Cidr.of(item.cidr));
        expect(addressCount(ranges, 4) <= 2n ** 24n && addressCount(ranges, 6) <= 2n ** 96n).toBe(true);
        expect(findings(nodesRules, [], { files: textsOf(subject) })).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
