import { worldFamiliesOf } from './address-set';
import { blocksOf, type PolicyRuleView } from './network-policy';

/** Whom a rule lets in or out, at its widest, in the words of messages. */
export type Reach =
  'everything' | 'every pod of every namespace' | 'every pod of every namespace that its selectors do not exclude' | 'the whole internet';

/** A rule, or the last of several, that opens nearly everything on nearly every TCP port. */
export interface Opening<R extends PolicyRuleView> {
  readonly rule: R;
  readonly reach: Reach;
  /** `every port`, `every TCP port`, `64,512 of 65,535 TCP ports`; for messages. */
  readonly ports: string;
  /** How many rules do so together: 1 where it is this one alone. */
  readonly rules: number;
}

/** The label that the API server gives every Namespace. */
const NAMESPACE_NAME: ReadonlySet<string> = new Set(['kubernetes.io/metadata.name']);

const PORTS = 65_535;

/**
 * Whom the selectors of a rule let in or out; undefined where those are but some. What counts is who gets in, not how the selectors are
 * worded: one that only excludes (`NotIn`, `DoesNotExist`) lets in every namespace that is made later. Ranges of addresses are left
 * out: see {@link openings}.
 */
export function reachOf(rule: PolicyRuleView): Exclude<Reach, 'the whole internet'> | undefined {
  if (!rule.peers) return 'everything';
  let reach: Exclude<Reach, 'the whole internet'> | undefined;
  for (const peer of rule.peers) {
    if (peer.kind !== 'pods' || peer.namespaceSelector?.selectsUnlabelled(NAMESPACE_NAME) !== true) continue;
    if (peer.podSelector?.selectsUnlabelled() === false) continue;
    if (peer.namespaceSelector.selectsAllWith(NAMESPACE_NAME) && (peer.podSelector?.selectsEverything ?? true)) {
      return 'every pod of every namespace';
    }
    reach = 'every pod of every namespace that its selectors do not exclude';
  }
  return reach;
}

/** True when rules allow at least half of the TCP ports together: no ports named, TCP without a number, or numbers that add up. */
export function opensMostPorts(...rules: readonly PolicyRuleView[]): boolean {
  return openPorts(rules) > PORTS / 2;
}

/**
 * What rules of one direction open to nearly every peer, by themselves or together: every pod of every namespace, or the internet, on at
 * least half of the TCP ports. Rules that do so alone are given each; else the last of those that do so together.
 */
export function openings<R extends PolicyRuleView>(rules: readonly R[]): Opening<R>[] {
  const result: Opening<R>[] = [];
  const wide = rules.flatMap((rule) => {
    const reach = reachOf(rule);
    return reach === undefined ? [] : [{ rule, reach }];
  });
  const alone = wide.filter(({ rule }) => opensMostPorts(rule));
  for (const { rule, reach } of alone) result.push({ rule, reach, ports: portsText([rule]), rules: 1 });
  if (alone.length === 0 && wide.length > 1) {
    const together = wide.map(({ rule }) => rule);
    if (opensMostPorts(...together)) result.push({ ...wide.at(-1)!, ports: portsText(together), rules: wide.length });
  }
  const ranges = rules.filter((rule) => reachOf(rule) === undefined && blocksOf(rule).length > 0 && opensMostPorts(rule));
  const worlds = ranges.filter((rule) => worldFamiliesOf(blocksOf(rule)).length > 0);
  for (const rule of worlds) result.push({ rule, reach: 'the whole internet', ports: portsText([rule]), rules: 1 });
  if (worlds.length === 0 && ranges.length > 1 && worldFamiliesOf(ranges.flatMap(blocksOf)).length > 0) {
    result.push({ rule: ranges.at(-1)!, reach: 'the whole internet', ports: portsText(ranges.slice(-1)), rules: ranges.length });
  }
  return result;
}

function portsText(rules: readonly PolicyRuleView[]): string {
  if (rules.some(({ ports }) => ports === undefined)) return 'every port';
  const open = openPorts(rules);
  return open === PORTS ? 'every TCP port' : `${open.toLocaleString('en')} of ${PORTS.toLocaleString('en')} TCP ports`;
}

function openPorts(rules: readonly PolicyRuleView[]): number {
  if (rules.some(({ ports }) => ports === undefined)) return PORTS;
  const numbered = rules
    .flatMap(({ ports }) => ports ?? [])
    .filter(({ protocol, name }) => protocol === 'TCP' && name === undefined)
    .sort((a, b) => a.first - b.first);
  let [open, next] = [0, 1];
  for (const { first, last } of numbered) {
    if (last < next) continue;
    open += last - Math.max(first, next) + 1;
    next = last + 1;
  }
  return open;
}
