import type { IRule } from '../engine/outside-rule';
import type { Severity } from '../engine/severity';
import { isObject, typeName } from '../text/json';

/** What a matcher is to judge by. */
export interface ToViolateOptions {
  /**
   * The minor release of Kubernetes that the manifests are for, such as `1.36`.
   *
   * @default - that of the app; else the newest supported one
   */
  readonly kubernetes?: string;
  /**
   * The day that counts as today for support windows and waivers, `YYYY-MM-DD`.
   *
   * @default - that of the app; else today
   */
  readonly asOf?: string;
  /**
   * Rules of your own, run beside the built-in ones.
   *
   * @default - those of the app; else none
   */
  readonly rules?: readonly IRule[];
  /**
   * What cannot be decided makes the test fail too.
   *
   * @default false - it is shown where the test fails for another reason
   */
  readonly failOnUnknown?: boolean;
}

/** What {@link HardeningMatchers.toPassHardening} is to judge by. */
export interface HardeningMatcherOptions extends ToViolateOptions {
  /**
   * Name of the profile whose rules run: `hardened`, `cis-1.12`, `nsa-cisa`, `pss-baseline`, `pss-restricted` or `operations`.
   *
   * @default - that of the app; else `hardened`
   */
  readonly profile?: string;
  /**
   * The least severity of a violation that makes the test fail.
   *
   * @default 'low' - every violation does
   */
  readonly failOn?: `${Severity}`;
}

const KEYS: Readonly<Record<keyof HardeningMatcherOptions, true>> = {
  kubernetes: true,
  asOf: true,
  rules: true,
  failOnUnknown: true,
  profile: true,
  failOn: true,
};

/** Refuses what a misspelt option would leave unsaid; what is no set of options, too. */
export function checkOptions(options: unknown): void {
  if (!isObject(options)) throw new Error(`the options are ${typeName(options)}, not an object such as { profile: 'pss-restricted' }.`);
  const unknown = Object.keys(options).filter((key) => !Object.hasOwn(KEYS, key));
  if (unknown.length > 0) throw new Error(`there is no option "${unknown.join('", "')}". There are ${Object.keys(KEYS).join(', ')}.`);
}
