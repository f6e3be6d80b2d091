import type { HardeningProps } from '../app/hardening-props';
import type { Severity } from '../engine/severity';
import { isObject, typeName } from '../text/json';
import { likely } from '../text/nearest';

/**
 * What {@link HardeningMatchers.toPassHardening} is to use for its checks: the properties of `HardenedApp`. What is left out is that of the
 * app, or of the settings file; where there is none, `kubernetes` is the newest supported release, and all else has the defaults of these
 * properties.
 */
export interface HardeningMatcherOptions extends Partial<
  Omit<HardeningProps, 'failOn' | 'reportOnly' | 'waiverNoticeDays' | 'hardeningOutdir'>
> {
  /**
   * The least severity of a violation that makes the test fail.
   *
   * @default - that of the app; else 'low': every violation does
   */
  readonly failOn?: `${Severity}`;
}

/** What {@link HardeningMatchers.toViolate} is to use for its checks. */
export type ToViolateOptions = Omit<HardeningMatcherOptions, 'profile' | 'failOn'>;

const KEYS: Readonly<Record<keyof HardeningMatcherOptions, true>> = {
  kubernetes: true,
  asOf: true,
  rules: true,
  failOnUnknown: true,
  profile: true,
  failOn: true,
  ruleSettings: true,
  imagePolicy: true,
  waiverFiles: true,
  cluster: true,
  defaultNamespace: true,
  inBandWaivers: true,
  baseline: true,
  config: true,
  noConfig: true,
};

/** Refuses what a misspelt option would leave unsaid; what is not a set of options, too. */
export function checkOptions(options: unknown): void {
  if (!isObject(options)) throw new Error(`the options are ${typeName(options)}, not an object such as { profile: 'pss-restricted' }.`);
  const unknown = Object.keys(options).find((key) => !Object.hasOwn(KEYS, key));
  if (unknown === undefined) return;
  const near = likely(unknown, Object.keys(KEYS));
  const suggestion = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new Error(`there is no option "${unknown}".${suggestion} There are ${Object.keys(KEYS).join(', ')}.`);
}
