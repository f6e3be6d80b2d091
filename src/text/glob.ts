/** Says of a path, with forward slashes, whether a glob covers it. */
export type GlobTest = (path: string) => boolean;

/**
 * Reads a glob as `.gitignore` has them: `*`, `?` and `[…]` within a name, `**` over folders; and `{a,b}` for alternatives. One without a
 * slash (except one at its end) means a file or folder of that name anywhere. What names a folder covers all that is in it.
 *
 * Takes time by the product of both lengths at most. A range that is none, as in `[z-a]`, covers nothing.
 */
export function globTest(glob: string): GlobTest {
  const globs = alternativesOf(glob).map(segmentsOf);
  return (path) => {
    const names = path.split('/');
    return globs.some((segments) => fits(segments, names, (segment) => segment === ANY_FOLDERS, nameFits));
  };
}

/**
 * Reads a pattern as glob(3) does for paths: `*`, `?` and `[…]` within a name, `\\` before a character that stands for itself; a dot at the
 * beginning of a name only where the pattern has it.
 */
export function pathTest(pattern: string): GlobTest {
  const [start] = /^[^*?[\\]*/.exec(pattern)!;
  const segments = pattern
    .replace(/\[:([a-z]{1,9}):\]/g, (all, name: string) => CLASSES.get(name) ?? all)
    .split('/')
    .map((text) => ({ tokens: tokensOf(text, true), isHidden: /^\\?\./.test(text) }));
  return (path) => {
    if (!path.startsWith(start)) return false;
    const names = path.split('/');
    const fitting = ({ tokens, isHidden }: (typeof segments)[number], index: number) =>
      nameFits(tokens, names[index]!) && (isHidden || !names[index]!.startsWith('.'));
    return names.length === segments.length && segments.every(fitting);
  };
}

/** What one character has to be, or {@link ANY}: whatever and as many as there are. */
type Segment = readonly (RegExp | typeof ANY)[] | typeof ANY_FOLDERS;
const ANY = '*';
const ANY_FOLDERS = '**';

function segmentsOf(glob: string): readonly Segment[] {
  const body = glob.replace(/^\.?\//, '').replace(/(?<!\/)\/+$/, '');
  const isAnywhere = !body.includes('/') && !glob.startsWith('/');
  const segments = [...(isAnywhere ? [ANY_FOLDERS] : []), ...body.split('/')];
  // `a/**` covers what is in a, not a itself.
  if (segments.at(-1) === ANY_FOLDERS) segments.push('*');
  return [...segments, ANY_FOLDERS].map((segment) => (segment === ANY_FOLDERS ? segment : tokensOf(segment)));
}

/** Classes of characters that glob(3) knows by name. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['alnum', 'A-Za-z0-9'],
  ['alpha', 'A-Za-z'],
  ['blank', ' \t'],
  ['digit', '0-9'],
  ['lower', 'a-z'],
  ['space', ' \t\n\r\f\v'],
  ['upper', 'A-Z'],
  ['xdigit', '0-9A-Fa-f'],
]);

function tokensOf(segment: string, hasEscapes = false): Segment {
  return partsOf(segment, hasEscapes).map((token) => {
    if (token === '*') return ANY;
    if (token === '?') return /^.$/su;
    if (hasEscapes && token.length > 1 && token.startsWith('\\')) return literal(token.slice(1));
    if (token.length < 2 || !token.endsWith(']')) return literal(token);
    const [, not, characters] = /^\[([!^]?)(.+)\]$/su.exec(token)!;
    return classOf(`${not === '' ? '' : '^'}${characters!.replace(/[\\\][^]/g, '\\$&')}`);
  });
}

function literal(character: string): RegExp {
  return new RegExp(`^${character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&')}$`, 'u');
}

/** Characters, classes in brackets, and what a backslash stands before, as one part each. */
function partsOf(segment: string, hasEscapes: boolean): readonly string[] {
  const parts: string[] = [];
  const lastEnd = segment.lastIndexOf(']');
  for (let at = 0; at < segment.length; at += parts.at(-1)!.length) {
    if (hasEscapes && segment[at] === '\\' && at + 1 < segment.length) {
      parts.push(`\\${String.fromCodePoint(segment.codePointAt(at + 1)!)}`);
      continue;
    }
    const end =
      segment[at] === '[' && at < lastEnd ? segment.indexOf(']', at + /^.[!^]?\]?/s.exec(segment.slice(at, at + 3))![0].length) : -1;
    parts.push(end < 0 ? String.fromCodePoint(segment.codePointAt(at)!) : segment.slice(at, end + 1));
  }
  return parts;
}

function classOf(characters: string): RegExp {
  try {
    return new RegExp(`^[${characters}]$`, 'u');
  } catch {
    return NOTHING;
  }
}

const NOTHING = /(?!)/;

function nameFits(segment: Segment, name: string): boolean {
  return (
    segment !== ANY_FOLDERS
    && fits(
      segment,
      [...name],
      (token) => token === ANY,
      (token, character) => token !== ANY && token.test(character),
    )
  );
}

/** Whether items fit a pattern in which some parts stand for any number of them. Only the last such part is ever tried again. */
function fits<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isAny: (part: P) => boolean,
  isOne: (part: P, item: T) => boolean,
): boolean {
  let [at, item, lastAny, retry] = [0, 0, -1, 0];
  while (item < items.length) {
    const part = pattern[at];
    if (at < pattern.length && isAny(part!)) [lastAny, retry, at] = [at, item, at + 1];
    else if (at < pattern.length && isOne(part!, items[item]!)) [at, item] = [at + 1, item + 1];
    else if (lastAny >= 0) [at, retry, item] = [lastAny + 1, retry + 1, retry + 1];
    else return false;
  }
  return pattern.slice(at).every(isAny);
}

/** `{a,b}/c` as `a/c` and `b/c`; braces without a counterpart stand for themselves. */
function alternativesOf(glob: string): readonly string[] {
  const [all, before, within, after] = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(glob) ?? [];
  return all === undefined ? [glob] : within!.split(',').flatMap((each) => alternativesOf(`${before}${each}${after}`));
}
