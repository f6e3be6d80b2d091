import type { Inventory } from '../kubernetes/objects/inventory';
import { latestRelease, parseMinor, type KubernetesMinor } from '../kubernetes/releases/versions';
import { today } from '../text/dates';
import { adaptRule } from './adapt-rule';
import { appliedRules, appliedSelection, leftOutOf, type AppliedSettings } from './applied-settings';
import { applyBaseline, tallyAfter, type Baseline, type BaselineUse } from './baseline';
import type { Finding } from './finding';
import { FindingStatus } from './finding-status';
import { foldConsequences, unfolded } from './fold';
import { foldVariants } from './fold-variants';
import { optionValues } from './options';
import type { Profile } from './profile';
import { rank } from './ranking';
import { Registry } from './registry';
import type { AnyRule } from './rule';
import { selectionOf } from './rule-patterns';
import { chosenRules, run, type RuleSelection, type RunResult } from './run';
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

/** Days before its end from which a waiver is announced. */
const DEFAULT_NOTICE = 30;

/** A result with its verdict. */
export interface CheckedResult extends RunResult {
  readonly settings: AppliedSettings;
  /** The findings that make the run fail. None is a pass, as far as all input was read. */
  readonly failing: readonly Finding[];
  /** The findings that would make it fail, if it did not only report. */
  readonly unenforced: readonly Finding[];
  /** What the baseline did; undefined where there is none. */
  readonly baseline?: BaselineUse;
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

  /** The findings that are accepted as they were: see {@link Settings.baseline}. */
  public baseline?: Baseline;

  private readonly selection: RuleSelection | undefined;
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
      cluster,
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
    const nameOf = (setting: 'only' | 'without') => {
      const layer = layers.find(({ settings }) => settings[setting] !== undefined);
      return layer?.name?.(setting) ?? setting;
    };
    this.selection = selectionOf(this.settings, this.registry, nameOf);
    const all = chosenRules(this.registry.rules, this.profile, this.ruleSettings);
    this.rules = chosenRules(this.registry.rules, this.profile, this.ruleSettings, this.selection);
    this.waiverTest = {
      asOf,
      isRule: (id) => this.registry.find(id) !== undefined,
      takesReason: (id) => this.registry.find(id)?.takesReason === true,
      longest: product.longestWaiver ? this.longest(product.longestWaiver) : Infinity,
    };
    this.applied = {
      ...appliedRules(this.registry.rules, this.profile, this.ruleSettings),
      ...leftOutOf(product, this.profile, all, this.ruleSettings),
      ...appliedSelection(this.settings, all, this.rules),
      file: layers.find(({ file }) => file !== undefined)?.file,
      ...(cluster === undefined ? {} : { cluster }),
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
      selection: this.selection,
      waivers: [...waivers, ...annotationWaivers(all, this.waiverTest)].map((waiver) => admitted(waiver, this.settings.inBandWaivers)),
    });
    const accepted = this.accepted(result);
    const findings = foldVariants(fold(accepted.findings, (finding) => this.fails(finding)));
    const broken = findings.filter((finding) => this.fails(finding));
    const [failing, unenforced] = this.applied.reportOnly ? [[], broken] : [broken, []];
    return { ...accepted, findings, settings: this.applied, failing, unenforced };
  }

  private accepted(result: RunResult): RunResult & Pick<CheckedResult, 'baseline'> {
    if (!this.baseline) return result;
    const ran = new Set(this.rules.map(({ id }) => id));
    const test = { canonical: (id: string) => this.registry.find(id)?.id, ran: (id: string) => ran.has(id) };
    const { findings, use } = applyBaseline(result.findings, this.baseline, test);
    return { ...result, findings, tally: tallyAfter(result.tally, result.findings, findings), baseline: use };
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
  const findings = foldVariants(foldConsequences(plain, (finding) => failing.has(finding)));
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
  const { kubernetes, profile, rules, images, cluster, defaultNamespace, inBandWaivers, failOn, failOnUnknown, reportOnly } = settings;
  const { waiverNoticeDays, asOf } = settings;
  const judged = { kubernetes, profile, rules, images, cluster, defaultNamespace, inBandWaivers, failOn, failOnUnknown, reportOnly };
  return { ...judged, waiverNoticeDays, asOf };
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
