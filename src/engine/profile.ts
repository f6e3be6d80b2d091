import type { AnyRule } from './rule';

/** A named choice of rules. */
export interface Profile {
  readonly name: string;
  readonly title: string;
  includes(rule: AnyRule): boolean;
}

/** A profile of the rules that cover a control of one catalogue: `controlProfile('cis-1.12', …, 'CIS-1.12:')`. */
export function controlProfile(name: string, title: string, ...prefixes: readonly string[]): Profile {
  const covers = (control: string) => prefixes.some((prefix) => control.startsWith(prefix));
  return { name, title, includes: (rule) => rule.deprecated === undefined && rule.controls.some(covers) };
}
