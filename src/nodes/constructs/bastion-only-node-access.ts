import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { presentNames, tcpPortOf } from '../../cdk8s/former-names';
import { HostFile } from '../../cdk8s/host-file';
import { Port } from '../../cdk8s/port';
import { refusal } from '../../cdk8s/refusal';
import type { Cidr } from '../../kubernetes/network/cidr';
import { REASON_ANNOTATION } from '../../kubernetes/objects/annotations';
import { ACCEPTED_METADATA } from '../../kubernetes/objects/waiver-metadata';
import type { BastionOnlyNodeAccessProps } from './bastion-only-node-access-props';
import { NODE_FIREWALL_UNIT } from './firewall/firewall-units';
import type { NodeFirewall } from './firewall/node-firewall';
import { NodeRole } from './firewall/node-role';
import type { FormerBastionOnlyNodeAccessProps } from './former-props';
import { HostPolicy } from './host-policy';
import { calicoObjects, ciliumObjects } from './host-policy-objects';
import { checkSources, refuseClusterRanges } from './source-list';
import { FIREWALL_PATH, renderFirewall } from './ssh-firewall';
import type { SshSource } from './ssh-source';
import { checkSshd } from './sshd-check';
import { renderSshd, SSHD_PATH } from './sshd-drop-in';
import { FIREWALL_UNIT, renderUnit, renderUnitDropIn, SSH_FIREWALL, SSH_UNITS } from './systemd-units';

/**
 * SSH closed on every node to all but named bastions and VPNs, three times over: a firewall table that is loaded before sshd may start,
 * sshd's own check of addresses, and, on request, a policy of the network plugin.
 *
 * Every node gets the files. They are in effect from the next boot on; {@link activation} puts them into effect at once.
 *
 * Source: https://kubernetes.io/docs/concepts/security/security-checklist/, nft(8), sshd_config(5)
 */
export class BastionOnlyNodeAccess extends Construct {
  /**
   * The nftables ruleset.
   *
   * @default - none where a `NodeFirewall` has it
   */
  public readonly firewallFile?: HostFile;
  /**
   * The systemd unit that loads it, before the network is up.
   *
   * @default - none where a `NodeFirewall` has it
   */
  public readonly unitFile?: HostFile;
  /** The drop-in for sshd. */
  public readonly sshdFile: HostFile;

  private readonly unitDropIns: readonly HostFile[];
  private readonly objects: readonly ApiObject[];

  /**
   * Closes SSH on the nodes of the app: once for each app.
   *
   * @throws Error when a source is missing, too wide, special or part of the cluster, or another property is not acceptable
   */
  constructor(scope: Construct, id: string, props: BastionOnlyNodeAccessProps);
  constructor(scope: Construct, id: string, props: FormerBastionOnlyNodeAccessProps);
  constructor(scope: Construct, id: string, given: BastionOnlyNodeAccessProps | FormerBastionOnlyNodeAccessProps) {
    super(scope, id);
    this.refuseSecond();
    const props = presentNames<BastionOnlyNodeAccessProps>(this, given, { from: 'sources' });
    const { firewall } = props;
    if (firewall && (props.hostPolicy ?? HostPolicy.NONE) !== HostPolicy.NONE) {
      throw refusal(this, {
        fact: `hostPolicy is ${props.hostPolicy}, and SSH belongs to ${firewall.node.path}`,
        consequence: 'so the network plugin would be given two policies',
        remedy: 'Set `hostPolicy` of the NodeFirewall.',
      });
    }
    const pools = firewall?._pools.filter(({ roles }) => !roles.includes(NodeRole.BASTION));
    const sources = checkSources(this, [...(props.sources ?? []), ...(firewall ? bastionsOf(firewall) : [])]);
    refuseClusterRanges(this, sources, 'pods', [...(props.podRanges ?? []), ...(firewall?._podRanges ?? [])]);
    refuseClusterRanges(this, sources, 'Services', props.serviceRanges ?? []);
    refuseClusterRanges(this, sources, 'nodes', [...(props.nodeRanges ?? []), ...(pools ?? []).flatMap(({ ranges }) => ranges)]);
    const ports = this.checkPorts(props.ports ?? [Port.tcp(22)]);
    const loopbackReason = props.unsafeLoopbackReason;
    checkReason(this, 'unsafeLoopbackReason', loopbackReason);
    const sshd = checkSshd(this, props.sshd ?? {});
    const nodes = pools?.map(({ name }) => name);
    if (firewall) {
      firewall._decideSsh(pools!, { sources, ports, loopbackReason });
    } else {
      this.firewallFile = new HostFile(this, 'firewall', {
        path: FIREWALL_PATH,
        content: { render: () => renderFirewall({ sources, ports, loopbackReason }) },
      });
      this.unitFile = new HostFile(this, 'unit', {
        path: `/etc/systemd/system/${FIREWALL_UNIT}`,
        mode: '0644',
        content: { render: () => renderUnit(SSH_FIREWALL) },
      });
    }
    this.unitDropIns = SSH_UNITS.map(
      (unit) =>
        new HostFile(this, `drop-in-${unit.replace('.', '-')}`, {
          path: `/etc/systemd/system/${unit}.d/10-cdk8s-hardened.conf`,
          mode: '0644',
          nodes,
          content: { render: () => renderUnitDropIn(firewall ? NODE_FIREWALL_UNIT : FIREWALL_UNIT) },
        }),
    );
    this.sshdFile = new HostFile(this, 'sshd', {
      path: SSHD_PATH,
      nodes,
      content: {
        render: () =>
          renderSshd({ ranges: [...sources.map(({ range }) => range), ...endingRanges(ports, firewall)], loopbackReason, sshd }),
      },
    });
    for (const [rule, reason] of [
      ['nodes/sshd-tcp-forwarding', sshd.unsafeTcpForwardingReason],
      ['nodes/sshd-agent-forwarding', sshd.unsafeAgentForwardingReason],
    ] as const) {
      if (reason !== undefined) this.sshdFile.node.addMetadata(ACCEPTED_METADATA, { [rule]: reason });
    }
    const reasons = [loopbackReason, ...sources.map(({ reason }) => reason)].filter((reason) => reason !== undefined);
    const annotations: Record<string, string> = reasons.length === 0 ? {} : { [REASON_ANNOTATION]: reasons.join('; ') };
    const parts = { sources, ports, annotations };
    switch (props.hostPolicy ?? HostPolicy.NONE) {
      case HostPolicy.CALICO:
        this.objects = calicoObjects(this, parts);
        break;
      case HostPolicy.CILIUM:
        this.objects = ciliumObjects(this, parts);
        break;
      default:
        this.objects = [];
    }
  }

