import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addressesOf, checkNames, cloudObject } from './cloud-objects';
import type { Inbound } from './inbound';
import type { NodeFirewall } from './node-firewall';

/** Properties of {@link AwsNodeFirewall}. */
export interface AwsNodeFirewallProps {
  /** The firewall of the nodes, complete: nothing can be added to it afterwards. */
  readonly firewall: NodeFirewall;
  /**
   * The id of the VPC, such as `vpc-0a1b2c3d`.
   *
   * @shape text
   */
  readonly vpcId: string;
  /**
   * How the names of the groups begin; the name of the pool follows.
   *
   * @default 'nodes'
   * @shape name
   */
  readonly namePrefix?: string;
}

/**
 * The firewall of the nodes as security groups of AWS, one for each pool, for AWS Controllers for Kubernetes.
 *
 * A security group only opens, and groups add up: attach it together with one that opens what your nodes offer otherwise, and none that
 * opens the same ports. Openings that end (`BreakGlass`) are not in it, since a group knows no time.
 *
 * Source: https://aws-controllers-k8s.github.io/community/reference/ec2/v1alpha1/securitygroup/
 */
export class AwsNodeFirewall extends Construct {
  /** The groups, one for each pool. */
  public readonly apiObjects: ApiObject[];

  /**
   * Writes the groups.
   *
   * @throws Error when the name of a pool cannot name a group
   */
  constructor(scope: Construct, id: string, props: AwsNodeFirewallProps) {
    super(scope, id);
    const { firewall, vpcId, namePrefix = 'nodes' } = props;
    checkNames(this, namePrefix, firewall._pools);
    firewall._complete(this);
    this.apiObjects = firewall._pools.map((pool) => {
      const inbound = firewall._inbound([pool]);
      const name = `${namePrefix}-${pool.name}`;
      return cloudObject(this, {
        apiVersion: 'ec2.services.k8s.aws/v1alpha1',
        kind: 'SecurityGroup',
        name,
        spec: { name, description: `Closed ports of the nodes ${pool.name}`, vpcID: vpcId, ingressRules: inbound.flatMap(ingressRules) },
        inbound,
      });
    });
  }
}

function ingressRules(inbound: Inbound): object[] {
  const [v4, v6] = [addressesOf(inbound, 4), addressesOf(inbound, 6)];
  const description = (label: string) => `${inbound.name}: ${label}`;
  return inbound.ports.map(([fromPort, toPort]) => ({
    ipProtocol: inbound.protocol === 'SCTP' ? '132' : inbound.protocol.toLowerCase(),
    fromPort,
    toPort,
    ...(v4.length === 0 ? {} : { ipRanges: v4.map(({ range, label }) => ({ cidrIP: range, description: description(label) })) }),
    ...(v6.length === 0 ? {} : { ipv6Ranges: v6.map(({ range, label }) => ({ cidrIPv6: range, description: description(label) })) }),
  }));
}
