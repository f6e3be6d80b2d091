import type { Inventory } from '../kubernetes/objects/inventory';
import { latestRelease, parseMinor, type KubernetesMinor } from '../kubernetes/releases/versions';
import { today } from '../text/dates';
import { adaptRule } from './adapt-rule';
import type { Finding } from './finding';
import { FindingStatus } from './finding-status';
import { foldConsequences, unfolded } from './fold';
import type { InBandWaivers } from './in-band-waivers';
import { optionValues } from './options';
import type { Profile } from './profile';
import { rank } from './ranking';
import { Registry } from './registry';
import type { AnyRule } from './rule';
import { chosenRules, run, type RunResult } from './run';
import type { ValueSchema } from './schema';
import {
  mergeSettings,
  partsOf,
  requireValid,
  SettingError,
  settingProperties,
  type ImageSettings,
  type RuleSetting,
  type Settings,
  type SettingsLayer,
} from './settings';
import { Severity } from './severity';
import type { Waiver, WaiverTest } from './waiver';
import { admitted, annotationWaivers } from './waiver-sources';

/** What the checks use: the engine knows none of it by name. */
export interface Product {
  readonly rules: readonly AnyRule[];
  readonly profiles: readonly Profile[];
  readonly defaultProfile: string;
  /** The option that says for how many days a waiver may hold: a rule and the name of its option. Default: for any time. */
  readonly longestWaiver?: readonly [rule: string, option: string];
  /** What an image policy asks of which rules. */
  imageRules(images: ImageSettings): Readonly<Record<string, RuleSetting>>;
}

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
  /** What the profile leaves out of the product's own one; undefined where that is nothing. */
  readonly leftOut?: LeftOut;
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

/** Days before its end from which a waiver is announced. */
const DEFAULT_NOTICE = 30;

/** A result with its verdict. */
export interface CheckedResult extends RunResult {
  readonly settings: AppliedSettings;
  /** The findings that make the run fail. None is a pass, as far as all input was read. */
  readonly failing: readonly Finding[];
  /** The findings that would make it fail, if it did not only report. */
  readonly unenforced: readonly Finding[];
}

/**
 * Settings and rules, ready to check inventories: the one place where a run is made, for the command, apps, tests and embedders alike.
 */
export class Checker {
  public readonly kubernetes: KubernetesMinor;
  public readonly asOf: string;
  public readonly profile: Profile;
  /** All settings as one. */
  public readonly settings: Settings;
  /** Every rule that there is, whether it runs or not. */
  public readonly registry: Registry;
  /** The rules that run, in catalogue order. */
  public readonly rules: readonly AnyRule[];
  /** What waivers are measured by. */
  public readonly waiverTest: WaiverTest;

  private readonly ruleSettings: ReadonlyMap<string, RuleSetting>;
  private readonly applied: AppliedSettings;

  /**
   * @param layers what was set, the first having the last word
   * @throws SettingError for the first setting that cannot be honoured; Error for rules that are not well-formed
   */
  constructor(
    product: Product,
    public readonly layers: readonly SettingsLayer[],
  ) {
    const own = layers.find(({ settings }) => settings.ownRules !== undefined)?.settings.ownRules ?? [];
    this.registry = new Registry([...product.rules, ...own.map(adaptRule)], product.rules.length);
    const schema = runSchema(this.registry.rules, product.profiles);
    for (const layer of layers) requireValid(schema, judgedSettings(layer.settings), layer);
    this.settings = mergeSettings(
      layers.map(({ settings }) => settings),
      (id) => this.registry.canonical(id),
    );
    const {
      kubernetes,
      asOf = today(),
      profile,
      failOn = Severity.LOW,
      failOnUnknown = false,
      reportOnly = false,
      waiverNoticeDays = DEFAULT_NOTICE,
      defaultNamespace,
      inBandWaivers,
    } = this.settings;
    this.asOf = asOf;
    this.kubernetes = parseMinor(kubernetes ?? latestRelease(asOf).version);
    this.profile = product.profiles.find(({ name }) => name === (profile ?? product.defaultProfile))!;
    this.ruleSettings = settingsByRule(
      this.settings,
      product,
      own.map(({ id }) => id),
    );
    this.rules = chosenRules(this.registry.rules, this.profile, this.ruleSettings);
    this.waiverTest = {
      asOf,
      isRule: (id) => this.registry.find(id) !== undefined,
      takesReason: (id) => this.registry.find(id)?.takesReason === true,
      longest: product.longestWaiver ? this.longest(product.longestWaiver) : Infinity,
    };
    this.applied = {
      ...appliedRules(this.registry.rules, this.profile, this.ruleSettings),
      ...leftOutOf(product, this.profile, this.rules, this.ruleSettings),
      file: layers.find(({ file }) => file !== undefined)?.file,
      defaultNamespace,
      ...(inBandWaivers === undefined ? {} : { inBandWaivers }),
      failOn: failOn as Severity,
      failOnUnknown,
      reportOnly,
      waiverNoticeDays,
    };
  }

