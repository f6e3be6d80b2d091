import type { Cidr } from '../../../kubernetes/network/cidr';
import { memo } from '../../../kubernetes/objects/memo';
import { worldlyRanges } from '../../address-space';
import { readRange } from '../../peers';
import { holds, type PortTarget } from '../openings/port-target';
import type { NftTable } from './nft-tables';

/** The packet that is asked about: a new TCP connection from a stranger of the internet to one port, over one family. */
export interface WorldPacket {
  readonly family: 4 | 6;
  readonly port: number;
  readonly names: readonly string[];
  readonly widest: Readonly<Record<number, number>>;
}

/**
 * Whether such packets match: all of them, none, some of them for certain (by rate, by address of the node, all but some senders), or it
 * is not known.
 */
export type Match = 'all' | 'some' | 'none' | 'unknown';

/** A verdict of a rule, as far as it has one. */
export type Verdict =
  { readonly kind: 'accept' | 'drop' | 'return' | 'queue' } | { readonly kind: 'jump' | 'goto'; readonly chain: string };

/** One rule, read for a packet. */
export interface ReadRule {
  readonly match: Match;
  readonly verdict: Verdict | undefined;
  /** True when the rule names the port. */
  readonly namesPort: boolean;
  /** The word that is not read, where the match is not known. */
  readonly unread: string | undefined;
}

const TOKENS = /\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|"[^"]*"|[^\s{}"]+/g;

/** Statements that decide nothing, with how many words of theirs follow. */
const ASIDES = /^(?:counter|packets|bytes|log|prefix|level|flags|group|snaplen|queue-threshold|comment|nftrace|notrack|continue)$/;

/** Words that begin another expression or statement. */
const BEGINNINGS = /^(?:tcp|udp|th|ip|ip6|ct|meta|iif|iifname|counter|log|limit|comment)$/;

/**
 * Reads a rule for a packet. Expressions that are not known make the match unknown; what stands behind them is read all the same.
 *
 * Source: nft(8)
 */
