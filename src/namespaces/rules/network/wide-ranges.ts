import type { CheckContext, Outcome } from '../../../engine/rule';
import { namespaceViews } from '../../../kubernetes/namespaces/namespace-view';
import { mayBeWorld, worldFamiliesOf } from '../../../kubernetes/network/address-set';
import { blocksOf, type Direction, type NetworkPolicyView } from '../../../kubernetes/network/network-policy';
import { opensMostPorts, reachOf } from '../../../kubernetes/network/reach';
import { fact } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { firstNames, ruleLabel, rulesCause, undecidedFaults } from './policy-subjects';

/** The check of `world-cidr`. */
export function forbidWorld(policy: NetworkPolicyView, { inventory }: CheckContext): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  for (const rule of policy.rules) {
    if (reachOf(rule) === 'everything' && !opensMostPorts(rule)) {
      (outcomes ??= []).push({
        path: rule.peersPath,
        message: `${ruleLabel(rule)} names no peer, so its ports are open ${rule.direction === 'Ingress' ? 'from' : 'to'} every address`,
        cause: rulesCause(rule),
      });
    }
  }
  for (const direction of DIRECTIONS) {
    const blocks = blocksIn(policy, direction);
    if (blocks.length > 0) (outcomes ??= []).push(...wideBlocks(policy, direction, blocks, inventory));
  }
  const faults = undecidedFaults(policy, ofBlocks);
  return outcomes ? [...faults, ...outcomes] : faults;
}

function ofBlocks(path: string): boolean {
  return path.includes('.ipBlock');
}

function lessExceptions(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' less 1 exception' : ` less ${count} exceptions`;
}

const DIRECTIONS = ['Ingress', 'Egress'] as const;

function wideBlocks(policy: NetworkPolicyView, direction: Direction, blocks: readonly Block[], inventory: Inventory): Outcome[] {
  const single = mayBeWorld(blocks) ? blocks.filter((block) => isWorld([block])) : [];
  if (single.length > 0) {
    // One word for both families of addresses, such as an entity of Cilium, is one finding.
    const byPlace = new Map([...single].reverse().map((block) => [block.cidrPlace, block]));
    return [...byPlace.values()].reverse().map(({ path, cidrPlace, cidr, except }) => ({
      path: cidrPlace,
      message: `${ruleLabel({ path })} allows ${cidr.text}${lessExceptions(except.length)}, half of the internet or more`,
    }));
  }
  const path = `spec.${direction.toLowerCase()}`;
  if (isWorld(blocks)) {
    return [{ path, message: `its ${direction.toLowerCase()} ranges add up to half of the internet or more (${texts(blocks)})` }];
  }
  const together = sharedWorlds(inventory).get(policy)?.get(direction);
  return together
    ? [
        {
          path,
          message:
            `the ${direction.toLowerCase()} ranges of the policies for the same pods add up to half of the internet or more `
            + `(${texts(together)})`,
        },
      ]
    : [];
}

type Block = ReturnType<typeof blocksOf>[number];

function blocksIn({ rules }: NetworkPolicyView, direction: Direction): readonly Block[] {
  let blocks: Block[] | undefined;
  for (const rule of rules) {
    const own = rule.direction === direction ? blocksOf(rule) : NO_BLOCKS;
    if (own.length > 0) (blocks ??= []).push(...own);
  }
  return blocks ?? NO_BLOCKS;
}

const NO_BLOCKS: readonly Block[] = [];

function isWorld(blocks: readonly Block[]): boolean {
  return worldFamiliesOf(blocks).length > 0;
}

function texts(blocks: readonly Block[]): string {
  return firstNames(blocks.map(({ cidr }) => cidr.text));
}

/**
 * Ranges of policies that open the world only together, at the last of those policies. Together are policies of a namespace with the same
 * requirements; those that select the same pods in other words are not seen as such.
 */
const sharedWorlds = fact(
  'ranges that add up to the internet',
  (inventory): ReadonlyMap<NetworkPolicyView, ReadonlyMap<Direction, readonly Block[]>> => {
    const result = new Map<NetworkPolicyView, Map<Direction, readonly Block[]>>();
    for (const direction of DIRECTIONS) {
      for (const { policies } of groups(inventory, direction)) {
        const blocks = policies.flatMap((policy) => blocksIn(policy, direction));
        if (policies.some((policy) => isWorld(blocksIn(policy, direction))) || !isWorld(blocks)) continue;
        const last = policies[policies.length - 1]!;
        result.set(last, (result.get(last) ?? new Map<Direction, readonly Block[]>()).set(direction, blocks));
      }
    }
    return result;
  },
);

function groups(inventory: Inventory, direction: Direction): { policies: NetworkPolicyView[] }[] {
  const bySelector = new Map<string, { policies: NetworkPolicyView[] }>();
  for (const { policies } of namespaceViews(inventory)) {
    if (!mayBeWorld(policies.flatMap((policy) => blocksIn(policy, direction)))) continue;
    for (const policy of policies.filter((each) => blocksIn(each, direction).length > 0)) {
      const key = `${policy.namespace} ${policy.podSelector.canonical}`;
      const group = bySelector.get(key);
      if (group) group.policies.push(policy);
      else bySelector.set(key, { policies: [policy] });
    }
  }
  return [...bySelector.values()];
}