  /**
   * Checks an inventory.
   *
   * @param waivers those that are in no annotation
   * @param fold what follows from what
   */
  public check(inventory: Inventory, waivers: readonly Waiver[] = [], fold = foldConsequences): CheckedResult {
    const all = this.settle(inventory);
    const result = run({
      inventory: all,
      registry: this.registry,
      profile: this.profile,
      kubernetes: this.kubernetes,
      asOf: this.asOf,
      settings: this.ruleSettings,
      waivers: [...waivers, ...annotationWaivers(all, this.waiverTest)].map((waiver) => admitted(waiver, this.settings.inBandWaivers)),
    });
    const findings = fold(result.findings, (finding) => this.fails(finding));
    const broken = findings.filter((finding) => this.fails(finding));
    const [failing, unenforced] = this.applied.reportOnly ? [[], broken] : [broken, []];
    return { ...result, findings, settings: this.applied, failing, unenforced };
  }

  /** The objects where they are put: what states no namespace is in the default one. */
  public settle(inventory: Inventory): Inventory {
    const { defaultNamespace } = this.settings;
    return defaultNamespace === undefined ? inventory : inventory.inNamespace(defaultNamespace);
  }

  private fails({ status, severity, failure }: Finding): boolean {
    const { failOn, failOnUnknown } = this.applied;
    if (failure !== undefined) return true;
    return status === FindingStatus.VIOLATION ? rank(severity) >= rank(failOn) : status === FindingStatus.UNKNOWN && failOnUnknown;
  }

  private longest([id, option]: readonly [string, string]): number {
    return optionValues(this.registry.find(id)!.options, partsOf(this.ruleSettings.get(id)).options)[option] as number;
  }
}

/** The same result with some of its findings. What follows from one that is left out is shown itself. */
export function narrowed(result: CheckedResult, keep: (finding: Finding) => boolean): CheckedResult {
  const failing = new Set(result.failing.filter(keep).map(unfolded));
  const plain = result.findings.filter(keep).map(unfolded);
  const findings = foldConsequences(plain, (finding) => failing.has(finding));
  return { ...result, findings, failing: findings.filter((_, index) => failing.has(plain[index]!)) };
}

/** What the settings of a run have to be. Rules of other authors and waivers have errors of their own. */
function runSchema(rules: readonly AnyRule[], profiles: readonly Profile[]): ValueSchema {
  return {
    type: 'object',
    noun: 'setting',
    additionalProperties: false,
    properties: { ...settingProperties(rules, profiles), asOf: { type: 'string', format: 'date' } },
  };
}

function judgedSettings(settings: Settings): object {
  const { kubernetes, profile, rules, images, defaultNamespace, inBandWaivers, failOn, failOnUnknown, reportOnly, waiverNoticeDays, asOf } =
    settings;
  return { kubernetes, profile, rules, images, defaultNamespace, inBandWaivers, failOn, failOnUnknown, reportOnly, waiverNoticeDays, asOf };
}

/** By rule: what is set, what the image policy requires, and that rules of other authors run. */
function settingsByRule({ rules = {}, images }: Settings, product: Product, own: readonly string[]): ReadonlyMap<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>(Object.entries(rules));
  for (const id of own) if (!settings.has(id)) settings.set(id, {});
  for (const [id, asked] of Object.entries(images ? product.imageRules(images) : {})) {
    const stated = settings.get(id);
    const { severity, options } = partsOf(stated);
    const twice = Object.keys(partsOf(asked).options ?? {}).find((option) => options?.[option] !== undefined);
    if (twice !== undefined) {
      const message = `${twice} is set in images and as an option of ${id}, so one of the two would have no effect. Set it in one place.`;
      throw new SettingError(message);
    }
    if (stated === 'off') {
      throw new SettingError(`images configures ${id}, and rules switches it off, so one of the two would have no effect. Remove one.`);
    }
    settings.set(id, { ...(severity ? { severity } : {}), options: { ...options, ...partsOf(asked).options } });
  }
  return settings;
}

function leftOutOf(
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

function appliedRules(
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
