import { baseName, WRAPPERS } from '../../../kubernetes/components/component-command';
import type { ShellWord } from '../../../kubernetes/components/shell-words';
import { shellCommands } from '../../../kubernetes/components/shell-words';
import { CLIENT_OPTIONS, CLIENT_WORDS, type ClientOption, type ClientWord, type Holds } from './clients';
import { literalOf } from './credentials';
import { isHeaderWithCredential } from './headers';

/** A password that a command gives to a program. Never its text. */
export interface ClientPassword {
  /** Index of the word that holds it. */
  readonly index: number;
  /** For messages: `the option -p of mysql`. */
  readonly label: string;
  /** True when something puts it in later. */
  readonly isPlaceholder: boolean;
}

const OPTIONS = byClient(CLIENT_OPTIONS);
const WORDS = byClient(CLIENT_WORDS);

function byClient<T extends { readonly clients: readonly string[] }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) for (const client of row.clients) map.set(client, [...(map.get(client) ?? []), row]);
  return map;
}

const isClient = (name: string) => OPTIONS.has(name) || WORDS.has(name) || name === 'htpasswd';

/** Words of a shell before the program, and programs that run another one, in addition to those that start a component. */
const BEFORE = new Set([
  '!', '{', 'builtin', 'chroot', 'command', 'do', 'doas', 'elif', 'else', 'eval', 'flock', 'if', 'kubectl', 'nsenter', 'parallel', 'retry',
  'runuser', 'ssh', 'strace', 'su', 'then', 'time', 'until', 'wait-for', 'wait-for-it', 'watch', 'while', 'xargs',
]); // prettier-ignore
const ASSIGNMENT = /^[A-Za-z_]\w*=/;
const SCRIPT = /(?:\.sh|entrypoint)$/;
const RUNS_ANOTHER = /^(?:compose|exec|run)$/;
/** How many words of its own a program may have before the one that it runs. */
const OWN_WORDS = 12;

/** The program of a command line that takes a password, through wrappers: its index; -1 when there is none. */
function clientAt(words: readonly ShellWord[], from: number): number {
  let left = from === 0 ? 1 : 0;
  for (let i = from; i < words.length; i++) {
    const text = words[i]!.text;
    if (text === '--') left = 1;
    else if (left > 0) {
      const name = baseName(text);
      const isRunner = RUNS_ANOTHER.test(words[i + 1]?.text ?? '');
      if (isClient(name) && !isRunner) return i;
      if (isRunner || WRAPPERS.has(name) || BEFORE.has(name) || SCRIPT.test(name)) left = OWN_WORDS;
      else if (!ASSIGNMENT.test(text)) left -= 1;
    }
  }
  return -1;
}

/** The passwords that a command line gives to programs known to take one. */
export function passwordsIn(words: readonly ShellWord[], image = ''): readonly ClientPassword[] {
  const found: ClientPassword[] = [];
  if (isClient(image)) found.push(...passwordsOf(image, words, 0));
  for (let at = clientAt(words, 0); at >= 0 && found.length === 0; at = clientAt(words, at + 1)) {
    found.push(...passwordsOf(baseName(words[at]!.text), words, at + 1));
  }
  return found;
}

/** The same in a script, and in scripts within its words. */
export function passwordInScript(script: string, depth = 2): ClientPassword | undefined {
  let before: readonly ShellWord[] = [];
  for (const command of shellCommands(script)) {
    const [found] = passwordsIn(command);
    if (found) return found;
    if (takesFromBefore(command) && isLiteralEcho(before)) {
      return { index: 0, label: `what ${baseName(before[0]!.text)} gives to ${baseName(command[0]!.text)}`, isPlaceholder: false };
    }
    before = command;
    if (depth === 0) continue;
    for (const { text } of command) {
      const inner = text.length < script.length && /\s/.test(text) ? passwordInScript(text, depth - 1) : undefined;
      if (inner) return inner;
    }
  }
  return undefined;
}

function takesFromBefore([program, ...rest]: readonly ShellWord[]): boolean {
  const name = baseName(program?.text ?? '');
  if (name === 'chpasswd') return true;
  const option = { passwd: '--stdin', sudo: '-S', gpg: '--passphrase-fd' }[name] ?? '--password-stdin';
  return rest.some(({ text }) => text === option);
}

function isLiteralEcho(words: readonly ShellWord[]): boolean {
  const name = words[0]?.text;
  if (name !== 'echo' && name !== 'printf') return false;
  const last = words[words.length - 1]!;
  return words.length > 1 && last.unclear === undefined && !/^%[a-z]$|\s/.test(last.text) && literalOf(last.text, '') === 'literal';
}

