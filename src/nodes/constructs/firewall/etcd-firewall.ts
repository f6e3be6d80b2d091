import { Construct } from 'constructs';
import { tcpPortOf } from '../../../cdk8s/former-names';
import { Port } from '../../../cdk8s/port';
import { FirewallSource } from './firewall-source';
import type { NodeFirewall } from './node-firewall';
import { NodeRole } from './node-role';

/** Properties of {@link EtcdFirewall}. */
export interface EtcdFirewallProps {
  /** The firewall of which it is a part. */
  readonly firewall: NodeFirewall;
  /**
   * Who may read etcd's metrics. Nodes and named addresses; pods with a reason.
   *
   * @default - no client but the member itself
   */
  readonly scrapers?: FirewallSource[];
  /**
   * Why every pod may read the metrics: required where the pods are among the scrapers.
   *
   * @default - none
   * @shape reason
   */
  readonly unsafePodScrapersReason?: string;
  /**
   * The port for clients.
   *
   * @default Port.tcp(2379)
   */
  readonly clientPort?: Port;
  /**
   * The port for members.
   *
   * @default Port.tcp(2380)
   */
  readonly peerPort?: Port;
  /**
   * The port for metrics, where they have one of their own (`listen-metrics-urls`).
   *
   * @default Port.tcp(2381)
   */
  readonly metricsPort?: Port;
}

/**
 * etcd behind the firewall: clients are the API servers alone, peers the members alone, and metrics are for those who are named.
 *
 * The openings are for addresses: what leaves a control plane node with the address of the node counts as its API server, pods with
 * hostNetwork among it. TLS with client certificates is what tells them apart (`EtcdTlsConfig`).
 *
 * Source: https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#limiting-access-of-etcd-clusters
 */
export class EtcdFirewall extends Construct {
  /**
   * Contributes the openings of etcd to the firewall: once for each.
   *
   * @throws Error when no pool has the role of etcd or of the control plane, or a scraper is not acceptable
   */
  constructor(scope: Construct, id: string, props: EtcdFirewallProps) {
    super(scope, id);
    const { firewall, scrapers = [], unsafePodScrapersReason } = props;
    firewall._decide(this, 'EtcdFirewall');
    const client = this.portOf('clientPort', props.clientPort ?? Port.tcp(2379));
    const peer = this.portOf('peerPort', props.peerPort ?? Port.tcp(2380));
    const metrics = this.portOf('metricsPort', props.metricsPort ?? Port.tcp(2381));
    const roles = [NodeRole.ETCD];
    const requestedBy = 'EtcdFirewall';
    firewall.allow({ name: 'etcd-clients', requestedBy, roles, ports: [client], sources: [FirewallSource.role(NodeRole.CONTROL_PLANE)] });
    firewall.allow({ name: 'etcd-peers', requestedBy, roles, ports: [peer], sources: [FirewallSource.role(NodeRole.ETCD)] });
    firewall.allow({
      name: 'etcd-metrics',
      requestedBy,
      roles,
      ports: [metrics],
      sources: scrapers,
      unsafePodsReason: unsafePodScrapersReason,
    });
  }

  private portOf(name: string, port: Port): Port {
    return Port.tcp(tcpPortOf(this, name, port));
  }
}
