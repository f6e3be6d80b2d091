import { CATALOG } from '../../catalog';
import type { AnyRule } from '../../engine/rule';
import { lazy } from '../../text/lazy';

/** What is filled only when a flag gives the quantity, by the name of what fills it. */
const FLAGS: Readonly<Record<string, string>> = { resourceRequests: '--requests', temporaryDirectory: '--tmp' };

/** A change that `fix` makes for a rule. */
export interface RuleFix {
  /** What is set. */
  readonly sets: string;
  /** When it is not, though the field is unset: a clause that follows "if". */
  readonly unless?: string;
  /** The property of `PodHardeningProps` for the same change. */
  readonly podHardening: string;
  /** The flag without which `fix` does not make it. */
  readonly flag?: string;
}

/** The changes that `fix` can make for a rule. */
export function fixesOf({ fixable = [] }: AnyRule): readonly RuleFix[] {
  return fixable.map(({ name, sets, unless, isAsked }) => ({ sets, unless, podHardening: name, flag: isAsked ? FLAGS[name] : undefined }));
}

/** Those changes in a sentence each. */
export function fixSentences(rule: AnyRule): readonly string[] {
  return fixesOf(rule).map(
    ({ sets, unless, podHardening, flag }) =>
      `\`cdk8s-hardened fix${flag === undefined ? '' : ` ${flag}`}\` and \`PodHardening\` (\`${podHardening}\`) set ${sets}, where it `
      + 'is unset.'
      + (unless === undefined ? '' : ` They do not if ${unless}.`),
  );
}

/** The rule that a fill is for, by the name of what fills it. */
export const rulesOfFills = lazy<ReadonlyMap<string, string>>(
  () => new Map(CATALOG.flatMap((rule) => fixesOf(rule).map(({ podHardening }) => [podHardening, rule.id] as const))),
);

/** The names of what `fix` fills for a rule without a flag. */
export function fillsFor(rule: AnyRule): readonly string[] {
  return fixesOf(rule).flatMap(({ podHardening, flag }) => (flag === undefined ? [podHardening] : []));
}

/** The rules for which `fix` fills something without a flag. */
export const fixableRules = lazy<readonly string[]>(() => CATALOG.filter((rule) => fillsFor(rule).length > 0).map(({ id }) => id));
