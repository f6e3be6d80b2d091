import { elementsOf, parseNft, type NftBlock } from './nft-text';

/** A chain of an nftables table. */
export interface NftChain {
  readonly name: string;
  readonly rules: string[];
}

/** A table of nftables, with what is added to it anywhere in the file. */
export interface NftTable {
  /** `ip`, `ip6`, `inet`. */
  readonly family: string;
  readonly name: string;
  readonly chains: ReadonlyMap<string, NftChain>;
  readonly sets: ReadonlyMap<string, NftSet>;
}

/** A set or map: its elements as they are written. */
export interface NftSet {
  readonly elements: readonly string[];
  /** True where packets or programs fill it. */
  readonly isDynamic: boolean;
}

/** The tables of a ruleset: those that are written as blocks, and commands such as `add rule inet filter input …`. */
export function readTables(content: string): readonly NftTable[] {
  const root = parseNft(withVariables(content));
  const tables = new Map<string, NftTable>();
  const tableOf = (family: string, name: string): NftTable => {
    const key = `${family} ${name}`;
    const table = tables.get(key) ?? { family, name, chains: new Map(), sets: new Map() };
    tables.set(key, table);
    return table;
  };
  for (const block of root.blocks) {
    const [kind, ...words] = block.head.replace(/^(?:add|create) /, '').split(' ');
    const [family, name, own] = FAMILIES.has(words[0]!) ? words : ['ip', ...words];
    if (family === undefined || name === undefined) continue;
    if (kind === 'table') for (const inner of block.blocks) addBlock(tableOf(family, name), inner.head, inner);
    else if (own !== undefined) addBlock(tableOf(family, name), `${kind} ${own}`, block);
  }
  for (const statement of root.statements) {
    const [, setFamily, setTable, set, elements] = /^(?:add|create) element (?:(ip|ip6|inet) )?(\S+) (\S+) (\{.*\})$/.exec(statement) ?? [];
    if (set !== undefined) {
      const block = { head: '', statements: [`elements = ${elements}`], blocks: [] };
      addBlock(tableOf(setFamily ?? 'ip', setTable!), `set ${set}`, block);
      continue;
    }
    const [, action, family, name, chain, rule] =
      /^(add|insert|create)? ?rule (?:(ip|ip6|inet|arp|bridge|netdev) )?(\S+) (\S+) (?:(?:handle|position|index) \d+ )?(.*)$/.exec(
        statement,
      ) ?? [];
    if (name === undefined) continue;
    const { rules } = chainOf(tableOf(family ?? 'ip', name), chain!);
    if (action === 'insert') rules.unshift(rule!);
    else rules.push(rule!);
  }
  return [...tables.values()];
}

const FAMILIES: ReadonlySet<string> = new Set(['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev']);

function addBlock(table: NftTable, head: string, block: NftBlock): void {
  const [kind, name] = head.replace(/^(?:add|create) /, '').split(' ') as [string, string];
  if (kind === 'chain') chainOf(table, name).rules.push(...block.statements);
  if (kind !== 'set' && kind !== 'map') return;
  const before = table.sets.get(name);
  (table.sets as Map<string, NftSet>).set(name, {
    elements: [...(before?.elements ?? []), ...elementsOf([block])],
    isDynamic: before?.isDynamic === true || block.statements.some((line) => /^flags\b.*\b(?:dynamic|timeout)\b/.test(line)),
  });
}

function chainOf(table: NftTable, name: string): NftChain {
  const chain = table.chains.get(name) ?? { name, rules: [] };
  (table.chains as Map<string, NftChain>).set(name, chain);
  return chain;
}

/** Puts the values of `define` where the variables are; one that the file does not define stays. */
function withVariables(content: string): string {
  if (!content.includes('$')) return content;
  const values = new Map(
    parseNft(content).statements.flatMap((statement) => {
      const [, name, value] = /^(?:define|redefine) (\w+) ?= ?(.*)$/.exec(statement) ?? [];
      return name === undefined ? [] : [[name, value!] as const];
    }),
  );
  let text = content;
  // A value may name another variable; nft reads a file from top to bottom, so they do not go round in circles.
  for (let depth = 0; depth < 5 && text.includes('$'); depth++) {
    text = text.replace(/\$(\w+)/g, (variable, name: string) => values.get(name) ?? variable);
  }
  return text;
}
