import { readRule, type WorldPacket } from './nft-match';
import type { NftTable } from './nft-tables';

/** What lets strangers reach a port, or may. */
export interface WorldRule {
  /** The rule as it is written. */
  readonly rule: string;
  readonly chain: string;
  /** What is not read, where it is not certain. */
  readonly unread?: string;
}

type End = 'accept' | 'drop' | 'return' | 'next';

/** How a chain ends for the packet, and the rules in it, and below it, that name the port and accept. */
interface Followed {
  readonly end: End;
  readonly found: readonly WorldRule[];
}

/** Where a packet is within a table. Each chain is followed once, so that chains that jump to others many times take no time. */
interface Walk {
  readonly table: NftTable;
  readonly packet: WorldPacket;
  readonly followed: Map<string, Followed>;
}

const NOTHING: Followed = { end: 'next', found: [] };

/**
 * The rules that name a port and let a stranger reach it, certain or not: the first verdict counts within a chain, and a drop in any chain
 * of the input hook is final. What the policy of a chain alone admits, or a rule for every port, is not among them.
 */
export function worldRules(tables: readonly NftTable[], packet: WorldPacket): readonly WorldRule[] {
  const all: WorldRule[] = [];
  for (const table of tables) {
    if (!['inet', packet.family === 4 ? 'ip' : 'ip6'].includes(table.family)) continue;
    for (const { name, rules } of table.chains.values()) {
      if (!rules.some((rule) => /^type filter hook input\b/.test(rule))) continue;
      const { end, found } = follow(name, { table, packet, followed: new Map() }, false);
      const policy = rules.flatMap((rule) => /^policy (\w+)$/.exec(rule)?.[1] ?? []).at(-1) ?? 'accept';
      const isDropped = end === 'drop' || (end !== 'accept' && policy === 'drop');
      if (isDropped && found.length === 0) return [];
      all.push(...found);
    }
  }
  return all;
}

function follow(name: string, walk: Walk, namesPort: boolean): Followed {
  const chain = walk.table.chains.get(name);
  if (!chain) return NOTHING;
  const key = `${name} ${namesPort}`;
  const before = walk.followed.get(key);
  if (before) return before;
  // The kernel loads no chains that jump in circles.
  walk.followed.set(key, NOTHING);
  const found = new Map<string, WorldRule>();
  let end: End = 'next';
  for (const rule of chain.rules) {
    if (/^(?:type|policy|comment|devices?) /.test(rule)) continue;
    const step = judge(rule, name, walk, namesPort);
    for (const each of step.found) found.set(`${each.chain} ${each.rule} ${each.unread ?? ''}`, each);
    if (step.end === 'next') continue;
    end = step.end;
    break;
  }
  const followed = { end, found: [...found.values()] };
  walk.followed.set(key, followed);
  return followed;
}

function judge(rule: string, chain: string, walk: Walk, namedBefore: boolean): Followed {
  const { match, verdict, unread, ...read } = readRule(rule, walk.packet, walk.table);
  if (match === 'none' || !verdict) return NOTHING;
  const namesPort = namedBefore || read.namesPort;
  const isCertain = match === 'all';
  if (verdict.kind === 'jump' || verdict.kind === 'goto') {
    const { end, found } = follow(verdict.chain, walk, namesPort);
    // What a chain decides for packets of which it is not known whether they come there is not known either.
    const seen = match === 'unknown' ? found.map((each) => ({ ...each, unread: each.unread ?? unread })) : found;
    if (!isCertain) return { end: 'next', found: seen };
    if (verdict.kind === 'goto') return { end: end === 'next' ? 'return' : end, found: seen };
    return { end: end === 'return' ? 'next' : end, found: seen };
  }
  if (verdict.kind === 'queue') return { end: 'next', found: namesPort ? [{ rule, chain, unread: unread ?? 'queue' }] : [] };
  const found = verdict.kind === 'accept' && namesPort ? [{ rule, chain, ...(match === 'unknown' ? { unread } : {}) }] : [];
  return { end: isCertain ? verdict.kind : 'next', found };
}
