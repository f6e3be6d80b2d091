import type { Product } from './checker';
import type { ClusterProvider } from './cluster-provider';
import type { InBandWaivers } from './in-band-waivers';
import { optionValues } from './options';
import type { Profile } from './profile';
import type { AnyRule } from './rule';
import { chosenRules } from './run';
import { partsOf, type RuleSetting, type Settings } from './settings';
import type { Severity } from './severity';

/** Rules that a narrower profile does not run. */
export interface LeftOut {
  /** The profile that has them. */
  readonly of: string;
  readonly rules: number;
  /** Practices of which no rule runs. */
  readonly practices: readonly string[];
}

/** What was set, for reports. */
export interface AppliedSettings {
  /** The settings file. */
  readonly file?: string;
  /** Rules of the profile that are switched off. */
  readonly off: readonly string[];
  /** Rules with another severity, or other options, than their own. */
  readonly changed: readonly {
    readonly rule: string;
    readonly severity?: Severity;
    readonly options?: Readonly<Record<string, unknown>>;
  }[];
  /** The patterns that were requested, and how many rules of the settings do not run for it; undefined where all run. */
  readonly selection?: { readonly only?: readonly string[]; readonly without?: readonly string[]; readonly leftOut: number };
  /** What the profile leaves out of the product's own one; undefined where that is nothing. */
  readonly leftOut?: LeftOut;
  /** Who runs the control plane; undefined where it is not set. */
  readonly cluster?: `${ClusterProvider}`;
  readonly defaultNamespace?: string;
  /** Undefined where it is not set. */
  readonly inBandWaivers?: `${InBandWaivers}`;
  readonly failOn: Severity;
  readonly failOnUnknown: boolean;
  /** True when nothing makes the run fail. */
  readonly reportOnly: boolean;
  /** Reports announce waivers that end within so many days. */
  readonly waiverNoticeDays: number;
}

export function leftOutOf(
  { rules, profiles, defaultProfile }: Product,
  profile: Profile,
  running: readonly AnyRule[],
  settings: ReadonlyMap<string, RuleSetting>,
): Pick<AppliedSettings, 'leftOut'> {
  if (profile.name === defaultProfile) return {};
  const whole = profiles.find(({ name }) => name === defaultProfile)!;
  const ids = new Set(running.map(({ id }) => id));
  const missing = rules.filter((rule) => whole.includes(rule) && !ids.has(rule.id) && settings.get(rule.id) !== 'off');
  if (missing.length === 0) return {};
  const practiceOf = ({ id }: AnyRule) => id.slice(0, id.indexOf('/'));
  const covered = new Set(running.map(practiceOf));
  const practices = [...new Set(missing.map(practiceOf))].filter((practice) => !covered.has(practice)).sort();
  return { leftOut: { of: whole.name, rules: missing.length, practices } };
}

export function appliedRules(
  rules: readonly AnyRule[],
  profile: Profile,
  settings: ReadonlyMap<string, RuleSetting>,
): Pick<AppliedSettings, 'off' | 'changed'> {
  const switched = new Map([...settings].filter(([, setting]) => setting !== 'off'));
  return {
    off: rules
      .filter(({ id }) => settings.get(id) === 'off')
      .filter((rule) => chosenRules([rule], profile, switched).length > 0)
      .map(({ id }) => id),
    changed: rules.flatMap(({ id, severity: usual, options: known }) => {
      const { severity, options = {} } = partsOf(settings.get(id));
      const initial = optionValues(known);
      const others = Object.entries(options).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(initial[name]));
      if ((severity === undefined || severity === usual) && others.length === 0) return [];
      return [
        {
          rule: id,
          ...(severity === undefined || severity === usual ? {} : { severity: severity as Severity }),
          ...(others.length === 0 ? {} : { options: Object.fromEntries(others) }),
        },
      ];
    }),
  };
}

export function appliedSelection(
  { only, without }: Settings,
  all: readonly AnyRule[],
  running: readonly AnyRule[],
): Pick<AppliedSettings, 'selection'> {
  if (!only && !without) return {};
  const leftOut = all.filter((rule) => !running.includes(rule)).length;
  return { selection: { ...(only ? { only } : {}), ...(without ? { without } : {}), leftOut } };
}
