/** A block of an nftables ruleset: a table, set or chain, with what is in it. */
export interface NftBlock {
  /** `table inet cdk8s_hardened_ssh`, `chain input`, `elements =`. */
  readonly head: string;
  readonly statements: readonly string[];
  readonly blocks: readonly NftBlock[];
}

/**
 * Reads the structure of an nftables ruleset: blocks, and statements ended by a line break or semicolon. Comments are left out, white space
 * becomes one space, a backslash joins lines. A sets' `{ … }` within a statement stays part of it.
 *
 * Source: nft(8), lexical conventions
 */
export function parseNft(text: string): NftBlock {
  const tokens = text.replace(/\\\n/g, ' ').match(/"[^"\n]*"?|#[^\n]*|[{};\n]|[^\s{};#"]+/g) ?? [];
  let position = 0;
  const read = (head: string): NftBlock => {
    const statements: string[] = [];
    const blocks: NftBlock[] = [];
    let words: string[] = [];
    const end = () => {
      if (words.length > 0) statements.push(words.join(' '));
      words = [];
    };
    while (position < tokens.length) {
      const token = tokens[position++]!;
      if (token === '}') break;
      if (token === '{' && isBlock(words)) {
        blocks.push(read(words.join(' ')));
        words = [];
      } else if (token === '{') words.push(`{ ${inner()} }`);
      else if (token === '\n' || token === ';') end();
      else if (!token.startsWith('#')) words.push(token);
    }
    end();
    return { head, statements, blocks };
  };
  const inner = (): string => {
    const words: string[] = [];
    while (position < tokens.length) {
      const token = tokens[position++]!;
      if (token === '}') break;
      if (token === '{') words.push(`{ ${inner()} }`);
      else if (token !== '\n' && !token.startsWith('#')) words.push(token);
    }
    return words.join(' ');
  };
  return read('');
}

function isBlock(words: readonly string[]): boolean {
  const [first, second] = words[0] === 'add' ? words.slice(1) : words;
  return words.length === 0 || ((first === 'table' || first === 'set' || first === 'chain' || first === 'map') && second !== undefined);
}

/** Every block below one whose head is the text, wherever it stands: rulesets are merged when they are loaded. */
export function findBlocks(block: NftBlock, head: string): readonly NftBlock[] {
  return block.blocks.flatMap((inner) => [...(inner.head.replace(/^add /, '') === head ? [inner] : []), ...findBlocks(inner, head)]);
}

/** The elements of sets, without their comments. */
export function elementsOf(sets: readonly NftBlock[]): readonly string[] {
  return sets
    .flatMap(({ statements }) => statements)
    .flatMap((statement) => {
      const found = /^elements = \{ ?(.*?) ?\}$/.exec(statement);
      return found
        ? found[1]!
            .split(',')
            .map((element) => element.trim().replace(/ (?:comment|counter|timeout|expires) .*$/s, ''))
            .filter((element) => element !== '')
        : [];
    });
}
