import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addressesOf, checkNames, cloudObject, portTexts } from './cloud-objects';
import { byProtocol } from './inbound';
import type { NodeFirewall } from './node-firewall';

/** Properties of {@link GoogleNodeFirewall}. */
export interface GoogleNodeFirewallProps {
  /** The firewall of the nodes, complete: nothing can be added to it afterwards. */
  readonly firewall: NodeFirewall;
  /**
   * The name of the `ComputeNetwork` in the same namespace.
   *
   * @shape name
   */
  readonly networkName: string;
  /**
   * How the names of the rules and the network tags of the machines begin; the name of the pool follows, such as `nodes-etcd`.
   *
   * @default 'nodes'
   * @shape name
   */
  readonly namePrefix?: string;
}

/** Before the rules that are made without a priority (1000). */
const ALLOW = 900;
const DENY = 901;

/**
 * The firewall of the nodes as rules of Google Cloud, for Config Connector: the openings of each pool, and behind them a denial of the
 * closed ports. Give the machines of a pool the network tag of its name, such as `nodes-etcd`. Openings that end (`BreakGlass`) are not
 * among them, since a rule knows no time.
 *
 * Source: https://cloud.google.com/config-connector/docs/reference/resource-docs/compute/computefirewall
 */
export class GoogleNodeFirewall extends Construct {
  /** The rules. */
  public readonly apiObjects: ApiObject[];

  /**
   * Writes the rules.
   *
   * @throws Error when the name of a pool cannot name a rule
   */
  constructor(scope: Construct, id: string, props: GoogleNodeFirewallProps) {
    super(scope, id);
    const { firewall, networkName, namePrefix = 'nodes' } = props;
    checkNames(this, namePrefix, firewall._pools);
    firewall._complete(this);
    this.apiObjects = firewall._pools.flatMap((pool) => {
      const tag = `${namePrefix}-${pool.name}`;
      const common = { networkRef: { name: networkName }, direction: 'INGRESS', targetTags: [tag] };
      const rule = (name: string, spec: object, inbound: Parameters<typeof cloudObject>[1]['inbound'] = []) =>
        cloudObject(this, {
          apiVersion: 'compute.cnrm.cloud.google.com/v1beta1',
          kind: 'ComputeFirewall',
          name: `${tag}-${name}`,
          spec: { ...common, ...spec },
          inbound,
        });
      // A rule has addresses of one family.
      return ([4, 6] as const).flatMap((family) => [
        ...firewall._inbound([pool]).flatMap((inbound) => {
          const sourceRanges = addressesOf(inbound, family).map(({ range }) => range);
          if (sourceRanges.length === 0) return [];
          const protocol = inbound.protocol.toLowerCase();
          const allow = [{ protocol, ports: portTexts(inbound.ports) }];
          return [rule(`${inbound.name}-${protocol}-v${family}`, { priority: ALLOW, allow, sourceRanges }, [inbound])];
        }),
        rule(`closed-v${family}`, {
          priority: DENY,
          deny: byProtocol(firewall._closedOn([pool])).map(({ protocol, ports }) => ({
            protocol: protocol.toLowerCase(),
            ports: portTexts(ports),
          })),
          sourceRanges: [family === 4 ? '0.0.0.0/0' : '::/0'],
        }),
      ]);
    });
  }
}
