import { pathPrefix } from './audit-policy';

/** Paths: one, or all that begin with a text; except those taken away. */
export interface PathSet {
  readonly include: PathSpec;
  readonly exclude: readonly PathSpec[];
}

interface PathSpec {
  readonly text: string;
  readonly prefix: boolean;
}

/** Every path. */
export const ANY_PATH: PathSet = { include: { text: '', prefix: true }, exclude: [] };

/** What a non-resource URL of a rule selects. */
export function pathOf(spec: string): PathSet {
  return { include: spec.endsWith('*') ? { text: pathPrefix(spec), prefix: true } : { text: spec, prefix: false }, exclude: [] };
}

/** True when every path of the second is one of the first. */
export function coversPath(outer: PathSpec, inner: PathSpec): boolean {
  return outer.prefix ? inner.text.startsWith(outer.text) : !inner.prefix && inner.text === outer.text;
}

/** The paths that are in both; undefined when none is. */
export function commonPath(a: PathSet, b: PathSet): PathSet | undefined {
  const include = coversPath(a.include, b.include) ? b.include : coversPath(b.include, a.include) ? a.include : undefined;
  return include && { include, exclude: [...a.exclude, ...b.exclude] };
}

/** One of the paths, of which there is at least one. */
export function samplePath({ include, exclude }: PathSet): string {
  const taken = (path: string) => exclude.some((spec) => coversPath(spec, { text: path, prefix: false }));
  if (!include.prefix) return include.text;
  const start = include.text === '' ? '/' : include.text;
  const candidates = [start, `${start}other`, ...exclude.map((_, index) => `${start}other-${index}`), include.text];
  const found = candidates.find((path) => !taken(path));
  if (found !== undefined) return found;
  // Excluded paths take "/other…" too: some first character is free, else the box were empty or its excluded prefixes countless.
  for (let code = 33; code < 0x3000; code++) {
    const path = include.text + String.fromCharCode(code);
    if (!taken(path)) return path;
  }
  return include.text;
}