  /** Every file that the nodes get; the ruleset and its unit are among those of the `NodeFirewall`, where it belongs to one. */
  public get files(): HostFile[] {
    const own = [this.firewallFile, this.unitFile].filter((file) => file !== undefined);
    return [...own, ...this.unitDropIns, this.sshdFile];
  }

  /** The objects for the network plugin; empty without {@link BastionOnlyNodeAccessProps.hostPolicy}. */
  public get apiObjects(): ApiObject[] {
    return [...this.objects];
  }

  /** Shell commands that put the files into effect on a running node, once they are in place: for a provisioner. Each may be run again. */
  public get activation(): string[] {
    return [
      'systemctl daemon-reload',
      ...(this.firewallFile ? [`systemctl enable ${FIREWALL_UNIT}`, `systemctl reload-or-restart ${FIREWALL_UNIT}`] : []),
      '/usr/sbin/sshd -t',
      'systemctl try-reload-or-restart ssh.service || systemctl try-reload-or-restart sshd.service',
    ];
  }

  private checkPorts(given: readonly Port[]): readonly number[] {
    const ports = given.map((port, index) => tcpPortOf(this, `ports[${index}]`, port));
    if (ports.length === 0) {
      throw refusal(this, {
        fact: 'no port of sshd is named',
        consequence: 'so nothing would be closed',
        remedy: 'Leave out `ports`, or name the ports on which sshd listens.',
      });
    }
    const twice = ports.find((port, index) => ports.indexOf(port) !== index);
    if (twice === undefined) return ports;
    throw refusal(this, {
      fact: `port ${twice} is named twice`,
      consequence: 'so one of the two is a mistake',
      remedy: 'Name each port once.',
    });
  }

  /** All of them would be the same files. */
  private refuseSecond(): void {
    const other = this.node.root.node.findAll().find((node) => node !== this && node instanceof BastionOnlyNodeAccess);
    if (other) {
      throw refusal(this, {
        fact: `${other.node.path} describes access to the nodes already`,
        consequence: 'so one would overwrite the files of the other',
        remedy: 'Name all sources in one BastionOnlyNodeAccess.',
      });
    }
  }
}

/** The bastions of a firewall as sources of SSH to the other nodes. */
function bastionsOf({ _pools: pools }: NodeFirewall): readonly SshSource[] {
  return pools
    .filter(({ roles }) => roles.includes(NodeRole.BASTION))
    .flatMap(({ name, ranges }) => ranges.map((cidr, index) => ({ name: ranges.length === 1 ? name : `${name}-${index + 1}`, cidr })));
}

/** The sources of openings that end and lead to sshd: it would turn them away else. */
function endingRanges(ports: readonly number[], firewall: NodeFirewall | undefined): readonly Cidr[] {
  const leadsToSsh = (port: Port) => port.protocol === 'TCP' && ports.some((each) => port.first <= each && each <= port.last);
  return (firewall?._endings ?? []).filter((ending) => ending.ports.some(leadsToSsh)).flatMap(({ from }) => from.map(({ range }) => range));
}
