import { Construct } from 'constructs';
import { Port } from '../../../cdk8s/port';
import { FirewallSource } from './firewall-source';
import type { NodeFirewall } from './node-firewall';
import { NodeRole } from './node-role';

/** Properties of {@link KubeletFirewall}. */
export interface KubeletFirewallProps {
  /** The firewall of which it is a part. */
  readonly firewall: NodeFirewall;
  /**
   * Where the API servers are. Name the addresses from which a managed control plane reaches the nodes.
   *
   * @default [FirewallSource.role(NodeRole.CONTROL_PLANE)]
   */
  readonly apiServers?: FirewallSource[];
  /**
   * Who else may reach the kubelet's API (10250), such as metrics-server and Prometheus. Nodes and named addresses; pods with a reason.
   *
   * @default - no other client
   */
  readonly scrapers?: FirewallSource[];
  /**
   * Why every pod may reach the kubelet's API: required where the pods are among the scrapers.
   *
   * @default - none
   * @shape reason
   */
  readonly unsafePodScrapersReason?: string;
  /**
   * Who may ask kube-proxy whether it is healthy (10256), such as the load balancer of a cloud.
   *
   * @default - no client but the node itself
   */
  readonly healthCheckers?: FirewallSource[];
  /**
   * Who may read the metrics of kube-proxy (10249). They are neither encrypted nor authenticated.
   *
   * @default - no client but the node itself
   */
  readonly proxyScrapers?: FirewallSource[];
}

/** The port without authentication, and the one that tells whether the kubelet is healthy: no client outside the node needs them. */
const LOCAL = [Port.tcp(10255), Port.tcp(10248)];

/**
 * The kubelet behind the firewall: its API is for the API servers and named scrapers. Its read-only port and its port for health checks are
 * closed, and kube-proxy's are open to those who are named.
 *
 * Source: https://kubernetes.io/docs/reference/networking/ports-and-protocols/,
 * https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
 */
export class KubeletFirewall extends Construct {
  /**
   * Contributes the openings of kubelets to the firewall: once for each.
   *
   * @throws Error when no pool runs pods, or a source is not acceptable
   */
  constructor(scope: Construct, id: string, props: KubeletFirewallProps) {
    super(scope, id);
    const { firewall, apiServers, scrapers = [], unsafePodScrapersReason, healthCheckers, proxyScrapers } = props;
    firewall._decide(this, 'KubeletFirewall');
    const present = firewall._present(NodeRole.CONTROL_PLANE, NodeRole.WORKER);
    const common = { requestedBy: 'KubeletFirewall', roles: present.length > 0 ? present : [NodeRole.WORKER] };
    firewall.allow({
      ...common,
      name: 'kubelet',
      ports: [Port.tcp(10250)],
      sources: [...(apiServers ?? [FirewallSource.role(NodeRole.CONTROL_PLANE)]), ...scrapers],
      unsafePodsReason: unsafePodScrapersReason,
    });
    firewall.allow({ ...common, name: 'kube-proxy-health', ports: [Port.tcp(10256)], sources: healthCheckers });
    firewall.allow({ ...common, name: 'kube-proxy-metrics', ports: [Port.tcp(10249)], sources: proxyScrapers });
    firewall._close(LOCAL);
  }
}
