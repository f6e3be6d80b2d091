import { dump } from 'js-yaml';
import { isObject } from '../json';

/** How collections without brackets are indented. */
export interface BlockStyle {
  /** Columns of a mapping beneath its key. */
  readonly mapping: number;
  /** Columns of a list beneath its key; often none. */
  readonly sequence: number;
}

/** How collections within brackets are written. */
export interface FlowStyle {
  /** JSON, or YAML that looks like it: keys and texts in double quotes. */
  readonly isQuoted: boolean;
  /** Between a key and its value: `: ` or `:`. */
  readonly colon: string;
  readonly comma: string;
  /** Inside the braces of mappings. */
  readonly padding: string;
}

/** A value as lines without brackets, from column 0 on. */
export function blockLines(value: unknown, style: BlockStyle): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => blockItem(item, style));
  return Object.entries(value as object).flatMap(([key, item]) => blockEntry(key, item, style));
}

/** `key: value`, over several lines for collections. */
export function blockEntry(key: string, value: unknown, style: BlockStyle): string[] {
  const name = scalar(key, false);
  if (!isFilled(value)) return [`${name}: ${flowText(value, PLAIN)}`];
  return [`${name}:`, ...indented(blockLines(value, style), Array.isArray(value) ? style.sequence : style.mapping)];
}

/** `- value`, over several lines for collections. */
export function blockItem(value: unknown, style: BlockStyle, gap = 1): string[] {
  if (!isFilled(value)) return [`-${' '.repeat(gap)}${flowText(value, PLAIN)}`];
  const [first, ...rest] = blockLines(value, style);
  return [`-${' '.repeat(gap)}${first!}`, ...indented(rest, 1 + gap)];
}

const PLAIN: FlowStyle = { isQuoted: false, colon: ': ', comma: ', ', padding: '' };

/** A value on one line, collections within brackets. */
export function flowText(value: unknown, style: FlowStyle): string {
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, style)).join(style.comma)}]`;
  if (!isObject(value)) return scalar(value, style.isQuoted);
  const entries = Object.entries(value).map(([key, item]) => flowEntry(key, item, style));
  return entries.length === 0 ? '{}' : `{${style.padding}${entries.join(style.comma)}${style.padding}}`;
}

export function flowEntry(key: string, value: unknown, style: FlowStyle): string {
  return `${scalar(key, style.isQuoted)}${style.colon}${flowText(value, style)}`;
}

/** A text that YAML 1.1 would take for something else is quoted by js-yaml; within a list, so that it may stand within brackets too. */
function scalar(value: unknown, isQuoted: boolean): string {
  return isQuoted ? JSON.stringify(value) : dump([value], { flowLevel: 0, lineWidth: -1 }).trimEnd().slice(1, -1);
}

/** True for a list or mapping with something in it. */
export function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
}

export function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(columns) + line));
}