function passwordsOf(client: string, words: readonly ShellWord[], from: number): readonly ClientPassword[] {
  const found: ClientPassword[] = [];
  for (let i = from; i < words.length; i++) {
    for (const row of OPTIONS.get(client) ?? NO_ROWS) {
      const value = valueOf(row, words, i);
      if (value === undefined || !isWithin(row, words, from, i)) continue;
      const literal = literalIn(value.text, value.word, row.holds ?? 'password');
      if (literal !== 'none') {
        found.push({ index: value.index, label: `the option ${value.option} of ${client}`, isPlaceholder: literal === 'placeholder' });
      }
      i = value.index;
      break;
    }
  }
  if (found.length > 0) return found;
  const word = client === 'htpasswd' ? htpasswdWord(words, from) : positional(client, words, from);
  return word === undefined ? [] : [word];
}

const NO_ROWS: readonly ClientOption[] = [];

function isWithin({ within }: ClientOption, words: readonly ShellWord[], from: number, to: number): boolean {
  if (within === undefined) return true;
  for (let i = from; i < to; i++) if (within.includes(words[i]!.text)) return true;
  return false;
}

interface Value {
  readonly text: string;
  readonly word: ShellWord;
  readonly index: number;
  readonly option: string;
}

function valueOf({ long, short, switches = '', value }: ClientOption, words: readonly ShellWord[], i: number): Value | undefined {
  const word = words[i]!;
  const { text } = word;
  if (!text.startsWith('-')) return undefined;
  const next = words[i + 1];
  for (const option of long ?? []) {
    if (text === option) return next === undefined ? undefined : { text: next.text, word: next, index: i + 1, option };
    if (text.startsWith(`${option}=`)) return { text: text.slice(option.length + 1), word, index: i, option };
  }
  if (short === undefined || text.startsWith('--')) return undefined;
  let at = 1;
  while (at < text.length && text[at] !== short && switches.includes(text[at]!)) at += 1;
  if (text[at] !== short) return undefined;
  const option = `-${short}`;
  const joined = text.slice(at + 1);
  if (joined !== '') {
    return value === 'next' ? undefined : { text: joined.startsWith('=') ? joined.slice(1) : joined, word, index: i, option };
  }
  if (value === 'joined' || next === undefined || next.text.startsWith('-')) return undefined;
  return { text: next.text, word: next, index: i + 1, option };
}

/** What is written where a program expects a password; `none` for what the shell puts in, or nothing that is one. */
function literalIn(text: string, { unclear }: ShellWord, holds: Holds): ReturnType<typeof literalOf> {
  if (holds === 'header') return unclear === undefined && isHeaderWithCredential(text) ? 'literal' : 'none';
  let password = text;
  if (holds === 'source') {
    if (!text.startsWith('pass:')) return 'none';
    password = text.slice('pass:'.length);
  } else if (holds !== 'password') {
    const at = text.indexOf(holds.separator);
    if (at < 0 || (holds.separator === '/' && !/^[A-Za-z]/.test(text))) return 'none';
    password = text.slice(at + 1);
    if (holds.separator === '/') password = password.split('@', 1)[0]!;
  }
  if (unclear !== undefined && /[$`*?]/.test(password)) return 'none';
  return literalOf(password, '');
}

function positional(client: string, words: readonly ShellWord[], from: number): ClientPassword | undefined {
  for (const row of WORDS.get(client) ?? []) {
    const index = wordOf(row, words, from);
    if (index === undefined) continue;
    const literal = literalIn(words[index]!.text, words[index]!, row.holds ?? 'password');
    if (literal === 'none' || (row.holds === undefined && words[index]!.unclear !== undefined)) continue;
    const label = `the word for the password of ${[client, ...row.after].join(' ')}`;
    return { index, label, isPlaceholder: literal === 'placeholder' };
  }
  return undefined;
}

function wordOf({ after, word }: ClientWord, words: readonly ShellWord[], from: number): number | undefined {
  let matched = 0;
  let count = 0;
  let last: number | undefined;
  for (let i = from; i < words.length; i++) {
    const { text } = words[i]!;
    if (text.startsWith('-')) continue;
    if (matched < after.length) {
      if (text.toLowerCase() === after[matched]) matched += 1;
      else if (matched > 0) matched = 0;
      continue;
    }
    if (/^\w+=/.test(text)) continue;
    count += 1;
    last = i;
    if (count === word) return i;
  }
  return word === 'last' ? last : undefined;
}

/** `htpasswd -b file user word`: with `-b` the last word is the password. */
function htpasswdWord(words: readonly ShellWord[], from: number): ClientPassword | undefined {
  if (!words.slice(from).some(({ text }) => /^-[A-Za-z0-9]*b/.test(text))) return undefined;
  const index = words.length - 1;
  const word = words[index]!;
  if (index <= from || word.unclear !== undefined || word.text.startsWith('-')) return undefined;
  const literal = literalOf(word.text, '');
  return literal === 'none'
    ? undefined
    : { index, label: 'the word for the password of htpasswd', isPlaceholder: literal === 'placeholder' };
}
