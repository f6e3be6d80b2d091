import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { refusal } from '../../../cdk8s/refusal';
import { addressesOf, checkNames, cloudObject, portTexts } from './cloud-objects';
import { byProtocol, type Inbound } from './inbound';
import type { NodeFirewall } from './node-firewall';
import type { NodePool } from './node-pool';

/** Properties of {@link AzureNodeFirewall}. */
export interface AzureNodeFirewallProps {
  /** The firewall of the nodes, complete: nothing can be added to it afterwards. */
  readonly firewall: NodeFirewall;
  /**
   * The name of the `ResourceGroup` in the same namespace.
   *
   * @shape name
   */
  readonly resourceGroupName: string;
  /**
   * The region, such as `westeurope`.
   *
   * @shape text
   */
  readonly location: string;
  /**
   * How the names of the groups begin; the name of the pool follows.
   *
   * @default 'nodes'
   * @shape name
   */
  readonly namePrefix?: string;
}

const API = 'network.azure.com/v1api20240301';
/** Rules of a group are asked in the order of their priorities, 100 to 4096. */
const [FIRST, CLOSED] = [200, 3000];

/**
 * The firewall of the nodes as network security groups of Azure, one for each pool, for Azure Service Operator: the openings, and behind
 * them a denial of the closed ports, which the rule of Azure that admits the virtual network comes after. Assign each to the subnet or the
 * network interfaces of its pool. Openings that end (`BreakGlass`) are not in them, since a rule knows no time.
 *
 * Source: https://azure.github.io/azure-service-operator/reference/network/v1api20240301/,
 * https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
export class AzureNodeFirewall extends Construct {
  /** The groups and their rules. */
  public readonly apiObjects: ApiObject[];

  /**
   * Writes the groups.
   *
   * @throws Error when the name of a pool cannot name a group, or an opening is of SCTP, which Azure does not know
   */
  constructor(scope: Construct, id: string, props: AzureNodeFirewallProps) {
    super(scope, id);
    const { firewall, resourceGroupName, location, namePrefix = 'nodes' } = props;
    checkNames(this, namePrefix, firewall._pools);
    firewall._complete(this);
    this.apiObjects = firewall._pools.flatMap((pool) => {
      const name = `${namePrefix}-${pool.name}`;
      const spec = { location, owner: { name: resourceGroupName } };
      return [
        cloudObject(this, { apiVersion: API, kind: 'NetworkSecurityGroup', name, spec, inbound: [] }),
        ...this.rules(firewall, pool, name),
      ];
    });
  }

  private rules(firewall: NodeFirewall, pool: NodePool, group: string): ApiObject[] {
    const rule = (name: string, priority: number, parts: Pick<Inbound, 'protocol' | 'ports'>, spec: object, inbound: Inbound[] = []) => {
      if (parts.protocol === 'SCTP') {
        throw refusal(this, {
          fact: `${name} is of SCTP`,
          consequence: 'which a network security group cannot open or close by port',
          remedy: 'Remove the opening from the firewall, or leave Azure to another construct.',
        });
      }
      return cloudObject(this, {
        apiVersion: API,
        kind: 'NetworkSecurityGroupsSecurityRule',
        name: `${group}-${name}`,
        spec: {
          owner: { name: group },
          direction: 'Inbound',
          priority,
          protocol: parts.protocol === 'TCP' ? 'Tcp' : 'Udp',
          sourcePortRange: '*',
          destinationAddressPrefix: '*',
          destinationPortRanges: portTexts(parts.ports),
          ...spec,
        },
        inbound,
      });
    };
    // A rule has addresses of one family.
    const openings = firewall
      ._inbound([pool])
      .flatMap((inbound) => ([4, 6] as const).map((family) => ({ inbound, family, addresses: addressesOf(inbound, family) })))
      .filter(({ addresses }) => addresses.length > 0)
      .map(({ inbound, family, addresses }, index) =>
        rule(
          `${inbound.name}-${inbound.protocol.toLowerCase()}-v${family}`,
          FIRST + index,
          inbound,
          { access: 'Allow', sourceAddressPrefixes: addresses.map(({ range }) => range) },
          [inbound],
        ),
      );
    const closed = byProtocol(firewall._closedOn([pool])).map((parts, index) =>
      rule(`closed-${parts.protocol.toLowerCase()}`, CLOSED + index, parts, { access: 'Deny', sourceAddressPrefix: '*' }),
    );
    return [...openings, ...closed];
  }
}
