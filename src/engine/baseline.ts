import { describe } from '../kubernetes/objects/object';
import type { Finding } from './finding';
import { FindingStatus } from './finding-status';
import { fingerprints } from './fingerprint';
import type { RuleTally } from './run';

/** Findings that are alike in all that a fingerprint is made of, as a baseline has them. */
export interface BaselineEntry {
  readonly rule: string;
  /** For people: whose finding it was. */
  readonly object: string;
  /** For people: the fact. */
  readonly message: string;
  /** What was unknown is not accepted once it is known to be a violation. */
  readonly status: 'violation' | 'unknown';
  /** Without the number that tells alike ones apart. */
  readonly fingerprint: string;
  /** How many of them were there. */
  readonly count: number;
}

/** The findings of a project when it began to be checked: they are accepted as they were, new ones are not. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** What a baseline did in a run. */
export interface BaselineUse {
  readonly file: string;
  readonly accepted: number;
  /** What was not found, with the number that is missing. */
  readonly absent: readonly BaselineEntry[];
  /** Findings of rules that did not run: nothing is known of them. */
  readonly notRun: readonly BaselineEntry[];
  /** Names of rules that do not exist: `workloads/old (now workloads/new)`. */
  readonly unknownRules: readonly string[];
}

/** What a baseline is measured by. */
export interface BaselineTest {
  /** The id by which the rule is known now; undefined for none. */
  canonical(id: string): string | undefined;
  ran(id: string): boolean;
}

/** The part of a fingerprint that alike findings share. */
export function withoutNumber(fingerprint: string): string {
  return fingerprint.slice(0, fingerprint.indexOf(':'));
}

/** What of a run can be in a baseline: no waived finding, and no failure of a rule. */
export function canBeBaselined({ status, failure }: Finding): boolean {
  return failure === undefined && (status === FindingStatus.VIOLATION || status === FindingStatus.UNKNOWN);
}

/** Marks the findings that the baseline has: as many as it counts, and no more. */
export function applyBaseline(
  findings: readonly Finding[],
  { file, entries }: Baseline,
  { canonical, ran }: BaselineTest,
): { readonly findings: readonly Finding[]; readonly use: BaselineUse } {
  const left = new Map(entries.map((entry) => [keyOf(entry.fingerprint, entry.status), entry.count]));
  const take = (key: string): boolean => {
    const number = left.get(key) ?? 0;
    if (number > 0) left.set(key, number - 1);
    return number > 0;
  };
  const fingerprint = fingerprints();
  const hashes = findings.map((finding) => withoutNumber(fingerprint(finding)));
  const accepted = new Set<Finding>();
  findings.forEach((finding, index) => {
    if (canBeBaselined(finding) && take(keyOf(hashes[index]!, finding.status))) accepted.add(finding);
  });
  // A violation that is accepted may become unknown, not the other way round.
  findings.forEach((finding, index) => {
    if (finding.status !== FindingStatus.UNKNOWN || accepted.has(finding) || !canBeBaselined(finding)) return;
    if (take(keyOf(hashes[index]!, FindingStatus.VIOLATION))) accepted.add(finding);
  });
  const missing = entries.flatMap((entry) => {
    const number = left.get(keyOf(entry.fingerprint, entry.status))!;
    return number === 0 ? [] : [{ ...entry, count: number }];
  });
  const wrong = missing.filter(({ rule }) => canonical(rule) !== rule).map(({ rule }) => rule);
  return {
    findings: findings.map((finding) => (accepted.has(finding) ? { ...finding, status: FindingStatus.BASELINED } : finding)),
    use: {
      file,
      accepted: accepted.size,
      absent: missing.filter(({ rule }) => canonical(rule) === undefined || ran(canonical(rule)!)),
      notRun: missing.filter(({ rule }) => canonical(rule) !== undefined && !ran(canonical(rule)!)),
      unknownRules: [...new Set(wrong)].map((id) => (canonical(id) === undefined ? id : `${id} (now ${canonical(id)})`)).sort(),
    },
  };
}

/** The tally with what the baseline accepts counted apart. */
export function tallyAfter(tally: readonly RuleTally[], before: readonly Finding[], after: readonly Finding[]): readonly RuleTally[] {
  const moved = new Map<string, { violations: number; unknown: number }>();
  after.forEach(({ rule, status }, index) => {
    if (status !== FindingStatus.BASELINED) return;
    const counts = moved.get(rule) ?? { violations: 0, unknown: 0 };
    counts[before[index]!.status === FindingStatus.VIOLATION ? 'violations' : 'unknown'] += 1;
    moved.set(rule, counts);
  });
  return tally.map((each) => {
    const { violations, unknown } = moved.get(each.rule.id) ?? { violations: 0, unknown: 0 };
    return {
      ...each,
      violations: each.violations - violations,
      unknown: each.unknown - unknown,
      baselined: violations + unknown,
    };
  });
}

/** What a baseline of these findings has: sorted, so that a change of it is a readable diff. */
export function entriesOf(findings: readonly Finding[]): readonly BaselineEntry[] {
  const fingerprint = fingerprints();
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    const hash = withoutNumber(fingerprint(finding));
    if (!canBeBaselined(finding)) continue;
    const { rule, object, about, message } = finding;
    const status = finding.status === FindingStatus.VIOLATION ? 'violation' : 'unknown';
    const key = keyOf(hash, status);
    const known = entries.get(key);
    const named = object ? describe(object) : (about ?? 'the run as a whole');
    entries.set(key, known ? { ...known, count: known.count + 1 } : { rule, object: named, message, status, fingerprint: hash, count: 1 });
  }
  return sortedEntries([...entries.values()]);
}

export function sortedEntries(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const textOf = ({ rule, object, fingerprint, status }: BaselineEntry) => [rule, object, fingerprint, status].join('\n');
  return [...entries].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function keyOf(fingerprint: string, status: string): string {
  return `${fingerprint} ${status}`;
}
