import { isTemplateAt } from '../kubernetes/objects/embedded/text';
import type { Inventory } from '../kubernetes/objects/inventory';
import { compareVersions, parseMinor, type KubernetesMinor } from '../kubernetes/releases/versions';
import { LruMap } from '../text/lru-map';
import { MultiMap } from '../text/multi-map';
import { compareFindings, type Finding } from './finding';
import { FindingStatus } from './finding-status';
import { internalFailure } from './internal-failure';
import { optionValues } from './options';
import type { Profile } from './profile';
import type { Registry } from './registry';
import { NOT_APPLICABLE, type AnyRule, type CheckContext, type Outcome, type Revision, type Selected } from './rule';
import { partsOf, type RuleSetting } from './settings';
import type { Severity } from './severity';
import { WaiverBook, type Waiver, type WaiverUse } from './waiver';

/** What a run checks, and how. */
export interface RunInput {
  readonly inventory: Inventory;
  readonly registry: Registry;
  readonly profile: Profile;
  readonly kubernetes: KubernetesMinor;
  readonly asOf: string;
  readonly waivers: readonly Waiver[];
  /** Which of the rules run, in addition to all else. */
  readonly selection?: RuleSelection;
  /** By id: the rules that are set otherwise than they say. What is named and not off runs whatever the profile. */
  readonly settings?: ReadonlyMap<string, RuleSetting>;
}

/** How one rule fared: the verdicts, counted over its subjects. `subjects` 0 = not applicable. */
export interface RuleTally {
  readonly rule: AnyRule;
  readonly subjects: number;
  readonly passed: number;
  readonly violations: number;
  readonly unknown: number;
  readonly waived: number;
  /** What a baseline accepts; undefined without one. */
  readonly baselined?: number;
}

/** All that a run found. */
export interface RunResult {
  readonly kubernetes: KubernetesMinor;
  readonly asOf: string;
  readonly profile: Profile;
  /** Sorted: see {@link compareFindings}. */
  readonly findings: readonly Finding[];
  /** One entry for each rule of the profile, in catalogue order. */
  readonly tally: readonly RuleTally[];
  readonly waivers: readonly WaiverUse[];
  readonly objects: number;
  /** Number of files of nodes that rules have read as text. */
  readonly nodeFiles: number;
  /** Number of files of nodes that no rule has read: neither as text, nor an object in them. */
  readonly otherFiles: number;
}

const NO_SETTINGS: ReadonlyMap<string, RuleSetting> = new Map();

/** Runs the rules of a profile over an inventory. Never throws for what the inventory holds. */
export function run(input: RunInput): RunResult {
  const { inventory, registry, profile, kubernetes, asOf, settings = NO_SETTINGS, selection } = input;
  const book = new WaiverBook(input.waivers, (id) => registry.canonical(id));
  const chosen = chosenRules(registry.rules, profile, settings, selection).map((rule) => set(rule, settings.get(rule.id)));
  const ran = new Set(chosen.map(({ id }) => id));
  const values = new Map(chosen.map(({ id, options }) => [id, optionValues(options, partsOf(settings.get(id)).options)]));
  const findings: Finding[] = [];
  const tally = new Map<string, RuleTally>();
  const judge = (rules: readonly AnyRule[], contexts: readonly CheckContext[], accepting: WaiverBook | undefined) => {
    const groups = [...MultiMap.by(rules, ({ subject }) => subject).values()];
    for (const context of contexts) for (const group of groups) runTogether(group, values, context, accepting, findings, tally);
  };
  const isLast = ({ phase }: AnyRule) => phase === 'waivers';
  judge(
    chosen.filter((rule) => !isLast(rule)),
    inventory.sets.map((each) => ({ inventory: each, kubernetes, asOf, waivers: [] })),
    book,
  );
  const waivers = book.uses((id) => ran.has(registry.canonical(id)));
  judge(chosen.filter(isLast), [{ inventory, kubernetes, asOf, waivers }], undefined);
  return {
    kubernetes,
    asOf,
    profile,
    waivers,
    objects: inventory.sets.reduce((sum, { objects }) => sum + objects.length, 0),
    nodeFiles: inventory.files.read.size,
    otherFiles: inventory.files.unread.length,
    findings: findings.sort(compareFindings),
    tally: chosen.map((rule) => tally.get(rule.id)!),
  };
}

/** The rules that were requested by name, whatever the profile. */
export interface RuleSelection {
  /** Undefined for all. */
  readonly only?: ReadonlySet<string>;
  readonly without: ReadonlySet<string>;
}

/**
 * The rules that run: those of the profile, those that are named in the settings, and those about waivers; except those that are off. Where
 * some are requested, it is those alone.
 */
