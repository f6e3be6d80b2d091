import type { KubernetesMinor } from '../kubernetes/releases/versions';
import { MultiMap } from '../text/multi-map';
import { ClusterProvider } from './cluster-provider';
import { FindingStatus } from './finding-status';
import type { AnyRule } from './rule';
import type { RunResult } from './run';

/** A published list of controls. */
export interface Benchmark {
  /** That of the profile that runs its rules. */
  readonly name: string;
  readonly title: string;
  /** What stands before the ids of its controls in the `controls` of rules: `CIS-2.0:`. */
  readonly prefix: string;
  /** What stands before them in reports, where rules name them as those of a later edition. Default: {@link prefix}. */
  readonly shownPrefix?: string;
  /** The releases of Kubernetes that it is written for. */
  readonly releases: readonly KubernetesMinor[];
  /** The provider whose clusters it is about. Default: it is about clusters of all kinds. */
  readonly provider?: ClusterProvider;
  readonly sections: readonly Section[];
}

/** Controls about one thing. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What people have to look at for all of its controls. */
  readonly byHand?: string;
  /** What people have to look at where the input has nothing of it. Default: then it is not applicable. */
  readonly unseen?: string;
  /** True for what the provider of a managed cluster decides. Default: its owner does. */
  readonly ofProvider?: boolean;
  readonly controls: readonly Control[];
}

/** A requirement of a benchmark. */
export interface Control {
  /** `1.2.1` */
  readonly id: string;
  /** In words of our own. */
  readonly title: string;
  /**
   * What decides it in addition to rules that name it: controls of other benchmarks that ask the same, as rules name them
   * (`CIS-2.0:5.1.1`), and ids of rules.
   */
  readonly by?: readonly string[];
  /** What people have to look at, whatever rules say; undefined where files decide all of it. */
  readonly byHand?: string;
}

/** How a control stands. */
export enum ControlVerdict {
  /** Rules decide it, and what it is about is in the input and keeps to it. */
  PASS = 'pass',
  /** Something in the input breaks it, accepted or not. */
  FAIL = 'fail',
  /** A rule that decides it could not, or did not run. */
  UNKNOWN = 'unknown',
  /** People have to look, though no rule has found anything. */
  MANUAL = 'manual',
  /** What it is about is not in the input. */
  NOT_APPLICABLE = 'not applicable',
}

/** A control with its verdict. */
export interface ControlResult {
  readonly control: Control;
  readonly verdict: ControlVerdict;
  /** Rules that decide it, or a part of it. */
  readonly rules: readonly string[];
  /** Why it is so: a few words. */
  readonly why: string;
}

/** The controls of a benchmark, as a run decides them. */
export interface ControlReport {
  readonly benchmark: Benchmark;
  readonly sections: readonly { readonly section: Section; readonly results: readonly ControlResult[] }[];
}

/** The rules of a catalogue by the controls that they decide. */
export function rulesByControl(rules: readonly AnyRule[], { prefix, sections }: Benchmark): ReadonlyMap<string, readonly AnyRule[]> {
  const byName = new MultiMap<string, AnyRule>();
  for (const rule of rules) {
    if (rule.deprecated !== undefined) continue;
    for (const name of [rule.id, ...rule.controls]) byName.add(name, rule);
  }
  const found = new Map<string, readonly AnyRule[]>();
  for (const { id, by = [] } of sections.flatMap(({ controls }) => controls)) {
    const deciding = [...new Set([`${prefix}${id}`, ...by].flatMap((name) => byName.get(name)))];
    if (deciding.length > 0) found.set(id, deciding);
  }
  return found;
}

/**
 * Says of every control how it stands.
 *
 * @param provider who runs the control plane
 */
export function controlReport(
  benchmark: Benchmark,
  catalog: readonly AnyRule[],
  result: RunResult,
  provider = ClusterProvider.SELF_MANAGED,
): ControlReport {
  const deciding = rulesByControl(catalog, benchmark);
  const statuses = statusesByRule(result);
  const judged = (section: Section, control: Control) => {
    const own = resultOf(control, section, deciding.get(control.id) ?? [], result, statuses);
    return section.ofProvider === true && provider !== ClusterProvider.SELF_MANAGED ? managed(own, provider) : own;
  };
  return {
    benchmark,
    sections: benchmark.sections.map((section) => ({ section, results: section.controls.map((control) => judged(section, control)) })),
  };
}

/** What the provider decides is for nobody to look at, unless the input has something of it all the same. */
function managed(result: ControlResult, provider: ClusterProvider): ControlResult {
  const isSeen = [ControlVerdict.FAIL, ControlVerdict.UNKNOWN, ControlVerdict.PASS].includes(result.verdict);
  return isSeen ? result : { ...result, verdict: ControlVerdict.NOT_APPLICABLE, why: `${provider.toUpperCase()} decides it` };
}

type Statuses = ReadonlyMap<string, ReadonlyMap<FindingStatus, number>>;

function statusesByRule({ findings }: RunResult): Statuses {
  const found = new Map<string, Map<FindingStatus, number>>();
  const add = (rule: string, status: FindingStatus) => {
    let counts = found.get(rule);
    if (!counts) found.set(rule, (counts = new Map()));
    counts.set(status, (counts.get(status) ?? 0) + 1);
  };
  for (const { rule, status, consequences = [] } of findings) {
    add(rule, status);
    for (const each of consequences) add(each.rule, each.status);
  }
  return found;
}

function resultOf(control: Control, section: Section, rules: readonly AnyRule[], { tally }: RunResult, statuses: Statuses): ControlResult {
  const byHand = control.byHand ?? section.byHand;
  const ids = rules.map(({ id }) => id);
  const as = (verdict: ControlVerdict, why: string): ControlResult => ({ control, verdict, rules: ids, why });
  if (rules.length === 0) return as(ControlVerdict.MANUAL, byHand ?? section.unseen ?? 'no rule decides it');
  const sum = (status: FindingStatus) => ids.reduce((total, id) => total + (statuses.get(id)?.get(status) ?? 0), 0);
  const open = sum(FindingStatus.VIOLATION);
  const accepted = sum(FindingStatus.WAIVED) + sum(FindingStatus.BASELINED);
  if (open + accepted > 0) {
    return as(ControlVerdict.FAIL, [count(open, 'violation'), accepted > 0 && `${accepted} accepted`].filter(Boolean).join(', '));
  }
  const unknown = sum(FindingStatus.UNKNOWN);
  if (unknown > 0) return as(ControlVerdict.UNKNOWN, `${unknown} not decided`);
  const ran = tally.filter(({ rule }) => ids.includes(rule.id));
  const notRun = ids.filter((id) => !ran.some(({ rule }) => rule.id === id));
  if (notRun.length > 0) return as(ControlVerdict.UNKNOWN, `${notRun.join(', ')} did not run`);
  const subjects = ran.reduce((total, each) => total + each.subjects, 0);
  if (subjects === 0 && section.unseen !== undefined) return as(ControlVerdict.MANUAL, section.unseen);
  if (subjects === 0) return as(ControlVerdict.NOT_APPLICABLE, 'nothing of the kind is in the input');
  return byHand === undefined ? as(ControlVerdict.PASS, `${subjects} checked`) : as(ControlVerdict.MANUAL, byHand);
}

function count(number: number, what: string): string | false {
  return number > 0 && `${number} ${what}${number === 1 ? '' : 's'}`;
}
