import { EVENT_ID, parseEvents, SCALAR_STYLE, YAMLException, type Event, type ScalarEvent } from 'js-yaml';
import { YamlError } from './yaml-error';

/** The events of one document, and the text that their offsets are about. */
export interface Grammar {
  readonly events: readonly Event[];
  readonly source: string;
  /** Where an offset of `source` is in the text that was given. */
  original(offset: number): number;
}

/** How deep collections may stand within each other. Go's reader stops at 10,000; no manifest comes near either. */
export const MAX_DEPTH = 500;
const MAX_REPAIRS = 200;
const INDENT = 64;
const NONE = -1;

/**
 * Parses one document with js-yaml, and refuses what the reader of Kubernetes, which speaks YAML 1.1 as libyaml does, would refuse or read
 * otherwise than js-yaml, which speaks YAML 1.2. The refusals are here where one look at the text tells, and in `refuseScalar`,
 * `refuseKey` and their like, which are asked while the document is built.
 *
 * The other way round, these are refused though Kubernetes reads them: comments without a blank before the `#`, keys introduced by `?` that
 * are longer than 1,024 characters or go over lines, blank lines behind a `\\` at the end of a quoted line, keys equal as text but not as
 * values (`1` and `"1"`), line breaks other than LF and CR LF, tags with percent signs, directives, text behind the end of a document,
 * and documents nested deeper than {@link MAX_DEPTH}.
 *
 * Sources: go.yaml.in/yaml/v2 scannerc.go, parserc.go
 */
export function parseGrammar(text: string): Grammar {
  const { events, source, original } = repairedEvents(text);
  const first = events[0];
  if (first?.type === EVENT_ID.DOCUMENT && first.directives.length > 0) throw new YamlError(0, 'a directive stands before the document');
  if (source.includes('...') && source.slice(blankLinesEnd(source)).search(END) === 0) throw new YamlError(0, '"..." ends no document');
  if (source.includes('\t') && LEADING_TAB.test(source)) refuseTabs(source, events);
  return { events, source, original };
}

/** So many characters more (or less) than before, from an offset on. */
interface Repair {
  readonly at: number;
  readonly more: number;
}

/** Back through the repairs, the last one first. */
function originalOf(offset: number, repairs: readonly Repair[]): number {
  return repairs.reduceRight((at, repair) => (at < repair.at ? at : Math.max(repair.at, at - repair.more)), offset);
}

/**
 * js-yaml asks that lines within brackets and quotes be indented deeper than what holds them; libyaml, and so Kubernetes, does not, and
 * there the indentation means nothing. So a line that js-yaml refuses for it is indented, and the text read again. Likewise with the escape
 * `\'`, which js-yaml does not know, and with tabs between the signs of a line.
 */
function repairedEvents(text: string): Grammar {
  let source = text;
  const repairs: Repair[] = [];
  for (;;) {
    try {
      return { events: parseEvents(source, { maxDepth: MAX_DEPTH }), source, original: (offset) => originalOf(offset, repairs) };
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const at = error.mark?.position ?? 0;
      const lineStart = source.lastIndexOf('\n', at - 1) + 1;
      // Blanks alone before the place: so the line begins within the brackets or quotes.
      const isWithin = source.slice(lineStart, at).trim() === '' && !/^\.\.\.\s/.test(source.slice(lineStart, lineStart + 4));
      if (repairs.length === MAX_REPAIRS) throw new YamlError(at, error.reason, source);
      if (error.reason === 'deficient indentation' && isWithin) {
        source = `${source.slice(0, lineStart)}${' '.repeat(INDENT)}${source.slice(lineStart)}`;
        repairs.push({ at: lineStart, more: INDENT });
      } else if (error.reason === 'deficient indentation' && tabsBefore(source.slice(lineStart, at))) {
        const [start, end] = tabsBefore(source.slice(lineStart, at))!;
        source = source.slice(0, lineStart + start) + ' '.repeat(end - start) + source.slice(lineStart + end);
        repairs.push({ at, more: 0 });
      } else if (error.reason === 'unknown escape sequence' && source[at] === "'") {
        source = source.slice(0, at - 1) + source.slice(at);
        repairs.push({ at: at - 1, more: -1 });
      } else throw new YamlError(at, error.reason, source);
    }
  }
}

