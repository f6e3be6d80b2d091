import { firstNames, ruleLabel, undecidedFaults } from './policy-subjects';
import type { CheckContext, Outcome } from '../engine/rule';
import { worldFamiliesOf } from '../model/address-set';
import type { Inventory } from '../model/inventory';
import { allowsEveryTcpPort, blocksOf, networkPolicies, reachOf, type Direction, type NetworkPolicyView, type PolicyRuleView } from '../model/network-policy';

/** The check of `world-cidr`. */
export function forbidWorld(policy: NetworkPolicyView, { inventory }: CheckContext): Outcome[] {
  const outcomes = undecidedFaults(policy, (path) => path.includes('.ipBlock'));
  for (const rule of policy.rules) {
    if (reachOf(rule) === 'everything' && !allowsEveryTcpPort(rule)) {
      outcomes.push({ path: rule.peersPath, message: `${ruleLabel(rule)} names no peer, so its ports are open ${rule.direction === 'Ingress' ? 'from' : 'to'} every address` });
    }
  }
  for (const direction of ['Ingress', 'Egress'] as const) outcomes.push(...wideBlocks(policy, direction, inventory));
  return outcomes;
}

function wideBlocks(policy: NetworkPolicyView, direction: Direction, inventory: Inventory): Outcome[] {
  const rules = rulesOf(policy, direction);
  const single = rules.flatMap((rule) => blocksOf(rule)).filter((block) => worldFamiliesOf([block]).length > 0);
  if (single.length > 0) {
    return single.map(({ path, cidr, except }) => ({
      path: `${path}.ipBlock.cidr`,
      message: `${ruleLabel({ path })} allows ${cidr.text}${except.length > 0 ? ` less ${except.length} exceptions` : ''}, half of the internet or more`,
    }));
  }
  const path = `spec.${direction.toLowerCase()}`;
  if (isWorld(rules)) return [{ path, message: `its ${direction.toLowerCase()} ranges add up to half of the internet or more (${texts(rules)})` }];
  const others = inventory.derive(bySelector).get(keyOf(policy))!;
  if (others[others.length - 1] !== policy || others.some((other) => isWorld(rulesOf(other, direction)))) return [];
  const together = others.flatMap((other) => rulesOf(other, direction));
  if (!isWorld(together)) return [];
  return [{ path, message: `the ${direction.toLowerCase()} ranges of the policies for the same pods add up to half of the internet or more (${texts(together)})` }];
}

function rulesOf({ rules }: NetworkPolicyView, direction: Direction): PolicyRuleView[] {
  return rules.filter((rule) => rule.direction === direction);
}

function isWorld(rules: readonly PolicyRuleView[]): boolean {
  return worldFamiliesOf(rules.flatMap(blocksOf)).length > 0;
}

function texts(rules: readonly PolicyRuleView[]): string {
  return firstNames(rules.flatMap(blocksOf).map(({ cidr }) => cidr.text));
}

function bySelector(inventory: Inventory): ReadonlyMap<string, readonly NetworkPolicyView[]> {
  const result = new Map<string, NetworkPolicyView[]>();
  for (const policy of networkPolicies(inventory)) {
    const list = result.get(keyOf(policy));
    if (list) list.push(policy);
    else result.set(keyOf(policy), [policy]);
  }
  return result;
}

/** Policies of one key select the same pods; those that select the same in other words are not seen as such. */
function keyOf({ namespace, podSelector }: NetworkPolicyView): string {
  return `${namespace} ${podSelector.canonical}`;
}