export function chosenRules(
  rules: readonly AnyRule[],
  profile: Profile,
  settings: ReadonlyMap<string, RuleSetting> = NO_SETTINGS,
  selection?: RuleSelection,
): readonly AnyRule[] {
  return rules.filter((rule) => {
    if (selection?.without.has(rule.id)) return false;
    if (selection?.only) return selection.only.has(rule.id);
    const setting = settings.get(rule.id);
    return setting !== 'off' && (setting !== undefined || rule.phase === 'waivers' || profile.includes(rule));
  });
}

function set(rule: AnyRule, setting: RuleSetting | undefined): AnyRule {
  const { severity } = partsOf(setting);
  return severity === undefined ? rule : { ...rule, severity: severity as Severity };
}

/** Runs rules of one subject, thing by thing: what one rule has read is kept for the next. */
function runTogether(
  rules: readonly AnyRule[],
  values: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  context: CheckContext,
  book: WaiverBook | undefined,
  findings: Finding[],
  tally: Map<string, RuleTally>,
): void {
  const judges = rules.map((rule) => ({
    rule,
    revision: revisionFor(rule, context.kubernetes),
    options: values.get(rule.id)!,
    counts: { ...(tally.get(rule.id) ?? { subjects: 0, passed: 0, violations: 0, unknown: 0, waived: 0 }) },
  }));
  const active = judges.filter(({ revision }) => revision !== undefined);
  let selected: readonly Selected<unknown>[] = [];
  let faults: readonly Outcome[] | undefined;
  if (active.length > 0) {
    try {
      selected = rules[0]!.subject.select(context);
    } catch (cause) {
      faults = failed(cause);
      selected = [{ value: undefined, object: undefined }];
    }
  }
  for (const { value, object, about } of selected) {
    // What holds for a namespace is said where its objects go: what is within another object is checked object by object.
    if (about !== undefined && object?.origin.within) continue;
    for (const { rule, revision, options, counts } of active) {
      const outcomes = faults ?? outcomesOf(revision!, value, context, options);
      if (outcomes === NOT_APPLICABLE) continue;
      counts.subjects += 1;
      if (outcomes.length === 0) {
        counts.passed += 1;
        continue;
      }
      for (const outcome of outcomes) {
        const shown = outcome.object ?? object;
        const isOpen = shown?.origin.within !== undefined && isTemplateAt(shown.json, outcome.path);
        const accepted = book?.accept(rule.id, shown);
        const { failure } = outcome;
        const waiver = failure ? undefined : accepted;
        const isUnknown = outcome.unknown === true || isOpen;
        const status = waiver ? FindingStatus.WAIVED : isUnknown ? FindingStatus.UNKNOWN : FindingStatus.VIOLATION;
        counts[status === FindingStatus.VIOLATION ? 'violations' : status] += 1;
        const { id, title, severity } = rule;
        const fix = failure ? ABOUT_FAILURE : rule.fix;
        const { path, line, code, malformed, related = [] } = outcome;
        const message = isOpen ? `${outcome.message}, but the value comes from a template` : outcome.message;
        const place = { object: shown, about: shown === object && outcome.path === '' ? about : undefined, path, line };
        // Of what is not in the input, what is not known about it is said once.
        const cause = outcome.cause ?? (place.about !== undefined && isUnknown ? { of: place.about, within: 'run' as const } : undefined);
        findings.push({
          rule: id,
          title,
          severity,
          status,
          ...place,
          message: shortened(message),
          code,
          related: related.slice(0, MOST_RELATED),
          fix,
          waiver,
          ...(malformed && { malformed }),
          ...(failure && { failure }),
          ...(cause && { cause }),
        });
      }
    }
  }
  for (const { rule, counts } of judges) tally.set(rule.id, { ...counts, rule });
}

function outcomesOf(
  revision: Revision<unknown>,
  value: unknown,
  context: CheckContext,
  options: Readonly<Record<string, unknown>>,
): readonly Outcome[] {
  try {
    return revision.check(value, context, options);
  } catch (cause) {
    return failed(cause);
  }
}

/** Where each of many objects has to do with all others, what is said of them is not to grow with their square. */
const MOST_RELATED = 20;
const LONGEST_MESSAGE = 2000;

function shortened(message: string): string {
  return message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE)}…`;
}

const ABOUT_FAILURE = 'Report this internal error, and check by hand what the rule requires until it is corrected.';

/** A rule that fails has decided nothing: that is unknown, and makes the run fail. */
function failed(cause: unknown): readonly Outcome[] {
  const failure = internalFailure(cause);
  const message = `the rule itself failed (${failure.error}), so nothing is decided; please report this`;
  return [{ path: '', message, unknown: true, failure }];
}

/** Few texts, requested by every rule of every run. */
const SINCE = new LruMap<string, KubernetesMinor>(100);

/** The newest revision that the version has; undefined when the rule is younger than the version. */
export function revisionFor(rule: AnyRule, version: KubernetesMinor): Revision<unknown> | undefined {
  let found: Revision<unknown> | undefined;
  for (const revision of rule.revisions) {
    if (compareVersions(SINCE.get(revision.since, parseMinor), version) <= 0) found = revision;
  }
  return found;
}