const END = /^\.\.\.\s/;
const BLANK_LINE = /[ \t]*(?:#.*)?\n/y;

/** Where blank lines and comments end, line by line: an expression with a loop over millions of them overflows V8's stack. */
export function blankLinesEnd(source: string, line = BLANK_LINE): number {
  let end = 0;
  for (line.lastIndex = 0; line.test(source);) end = line.lastIndex;
  return end;
}

/**
 * Where tabs stand between two signs at the end of a part of a line, or before the bracket that it ends with. libyaml takes them, but not
 * behind the beginning of a block's entry.
 */
function tabsBefore(line: string): readonly [start: number, end: number] | undefined {
  for (const part of [line, line.replace(/[[{][ \t]*$/, '')]) {
    const start = part.trimEnd().length;
    if (part.slice(start).includes('\t') && !/^ *(?:[-?:] +)*[-?:]?$/.test(part.slice(0, start))) return [start, part.length];
  }
  return undefined;
}

const LEADING_TAB = /^ *(?:[-?:] +)*[-?:]?\t/m;

const TAB = 'a tab stands where indentation by spaces is expected';

/** libyaml takes no tab for indentation; js-yaml takes some. Within texts and within brackets they are free. */
function refuseTabs(source: string, events: readonly Event[]): void {
  const texts = events.filter((event): event is ScalarEvent => event.type === EVENT_ID.SCALAR && event.valueStart !== NONE);
  let next = 0;
  let at = 0;
  let depth = 0;
  for (const match of source.matchAll(new RegExp(LEADING_TAB, 'gm'))) {
    const tab = match.index + match[0].length - 1;
    // From text to text: what stands between them are brackets, other signs and comments.
    while (next < texts.length && texts[next]!.valueStart <= tab) {
      depth += bracketsIn(source.slice(at, texts[next]!.valueStart));
      at = Math.max(at, texts[next]!.valueEnd);
      next += 1;
    }
    if (at > tab) {
      // At the beginning of the line, before repairs. Further in, it depends on what holds the text, and mostly is fine.
      if (/^ *\t$/.test(match[0]) && match[0].length % INDENT === 1 && texts[next - 1]!.style === SCALAR_STYLE.PLAIN) {
        throw new YamlError(tab, TAB);
      }
      continue;
    }
    const between = source.slice(at, tab);
    const last = texts[next - 1];
    // A plain text goes on over lines, and there the tab would be its indentation.
    const isOpen = between.trim() === '' && last !== undefined && last.style === SCALAR_STYLE.PLAIN;
    depth += bracketsIn(between);
    at = tab;
    if (depth === 0 || isOpen) throw new YamlError(tab, TAB);
  }
}

/** How many brackets open in what stands between texts, less those that close. */
function bracketsIn(between: string): number {
  let depth = 0;
  for (const [sign] of between.matchAll(/(?:^|(?<=[\s[\]{},]))#[^\n]*|[[\]{}]/g)) {
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
  }
  return depth;
}

/** Refuses scalars that libyaml reads otherwise. */
export function refuseScalar(event: ScalarEvent, source: string, inFlow: boolean): void {
  if (event.style === SCALAR_STYLE.PLAIN) {
    if (inFlow && event.valueStart !== NONE) refusePlainInFlow(event, source);
  } else if (event.style === SCALAR_STYLE.DOUBLE_QUOTED && !event.fast) {
    refuseEscapes(event, source);
  } else if (event.style >= SCALAR_STYLE.LITERAL_BLOCK) {
    refuseTabsInBlock(event, source);
  }
}

/** The sign of a block, up to the end of its line or a comment. */
const BLOCK_HEADER = /[|>][+-]?[1-9]?[+-]?[ \t]*(?:\n|(?<=[ \t])#)/;

/** Before the indentation of a block is known, and within it, libyaml takes no tab. */
function refuseTabsInBlock({ valueStart, valueEnd, indent }: ScalarEvent, source: string): void {
  const text = source.slice(valueStart, valueEnd);
  if (!text.includes('\t')) return;
  const header = source.slice(source.lastIndexOf('\n', valueStart - 2) + 1, valueStart);
  let isKnown = /\d/.test(BLOCK_HEADER.exec(header)?.[0] ?? '');
  let offset = valueStart;
  for (const line of text.split('\n')) {
    const spaces = /^ */.exec(line)![0].length;
    if (line[spaces] === '\t' && (!isKnown || spaces < indent)) {
      throw new YamlError(offset + spaces, TAB);
    }
    if (spaces < line.length) isKnown = true;
    offset += line.length + 1;
  }
}

const COLON_WITHOUT_BLANK = /^\s*:[,[\]{}]/;

function refusePlainInFlow({ valueStart, valueEnd }: ScalarEvent, source: string): void {
  const text = source.slice(valueStart, valueEnd);
  if (text.includes('?')) throw new YamlError(valueStart, 'a "?" within brackets begins a key for Kubernetes; quote the text');
  if (text.startsWith(':')) throw new YamlError(valueStart, 'a ":" within brackets begins a value for Kubernetes; quote the text');
  if (COLON_WITHOUT_BLANK.test(source.slice(valueEnd, valueEnd + MAX_KEY))) {
    throw new YamlError(valueEnd, 'a ":" without a blank behind it belongs to the text for Kubernetes');
  }
}

/** An escaped line break before blank lines: js-yaml drops those, libyaml reads them as line breaks. */
const ESCAPED_BREAK = /(?<!\\)(?:\\\\)*\\\n[ \t]*\n/;
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[\s\S])/g;

function refuseEscapes({ valueStart, valueEnd }: ScalarEvent, source: string): void {
  const text = source.slice(valueStart, valueEnd);
  const escapedBreak = ESCAPED_BREAK.exec(text);
  if (escapedBreak) {
    throw new YamlError(
      valueStart + escapedBreak.index,
      'blank lines follow a line that ends with "\\" within quotes; write "\\n" for line breaks',
    );
  }
  for (const match of text.matchAll(ESCAPE)) {
    const code = parseInt(match[1] ?? match[2] ?? '0', 16);
    if (match[0] === '\\/' || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
      throw new YamlError(valueStart + match.index, `Kubernetes does not know the escape ${match[0]} in YAML`);
    }
  }
}

const MAX_KEY = 1024;

/** libyaml wants the ":" on the line on which its key begins, and near. */
export function refuseKey(start: number, end: number, source: string): void {
  let colon = end;
  if (source.charCodeAt(colon) !== 58) {
    while (source.charCodeAt(colon) === 32 || source.charCodeAt(colon) === 9) colon += 1;
    if (/[\n#]/.test(source.charAt(colon)) && isColonBelow(source.slice(colon))) {
      throw new YamlError(start, 'a key and its ":" stand on two lines');
    }
  }
  if (colon - start > MAX_KEY) throw new YamlError(start, `a key is longer than ${MAX_KEY} characters`);
  if (source.slice(start, end).includes('\n')) throw new YamlError(start, 'a key goes over several lines');
}

/** True when nothing but blanks and comments stands before a colon. */
function isColonBelow(text: string): boolean {
  return /^\s*:/.test(text.slice(blankLinesEnd(text)));
}

const BEFORE_KEY = /^(?:---)?[ \t]*(?:[-?:][ \t]+)*$/;

/** A key outside brackets begins its line, or follows the signs of the lists and mappings that it opens: not a value (`- 'a' b: c`). */
export function refuseBehindValue(start: number, source: string): void {
  let at = start - 1;
  while (source.charCodeAt(at) === 32) at -= 1;
  if (at < 0 || source.charCodeAt(at) === 10) return;
  if (!BEFORE_KEY.test(source.slice(source.lastIndexOf('\n', start - 1) + 1, start))) {
    throw new YamlError(start, 'a key stands on the line of a value');
  }
}

/** A block mapping or list begins on a line of its own, not behind a key. */
export function refuseSameLine(keyStart: number, start: number, source: string): void {
  const lineEnd = source.indexOf('\n', keyStart);
  if (lineEnd < 0 || lineEnd >= start) throw new YamlError(start, 'a second key or a list entry stands on the line of a key');
}

const NAME = /^[0-9A-Za-z_-]+$/;
const AFTER_NAME = /[\s?:,\]}%@`]/;

/** Anchors and aliases have letters, digits, "_" and "-" in their names. */
export function refuseName(name: string, end: number, source: string): void {
  if (!NAME.test(name) || !AFTER_NAME.test(source[end] ?? '\n')) {
    throw new YamlError(end - name.length, 'the name of an anchor or alias has other signs than letters, digits, "_" and "-"');
  }
}

/** The full name of a tag; '' for none. */
export function tagName(start: number, end: number, source: string): string {
  if (start === NONE) return '';
  const text = source.slice(start, end);
  const full = text.startsWith('!<') ? text.slice(2, -1) : text.startsWith('!!') ? `tag:yaml.org,2002:${text.slice(2)}` : text;
  const isRead =
    /^(?:!|!!|!<)?[0-9A-Za-z_;/?:@&=+$,.!~*'()[\]>-]*$/.test(text) && !/^![0-9A-Za-z_-]+!/.test(text) && full !== '' && text !== '!!';
  if (!isRead || !/\s/.test(source[end] ?? '\n')) throw new YamlError(start, 'a tag is not written as Kubernetes reads it');
  return full;
}
