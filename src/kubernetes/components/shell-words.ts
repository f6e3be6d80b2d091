/** One word of a shell command. */
export interface ShellWord {
  readonly text: string;
  /** The part that only the shell knows, such as `$ETCD_ARGS`; undefined when the word is what is written. */
  readonly unclear?: string;
}

const BLANK = /[ \t\r]/;
const SEPARATOR = /[\n;&|()]/;
const EXPANSION = /^\$(?:\{[^}]*\}|\([^)]*\)|[A-Za-z_][A-Za-z0-9_]*|[@*#?$!0-9-])|^`[^`]*`/;

/**
 * Splits a script into its simple commands, and these into words, as `sh -c` would: quotes, backslashes, comments, redirections.
 * What it would have to run to know (variables, globs, substitutions) is kept as it stands and marked. Never throws.
 */
export function shellCommands(script: string): ShellWord[][] {
  const commands: ShellWord[][] = [[]];
  let text = '';
  let unclear: string | undefined;
  let open = false;
  const endWord = () => {
    if (open) commands[commands.length - 1]!.push(unclear === undefined ? { text } : { text, unclear });
    text = '';
    unclear = undefined;
    open = false;
  };
  const take = (part: string, dark = false) => {
    text += part;
    open = true;
    if (dark) unclear ??= part;
  };
  for (let i = 0; i < script.length; i++) {
    const char = script[i]!;
    const expansion = char === '$' || char === '`' ? EXPANSION.exec(script.slice(i, i + 1000))?.[0] : undefined;
    if (expansion) {
      take(expansion, true);
      i += expansion.length - 1;
    } else if (char === '\\') {
      if (script[++i] !== '\n') take(script[i] ?? '\\');
    } else if (char === "'") {
      const end = script.indexOf("'", i + 1);
      take(script.slice(i + 1, end < 0 ? undefined : end));
      i = end < 0 ? script.length : end;
    } else if (char === '"') {
      i = readDoubleQuoted(script, i + 1, take);
    } else if (char === '#' && !open) {
      const end = script.indexOf('\n', i);
      i = end < 0 ? script.length : end - 1;
    } else if (BLANK.test(char)) {
      endWord();
    } else if (char === '>' || char === '<') {
      // `2>&1`, `>> file`: the number before and the target after are not words of the command.
      if (/^\d+$/.test(text)) {
        text = '';
        open = false;
      }
      endWord();
      i = skipRedirection(script, i);
    } else if (SEPARATOR.test(char)) {
      endWord();
      if (commands[commands.length - 1]!.length > 0) commands.push([]);
    } else {
      take(char, char === '*' || char === '?');
    }
  }
  endWord();
  return commands.filter((command) => command.length > 0);
}

function readDoubleQuoted(script: string, start: number, take: (part: string, dark?: boolean) => void): number {
  take('');
  let i = start;
  for (; i < script.length && script[i] !== '"'; i++) {
    const char = script[i]!;
    const expansion = char === '$' || char === '`' ? EXPANSION.exec(script.slice(i, i + 1000))?.[0] : undefined;
    if (expansion) {
      take(expansion, true);
      i += expansion.length - 1;
    } else if (char === '\\' && /["\\$`\n]/.test(script[i + 1] ?? '')) {
      if (script[++i] !== '\n') take(script[i]!);
    } else {
      take(char);
    }
  }
  return i;
}

function skipRedirection(script: string, start: number): number {
  const match = /^[<>]+&?[ \t]*[^ \t\r\n;&|()<>]*/.exec(script.slice(start, start + 1000));
  return start + match![0].length - 1;
}
