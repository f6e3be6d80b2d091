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
