import type { KubernetesMinor } from '../kubernetes/releases/versions';
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
  readonly sections: readonly Section[];
}

/** Controls about one thing. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What people have to look at for all of its controls. */
  readonly byHand?: string;
  readonly controls: readonly Control[];
}

/** A requirement of a benchmark. */
export interface Control {
  /** `1.2.1` */
  readonly id: string;
  /** In words of our own. */
  readonly title: string;
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
export function rulesByControl(rules: readonly AnyRule[], { prefix }: Benchmark): ReadonlyMap<string, readonly AnyRule[]> {
  const found = new Map<string, AnyRule[]>();
  for (const rule of rules) {
    if (rule.deprecated !== undefined) continue;
    for (const control of rule.controls) {
      if (!control.startsWith(prefix)) continue;
      const id = control.slice(prefix.length);
      const list = found.get(id);
      if (list) list.push(rule);
      else found.set(id, [rule]);
    }
  }
  return found;
}

/** Says of every control how it stands. */
export function controlReport(benchmark: Benchmark, catalog: readonly AnyRule[], result: RunResult): ControlReport {
  const deciding = rulesByControl(catalog, benchmark);
  const statuses = statusesByRule(result);
  return {
    benchmark,
    sections: benchmark.sections.map((section) => ({
      section,
      results: section.controls.map((control) => resultOf(control, section.byHand, deciding.get(control.id) ?? [], result, statuses)),
    })),
  };
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

function resultOf(
  control: Control,
  ofSection: string | undefined,
  rules: readonly AnyRule[],
  { tally }: RunResult,
  statuses: Statuses,
): ControlResult {
  const byHand = control.byHand ?? ofSection;
  const ids = rules.map(({ id }) => id);
  const as = (verdict: ControlVerdict, why: string): ControlResult => ({ control, verdict, rules: ids, why });
  if (rules.length === 0) return as(ControlVerdict.MANUAL, byHand ?? 'no rule decides it');
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
  if (subjects === 0) return as(ControlVerdict.NOT_APPLICABLE, 'nothing of the kind is in the input');
  return byHand === undefined ? as(ControlVerdict.PASS, `${subjects} checked`) : as(ControlVerdict.MANUAL, byHand);
}

function count(number: number, what: string): string | false {
  return number > 0 && `${number} ${what}${number === 1 ? '' : 's'}`;
}
