import type { Benchmark } from './benchmark';
import type { AnyRule } from './rule';

/** A named choice of rules. */
export interface Profile {
  readonly name: string;
  readonly title: string;
  /** The profile of the same rules under its current name. Default: this is the current name. */
  readonly aliasOf?: string;
  includes(rule: AnyRule): boolean;
}

/** A profile of the rules that cover a control of one catalogue: `controlProfile('cis-1.12', …, 'CIS-2.0:')`. */
export function controlProfile(name: string, title: string, ...prefixes: readonly string[]): Profile {
  const covers = (control: string) => prefixes.some((prefix) => control.startsWith(prefix));
  return { name, title, includes: (rule) => rule.deprecated === undefined && rule.controls.some(covers) };
}

/** The profile of the rules that decide a control of a benchmark. */
export function benchmarkProfile({ name, title, prefix, sections }: Benchmark): Profile {
  const also = new Set(sections.flatMap(({ controls }) => controls.flatMap(({ by = [] }) => by)));
  const decides = (control: string) => control.startsWith(prefix) || also.has(control);
  return { name, title, includes: (rule) => rule.deprecated === undefined && (also.has(rule.id) || rule.controls.some(decides)) };
}
