import { Construct } from 'constructs';
import { tcpPortOf } from '../../../cdk8s/former-names';
import { Port } from '../../../cdk8s/port';
import { FirewallSource } from './firewall-source';
import type { NodeFirewall } from './node-firewall';
import { NodeRole } from './node-role';

/** Properties of {@link ControlPlaneFirewall}. */
export interface ControlPlaneFirewallProps {
  /** The firewall of which it is a part. */
  readonly firewall: NodeFirewall;
  /**
   * Who may reach the API server in addition to the control plane, the workers and the pods: administrators, pipelines, the health checks
   * of a load balancer.
   *
   * @default - no other client
   */
  readonly sources?: FirewallSource[];
  /**
   * Why every address may reach the API server. Authentication is then all that stands before it.
   *
   * @default - none: the nodes, the pods and the sources alone
   * @shape reason
   */
  readonly unsafeWorldReason?: string;
  /**
   * The port of the API server.
   *
   * @default Port.tcp(6443)
   */
  readonly apiServerPort?: Port;
  /**
   * Who may read the metrics of the controller manager (10257) and the scheduler (10259).
   *
   * @default - no client but the node itself
   */
  readonly scrapers?: FirewallSource[];
  /**
   * Why every pod may reach those: required where the pods are among the scrapers.
   *
   * @default - none
   * @shape reason
   */
  readonly unsafePodScrapersReason?: string;
}

/**
 * The control plane behind the firewall: the API server is for the nodes and pods of the cluster and for named sources, the controller
 * manager and the scheduler for their own node.
 *
 * Source: https://kubernetes.io/docs/reference/networking/ports-and-protocols/
 */
export class ControlPlaneFirewall extends Construct {
  /**
   * Contributes the openings of the control plane to the firewall: once for each.
   *
   * @throws Error when no pool has its role, or a source is not acceptable
   */
  constructor(scope: Construct, id: string, props: ControlPlaneFirewallProps) {
    super(scope, id);
    const { firewall, sources = [], unsafeWorldReason, scrapers, unsafePodScrapersReason } = props;
    firewall._decide(this, 'ControlPlaneFirewall');
    const common = { requestedBy: 'ControlPlaneFirewall', roles: [NodeRole.CONTROL_PLANE] };
    const cluster = [
      ...firewall._present(NodeRole.CONTROL_PLANE, NodeRole.WORKER).map((role) => FirewallSource.role(role)),
      ...(firewall._podRanges.length > 0 ? [FirewallSource.pods()] : []),
    ];
    const isWorld = unsafeWorldReason !== undefined;
    firewall.allow({
      ...common,
      name: 'api-server',
      ports: [Port.tcp(tcpPortOf(this, 'apiServerPort', props.apiServerPort ?? Port.tcp(6443)))],
      sources: isWorld ? sources : [...cluster, ...sources],
      unsafeWorldReason,
      unsafePodsReason: isWorld ? undefined : 'Controllers in pods use the API server.',
    });
    firewall.allow({
      ...common,
      name: 'controllers',
      ports: [Port.tcp(10257), Port.tcp(10259)],
      sources: scrapers,
      unsafePodsReason: unsafePodScrapersReason,
    });
  }
}