export function readRule(text: string, packet: WorldPacket, table: NftTable): ReadRule {
  const words = wordsOf(text, table);
  const matches: Match[] = [];
  let [index, namesPort] = [0, false];
  let unread: string | undefined;
  let verdict: Verdict | undefined;
  const doubt = (word: string) => {
    matches.push('unknown');
    unread ??= word.replace(/"/g, '');
  };
  const value = () => {
    const isNot = ['!=', 'ne'].includes(words[index]!);
    if (isNot || ['==', 'eq'].includes(words[index]!)) index++;
    return { isNot, text: words[index++] ?? '' };
  };
  const add = (match: Match, isNot: boolean) => {
    const negated: Readonly<Record<Match, Match>> = { all: 'none', none: 'all', some: 'some', unknown: 'unknown' };
    const result = isNot ? negated[match] : match;
    matches.push(result);
    if (result === 'unknown') unread ??= (words[index - 1] ?? text).replace(/"/g, '');
  };
  /** A verdict map, or a concatenation with other fields: true where that was one of them. */
  const mapped = (choose: (keys: string) => boolean | undefined, ofPort: boolean): boolean => {
    if (words[index] === '.') {
      doubt(words.slice(index - 2, index + 1).join(' '));
      // The values are not compared field by field: it is enough that the port is one of them.
      for (; index < words.length && !isVerdict(words[index]!) && words[index] !== 'vmap'; index++) {
        const parts = elements(words[index]!, table)?.flatMap((each) => each.split(' . ')) ?? [];
        if (parts.some((part) => portIn([part], packet) === true)) namesPort = true;
      }
      return true;
    }
    if (words[index] !== 'vmap') return false;
    const of = words[++index] ?? '';
    index++;
    const entries = elements(of, table)?.map(mapEntry) ?? [undefined];
    const entry = entries.find((each) => each !== undefined && choose(each[0]) === true);
    if (entry) {
      verdict = readVerdict(entry[1].split(' '), 0);
      namesPort ||= ofPort;
    } else if (entries.some((each) => each === undefined || choose(each[0]) === undefined)) {
      doubt(`vmap ${of}`);
      verdict = { kind: 'queue' };
    }
    return true;
  };
  while (index < words.length && matches.at(-1) !== 'none') {
    const word = words[index++]!;
    const next = words[index];
    if (isVerdict(word)) {
      verdict = readVerdict(words, index - 1);
      break;
    }
    if ((word === 'tcp' || word === 'th') && next === 'dport') {
      index++;
      if (mapped((keys) => portIn([keys], packet), true)) continue;
      const { isNot, text: ports } = value();
      const list = elements(ports, table);
      const found = list === undefined ? undefined : portIn(list, packet);
      add(found === undefined ? 'unknown' : found ? 'all' : 'none', isNot);
      if (found === true && !isNot) namesPort = true;
    } else if (word === 'udp' || word === 'sctp' || word === 'dccp' || word === 'udplite' || /^icmp/.test(word)) {
      matches.push('none');
      break;
    } else if ((word === 'ip' || word === 'ip6') && next !== undefined && /^[a-z]/.test(next)) {
      index++;
      const isFamily = (word === 'ip' ? 4 : 6) === packet.family;
      if (next === 'saddr' && !mapped(() => undefined, false)) {
        const { isNot, text: addresses } = value();
        if (isFamily) add(sourceOf(addresses, isNot, packet, table), false);
        else matches.push('none');
      } else if (next === 'daddr' && !mapped(() => undefined, false)) {
        value();
        matches.push(isFamily ? 'some' : 'none');
      } else if (next === 'protocol' || next === 'nexthdr') {
        const { isNot, text: protocols } = value();
        if (isFamily) add(anyOf(elements(protocols, table), ['tcp', '6']), isNot);
        else matches.push('none');
      } else if (next !== 'saddr' && next !== 'daddr') {
        value();
        doubt(`${word} ${next}`);
      }
    } else if (word === 'meta' && (next === 'l4proto' || next === 'nfproto')) {
      index++;
      const { isNot, text: list } = value();
      add(anyOf(elements(list, table), next === 'l4proto' ? ['tcp', '6'] : [`ipv${packet.family}`]), isNot);
    } else if (/^(?:iif|iifname)$/.test(word) || (word === 'meta' && /^iif(?:name)?$/.test(next ?? ''))) {
      if (word === 'meta') index++;
      if (mapped(() => undefined, false)) continue;
      const { isNot, text: devices } = value();
      const names = elements(devices, table)?.map((name) => name.replace(/"/g, ''));
      add(names?.length === 1 && names[0] === 'lo' ? 'none' : 'unknown', isNot);
    } else if (word === 'ct' && next === 'state') {
      index++;
      if (mapped((keys) => isNew(keys), false)) continue;
      const { isNot, text: states } = value();
      add(elements(states, table)?.some(isNew) === true ? 'all' : 'none', isNot);
    } else if (word === 'ct' && next === 'direction') {
      index++;
      const { isNot, text: direction } = value();
      add(direction === 'original' ? 'all' : 'none', isNot);
    } else if (word === 'limit' || (word === 'tcp' && next === 'flags')) {
      matches.push('some');
      index++;
      while (index < words.length && !isVerdict(words[index]!) && !BEGINNINGS.test(words[index]!)) index++;
    } else if (!ASIDES.test(word) && !/^(?:"|\d)/.test(word) && !ASIDES.test(words[index - 2] ?? '')) {
      doubt([word, next].filter((each) => each !== undefined).join(' '));
    }
  }
  const match = (['none', 'unknown', 'some'] as const).find((each) => matches.includes(each)) ?? 'all';
  return { match, verdict, namesPort, unread };
}

/** `22 : accept`, whose key may have colons of its own: those have no blank before them. */
function mapEntry(text: string): readonly [key: string, verdict: string] | undefined {
  const index = text.lastIndexOf(':');
  return index < 0 ? undefined : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}

function isVerdict(word: string): boolean {
  return /^(?:accept|drop|reject|return|jump|goto|queue)$/.test(word);
}

function readVerdict(words: readonly string[], index: number): Verdict | undefined {
  const word = words[index]!;
  if (word === 'jump' || word === 'goto') return { kind: word, chain: words[index + 1] ?? '' };
  if (word === 'reject' || word === 'drop') return { kind: 'drop' };
  return word === 'accept' || word === 'return' || word === 'queue' ? { kind: word } : undefined;
}

/** The elements of a value, a list or a set; undefined for what is not in the file, or is filled elsewhere. */
function elements(text: string, table: NftTable): readonly string[] | undefined {
  if (text.startsWith('$')) return undefined;
  if (text.startsWith('@')) {
    const set = table.sets.get(text.slice(1));
    return set === undefined || set.isDynamic ? undefined : set.elements;
  }
  const list = text.startsWith('{') ? text.slice(1, -1) : text;
  return list
    .split(',')
    .map((each) => each.trim().replace(/ (?:comment|counter|timeout|expires) .*$/s, ''))
    .filter((each) => each !== '');
}

function isNew(states: string): boolean {
  return states.split(/[ ,]+/).some((state) => state === 'new' || state === 'untracked');
}

function anyOf(list: readonly string[] | undefined, words: readonly string[]): Match {
  if (list === undefined) return 'unknown';
  return list.some((each) => words.includes(each)) ? 'all' : 'none';
}

function portIn(list: readonly string[], { port, names }: WorldPacket): boolean | undefined {
  const target: PortTarget = { what: '', ports: [port], names };
  let unknown = false;
  for (const each of list) {
    const [, first, last] = /^(\d+) ?- ?(\d+)$/.exec(each) ?? [];
    if (first !== undefined ? holds(target, Number(first), Number(last)) : holds(target, each)) return true;
    if (!/^[\w-]+$/.test(each)) unknown = true;
  }
  return unknown ? undefined : false;
}

/** Rules are read once for each port and family: their words and sources are kept by table. */
const kept = memo((_: NftTable) => ({ words: new Map<string, readonly string[]>(), sources: new Map<string, Match>() }));

function wordsOf(text: string, table: NftTable): readonly string[] {
  const { words } = kept(table);
  let found = words.get(text);
  if (!found) words.set(text, (found = text.replace(/ ?, ?/g, ',').match(TOKENS) ?? []));
  return found;
}

function sourceOf(addresses: string, isNot: boolean, packet: WorldPacket, table: NftTable): Match {
  const { sources } = kept(table);
  const key = `${packet.family} ${packet.widest[packet.family]} ${isNot} ${addresses}`;
  let match = sources.get(key);
  if (!match) sources.set(key, (match = sourceMatch(elements(addresses, table), packet, isNot)));
  return match;
}

/** Some strangers are not all: where those that are left out are few, most others match. */
function sourceMatch(list: readonly string[] | undefined, { family, widest }: WorldPacket, isNot: boolean): Match {
  if (list === undefined) return 'unknown';
  const ranges: Cidr[] = [];
  let unknown = false;
  for (const each of list) {
    const range = readRange(each);
    if (range) ranges.push(range);
    else unknown = true;
  }
  const own = ranges.filter((range) => range.family === family);
  const isWorld = worldlyRanges(own, widest).length > 0;
  if (isWorld) return isNot ? 'none' : own.some((range) => range.isWorld) ? 'all' : 'some';
  if (unknown) return 'unknown';
  if (isNot) return own.length === 0 ? 'all' : 'some';
  return 'none';
}
