import { Construct } from 'constructs';
import { tcpPortOf } from '../../../cdk8s/former-names';
import { Port } from '../../../cdk8s/port';
import { refusal } from '../../../cdk8s/refusal';
import { checkSources, refuseClusterRanges } from '../source-list';
import type { SshSource } from '../ssh-source';
import type { NodeFirewall } from './node-firewall';
import { NodeRole } from './node-role';

/** Properties of {@link BastionFirewall}. */
export interface BastionFirewallProps {
  /** The firewall of which it is a part. */
  readonly firewall: NodeFirewall;
  /** The offices, VPNs and proxies that may reach sshd of the bastion, at least one; they share no addresses. */
  readonly sources: SshSource[];
  /**
   * The port on which sshd of the bastion listens.
   *
   * @default Port.tcp(22)
   */
  readonly port?: Port;
}

/** The bastion behind the firewall: SSH from named sources alone, never from the world, the nodes or the pods. */
export class BastionFirewall extends Construct {
  /**
   * Contributes the SSH of bastions to the firewall: once for each.
   *
   * @throws Error when no pool is a bastion, or a source is missing, too wide, special or part of the cluster
   */
  constructor(scope: Construct, id: string, props: BastionFirewallProps) {
    super(scope, id);
    const { firewall } = props;
    firewall._decide(this, 'BastionFirewall');
    const bastions = firewall._pools.filter(({ roles }) => roles.includes(NodeRole.BASTION));
    if (bastions.length === 0) {
      throw refusal(this, {
        fact: 'no pool has the role bastion',
        consequence: 'so nothing would be closed',
        remedy: 'Name the bastion in `pools` of the NodeFirewall.',
      });
    }
    const sources = checkSources(this, props.sources);
    refuseClusterRanges(this, sources, 'pods', firewall._podRanges);
    refuseClusterRanges(
      this,
      sources,
      'nodes',
      firewall._pools.flatMap(({ ranges }) => ranges),
    );
    const port = tcpPortOf(this, 'port', props.port ?? Port.tcp(22));
    firewall._decideSsh(bastions, { sources, ports: [port], loopbackReason: undefined });
  }
}
