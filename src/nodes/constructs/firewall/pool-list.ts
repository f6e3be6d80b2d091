import type { IConstruct } from 'constructs';
import { refusal } from '../../../cdk8s/refusal';
import type { Cidr } from '../../../kubernetes/network/cidr';
import { WIDEST } from '../../address-space';
import { SOURCE_NAME, whyNobody } from '../special-ranges';
import type { NodePool } from './node-pool';
import { NodeRole } from './node-role';

/** Checks the pools of a firewall, and copies them. Throws on the first that is not acceptable. */
export function checkPools(scope: IConstruct, given: readonly NodePool[], podRanges: readonly Cidr[]): readonly NodePool[] {
  if (given.length === 0) {
    throw refusal(scope, {
      fact: 'no pool of nodes is named',
      consequence: 'so no node would have a firewall',
      remedy: 'Name the nodes of the cluster in `pools`.',
    });
  }
  const pools: NodePool[] = [];
  for (const pool of given) {
    checkPool(scope, pool);
    for (const range of pool.ranges) {
      checkPoolRange(scope, pool.name, range, podRanges);
      const other = pools.find(({ ranges }) => ranges.some((each) => each.overlaps(range)));
      if (!other) continue;
      throw refusal(scope, {
        fact: `the pool "${pool.name}" (${range}) shares addresses with the pool "${other.name}"`,
        consequence: 'so it is unclear what those nodes may reach',
        remedy: 'Name each range once, in one pool with all the roles of its nodes.',
      });
    }
    if (pools.some(({ name }) => name === pool.name)) {
      throw refusal(scope, {
        fact: `two pools are named "${pool.name}"`,
        consequence: 'so the files of one would replace those of the other',
        remedy: 'Give each a name of its own.',
      });
    }
    pools.push({ ...pool, roles: [...pool.roles], ranges: [...pool.ranges] });
  }
  return pools;
}

function checkPool(scope: IConstruct, { name, roles, ranges }: NodePool): void {
  if (typeof name !== 'string' || !SOURCE_NAME.test(name)) {
    throw refusal(scope, {
      fact: `${JSON.stringify(name)} is not a name for a pool`,
      consequence: 'so its files could not be told from those of others',
      remedy: 'Write letters, digits, dots, dashes and underscores, such as "control-plane".',
    });
  }
  const place = `the pool "${name}"`;
  if (roles.length === 0) {
    throw refusal(scope, {
      fact: `${place} has no role`,
      consequence: 'so it is unclear which of its ports are needed',
      remedy: 'Name at least one role.',
    });
  }
  const twice = roles.find((role, index) => roles.indexOf(role) !== index);
  if (twice !== undefined) {
    throw refusal(scope, {
      fact: `${place} has the role ${twice} twice`,
      consequence: 'so one of the two is a mistake',
      remedy: 'Name each role once.',
    });
  }
  if (roles.includes(NodeRole.BASTION) && roles.length > 1) {
    throw refusal(scope, {
      fact: `${place} is a bastion and a node of the cluster`,
      consequence: 'so a client that reaches the bastion reaches a node',
      remedy: 'Give the bastion a machine and a pool of its own.',
    });
  }
  if (ranges.length === 0) {
    throw refusal(scope, {
      fact: `${place} has no range`,
      consequence: 'so no opening for its roles could name its nodes',
      remedy: 'Name the addresses of its nodes, or their subnets, in `ranges`.',
    });
  }
}

function checkPoolRange(scope: IConstruct, name: string, range: Cidr, podRanges: readonly Cidr[]): void {
  const nobody = whyNobody(range);
  if (nobody !== undefined) {
    throw refusal(scope, {
      fact: `the pool "${name}" is ${range}, which is ${nobody}`,
      consequence: 'so no node has such an address',
      remedy: 'Name the addresses by which nodes see each other.',
    });
  }
  if (range.prefixLength < WIDEST[range.family]!) {
    throw refusal(scope, {
      fact: `the pool "${name}" is ${range}, wider than /${WIDEST[range.family]}`,
      consequence: 'so strangers would count as nodes',
      remedy: 'Name the subnets of the nodes alone.',
    });
  }
  const pods = podRanges.find((each) => each.overlaps(range));
  if (!pods) return;
  throw refusal(scope, {
    fact: `the pool "${name}" (${range}) shares addresses with the pods (${pods})`,
    consequence: 'so every pod would count as a node',
    remedy: 'Name the subnets of the nodes alone.',
  });
}
