import type { KubeObject } from '../../../kubernetes/objects/object';

/** A line of sshd's configuration. */
export interface Directive {
  /** In lower case. */
  readonly keyword: string;
  readonly args: readonly string[];
  /** From 1. */
  readonly line: number;
  /** What the Match blocks around it ask of a connection, each once; none where it is for all. */
  readonly conditions: readonly string[];
  /** True in a Match block, be it `Match all`: there it outdoes what stands outside of them, wherever that is. */
  readonly isInBlock: boolean;
  readonly file: KubeObject;
}

/** Where a file is included: what asks something of a connection around the Include. */
export type Surroundings = Pick<Directive, 'conditions' | 'isInBlock'>;

export const OUTSIDE: Surroundings = { conditions: [], isInBlock: false };

/**
 * Reads sshd's configuration as sshd does: keywords in any case, one `=` or space behind them, quotes, comments. A Match block goes on to
 * the next one or to the end of its file.
 *
 * Source: sshd_config(5); process_server_config_line_depth in servconf.c, strdelim and argv_split in misc.c of OpenSSH
 */
export function parseSshd(content: string, file: KubeObject, outer: Surroundings): Directive[] {
  const result: Directive[] = [];
  let now = outer;
  content.split('\n').forEach((raw, index) => {
    const text = raw.replace(/(?<![ \t\r\f])[ \t\r\f]+$/, '');
    const found = /^[ \t]*([^\s#="]+|"[^"]*")/.exec(text);
    if (!found) return;
    const keyword = found[1]!.replace(/"/g, '').toLowerCase();
    const args = splitArguments(text.slice(found[0].length).replace(/^[ \t\r]*=?/, ''));
    if (keyword !== 'match') {
      result.push({ keyword, args, line: index + 1, ...now, file });
      return;
    }
    const isAll = args.length === 1 && args[0]!.toLowerCase() === 'all';
    now = { isInBlock: true, conditions: isAll ? outer.conditions : [...new Set([...outer.conditions, args.join(' ')])] };
  });
  return result;
}

/**
 * Words as argv_split of OpenSSH finds them: a comment begins where a word would, and a quote may stand within one. Blanks of other kinds,
 * which sshd refuses in any value, end a word as well.
 */
function splitArguments(text: string): string[] {
  const args: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isBlank(text[at]!)) at += 1;
    if (at >= text.length || text[at] === '#') return args;
    let [word, quote] = ['', ''];
    for (; at < text.length; at++) {
      const character = text[at]!;
      const next = text[at + 1] ?? '';
      if (character === '\\' && (`'"\\`.includes(next) || (quote === '' && next === ' ')) && next !== '') {
        word += next;
        at += 1;
      } else if (quote === '' && isBlank(character)) break;
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      else if (character === quote) quote = '';
      else word += character;
    }
    args.push(word);
  }
}

function isBlank(character: string): boolean {
  return /\s/.test(character);
}
