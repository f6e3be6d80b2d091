import { worldFamiliesOf } from '../address-set';
import { blocksOf, type Direction } from '../network-policy';
import { openings, opensMostPorts, reachOf, type Opening } from '../reach';
import { coverage, type OtherPolicy, type OtherRule } from './other-policy';

/** What opens a namespace whatever its NetworkPolicies deny. */
export interface Override extends Pick<Opening<OtherRule>, 'rule' | 'reach'> {
  readonly policy: OtherPolicy;
  /** Why it is not certain; undefined where it is. */
  readonly doubt?: string;
}

/** Whom earlier rules have turned away already. */
interface Closed {
  everything: boolean;
  pods: boolean;
  readonly families: Set<number>;
}

interface Candidate extends OtherRule {
  readonly policy: OtherPolicy;
  readonly doubt: string | undefined;
}

/**
 * The rules that open a whole namespace to nearly every peer before its NetworkPolicies are evaluated, or in addition to them. Policies are
 * taken in the order in which they decide; what an earlier one denies is not opened by a later one.
 *
 * @param labels those of the Namespace; undefined where it is not in the input
 */
export function overridesOf(
  policies: readonly OtherPolicy[],
  name: string,
  labels: Readonly<Record<string, string>> | undefined,
  direction: Direction,
): Override[] {
  const families = new Set(policies.map(({ family }) => family));
  return [...families].flatMap((family) => {
    const own = policies.filter((policy) => policy.family === family && policy.overrides);
    return openedBy(candidates(own, name, labels, direction));
  });
}

function candidates(
  policies: readonly OtherPolicy[],
  name: string,
  labels: Readonly<Record<string, string>> | undefined,
  direction: Direction,
): Candidate[] {
  const closed: Closed = { everything: false, pods: false, families: new Set() };
  const found: Candidate[] = [];
  let doubt: string | undefined;
  const sorted = [...policies].sort((a, b) => compareRanks(a.rank, b.rank));
  const endTier = ({ rank }: OtherPolicy): void => {
    const denying = sorted.filter((each) => each.rank?.[0] === rank?.[0] && each.tierDenies?.has(direction) === true);
    const cover = denying.map(({ selects }) => coverage(selects, name, labels));
    if (cover.includes('all')) closed.everything = true;
    else if (cover.includes('unknown')) doubt ??= 'whether an earlier tier denies it is not known';
  };
  for (const [index, policy] of sorted.entries()) {
    for (const rule of policy.rules) {
      if (rule.direction !== direction) continue;
      const covers = coverage(rule.selects ?? policy.selects, name, labels);
      if (covers === 'none' || covers === 'some') continue;
      const unsure =
        covers === 'unknown'
          ? typeof policy.selects === 'string'
            ? policy.selects
            : 'the labels that it requires on the Namespace are not in the input'
          : policy.rank === undefined
            ? 'its place among the other policies is not known'
            : rule.unread;
      if (rule.action === 'allow' || rule.action === 'skip') {
        if (isTurnedAway(rule, closed)) continue;
        found.push({ ...rule, policy, doubt: unsure ?? doubt });
      } else if (isWide(rule) || rule.unread !== undefined) {
        if (unsure === undefined) close(rule, closed);
        else doubt ??= `what ${policy.object.kind} ${policy.object.name} denies before it is not known`;
      }
    }
    if (sorted[index + 1]?.rank?.[0] !== policy.rank?.[0]) endTier(policy);
  }
  return found;
}

function compareRanks(one: OtherPolicy['rank'], other: OtherPolicy['rank']): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return one[0] === other[0] ? (one[1] === other[1] ? 0 : one[1] - other[1]) : one[0] - other[0];
}

function isWide(rule: OtherRule): boolean {
  return openings([rule]).length > 0;
}

function close(rule: OtherRule, closed: Closed): void {
  if (!opensMostPorts(rule)) return;
  const reach = reachOf(rule);
  if (reach === 'everything') closed.everything = true;
  else if (reach !== undefined) closed.pods = true;
  for (const family of worldFamiliesOf(blocksOf(rule))) closed.families.add(family);
}

function isTurnedAway(rule: OtherRule, { everything, pods, families }: Closed): boolean {
  if (everything) return true;
  const reach = reachOf(rule);
  const own = worldFamiliesOf(blocksOf(rule));
  const isClosedWorld = own.every((family) => families.has(family));
  if (reach === 'everything') return pods && families.size === 2;
  // Addresses of pods are addresses too.
  if (reach !== undefined) return (pods || families.size > 0) && isClosedWorld;
  return own.length > 0 && isClosedWorld;
}

/** What is certain, else what is not: a rule that is not read in full may allow anything. */
function openedBy(rules: readonly Candidate[]): Override[] {
  const certain = openings(rules.filter(({ doubt, action }) => doubt === undefined && action === 'allow'));
  if (certain.length > 0) return certain.map(({ rule, reach }) => ({ rule, reach, policy: rule.policy }));
  const doubts = rules.filter(({ doubt, action }) => doubt !== undefined || action === 'skip');
  if (doubts.length === 0) return [];
  const unread = doubts.filter((rule) => rule.unread !== undefined).map((rule) => ({ rule, reach: 'everything' as const }));
  return [...openings(rules.filter((rule) => rule.unread === undefined)), ...unread].map(({ rule, reach }) => ({
    rule,
    reach,
    policy: rule.policy,
    doubt: rule.doubt ?? doubts.find(({ doubt }) => doubt !== undefined)?.doubt ?? PASSED_ON,
  }));
}

const PASSED_ON = 'it passes the traffic on to policies that are evaluated after the NetworkPolicies';

/** What a policy allows by itself, whatever is denied elsewhere: its allowing rules but those that its own denying ones turn away. */
export function allowedBy(policies: readonly OtherPolicy[]): readonly OtherRule[] {
  return (['Ingress', 'Egress'] as const).flatMap((direction) => {
    const closed: Closed = { everything: false, pods: false, families: new Set() };
    const own = policies.flatMap(({ rules }) => rules).filter((rule) => rule.direction === direction);
    return own.filter((rule) => {
      if (rule.action !== 'allow') {
        if (rule.unread === undefined) close(rule, closed);
        return false;
      }
      return !isTurnedAway(rule, closed);
    });
  });
}
