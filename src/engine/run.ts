import { compareFindings, type Finding } from './finding';
import type { Profile } from './profile';
import type { Registry } from './registry';
import type { AnyRule, CheckContext, Outcome, Revision, Selected } from './rule';
import { WaiverBook, type Waiver, type WaiverUse } from './waiver';
import type { ImageDemands } from '../kubernetes/images/image-demands';
import type { Inventory } from '../kubernetes/objects/inventory';
import { compareVersions, parseMinor, type KubernetesMinor } from '../kubernetes/releases/versions';

/** What a run judges, and how. */
export interface RunInput {
  readonly inventory: Inventory;
  readonly registry: Registry;
  readonly profile: Profile;
  readonly kubernetes: KubernetesMinor;
  readonly asOf: string;
  readonly waivers: readonly Waiver[];
  readonly imagePolicy?: ImageDemands;
}

/** How one rule fared: the verdicts, counted over its subjects. `subjects` 0 = not applicable. */
export interface RuleTally {
  readonly rule: AnyRule;
  readonly subjects: number;
  readonly passed: number;
  readonly violations: number;
  readonly unknown: number;
  readonly waived: number;
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

/** Rules whose subjects are the waivers of the run: they run last, and no waiver covers them. */
const ABOUT_WAIVERS = 'assurance/waiver-';

/** Runs the rules of a profile over an inventory. Never throws for what the inventory holds. */
export function run(input: RunInput): RunResult {
  const { inventory, registry, profile, kubernetes, asOf, imagePolicy } = input;
  const book = new WaiverBook(input.waivers, (id) => registry.canonical(id));
  const chosen = registry.rules.filter((rule) => profile.includes(rule) || rule.id.startsWith(ABOUT_WAIVERS));
  const ran = new Set(chosen.map((rule) => rule.id));
  const findings: Finding[] = [];
  const tally = new Map<string, RuleTally>();
  let context: CheckContext = { inventory, kubernetes, asOf, imagePolicy, waivers: [] };
  const judge = (rules: readonly AnyRule[], waivable: boolean) => {
    for (const group of bySubject(rules)) runTogether(group, context, waivable ? book : undefined, findings, tally);
  };
  judge(
    chosen.filter(({ id }) => !id.startsWith(ABOUT_WAIVERS)),
    true,
  );
  const waivers = book.uses((id) => ran.has(registry.canonical(id)));
  context = { ...context, waivers };
  judge(
    chosen.filter(({ id }) => id.startsWith(ABOUT_WAIVERS)),
    false,
  );
  return {
    kubernetes,
    asOf,
    profile,
    waivers,
    objects: inventory.objects.length,
    nodeFiles: inventory.files.read.size,
    otherFiles: inventory.files.unread.length,
    findings: findings.sort(compareFindings),
    tally: chosen.map((rule) => tally.get(rule.id)!),
  };
}

/** Rules that look at the same things. */
function bySubject(rules: readonly AnyRule[]): Iterable<readonly AnyRule[]> {
  const groups = new Map<unknown, AnyRule[]>();
  for (const rule of rules) {
    const group = groups.get(rule.subject);
    if (group) group.push(rule);
    else groups.set(rule.subject, [rule]);
  }
  return groups.values();
}

/** Runs rules of one subject, thing by thing: what one rule has read is at hand for the next. */
function runTogether(
  rules: readonly AnyRule[],
  context: CheckContext,
  book: WaiverBook | undefined,
  findings: Finding[],
  tally: Map<string, RuleTally>,
): void {
  const judges = rules.map((rule) => ({
    rule,
    revision: revisionFor(rule, context.kubernetes),
    counts: { subjects: 0, passed: 0, violations: 0, unknown: 0, waived: 0 },
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
  for (const { value, object } of selected) {
    for (const { rule, revision, counts } of active) {
      counts.subjects += 1;
      const outcomes = faults ?? outcomesOf(revision!, value, context);
      if (outcomes.length === 0) {
        counts.passed += 1;
        continue;
      }
      for (const outcome of outcomes) {
        const about = outcome.object ?? object;
        const waiver = book?.accept(rule.id, about);
        const status = waiver ? 'waived' : outcome.unknown === true ? 'unknown' : 'violation';
        counts[status === 'violation' ? 'violations' : status] += 1;
        const { id, title, severity, fix } = rule;
        findings.push({ rule: id, title, severity, status, object: about, path: outcome.path, message: outcome.message, fix, waiver });
      }
    }
  }
  for (const { rule, counts } of judges) tally.set(rule.id, { rule, ...counts });
}

function outcomesOf(revision: Revision<unknown>, value: unknown, context: CheckContext): readonly Outcome[] {
  try {
    return revision.check(value, context);
  } catch (cause) {
    return failed(cause);
  }
}

/** A rule that fails has decided nothing: that is a violation of the rule, never a pass. */
function failed(cause: unknown): readonly Outcome[] {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return [{ path: '', message: `the rule itself failed (${reason}), so nothing is decided; please report this` }];
}

/** The newest revision that the version has; undefined when the rule is younger than the version. */
export function revisionFor(rule: AnyRule, version: KubernetesMinor): Revision<unknown> | undefined {
  let found: Revision<unknown> | undefined;
  for (const revision of rule.revisions) {
    if (compareVersions(parseMinor(revision.since), version) <= 0) found = revision;
  }
  return found;
}
