import { describe, type KubeObject } from '../kubernetes/objects/object';
import { MultiMap } from '../text/multi-map';
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
  /** The file in which it was found, from the folder of the baseline; undefined where it was in none. */
  readonly file?: string;
  /** Without the number that tells alike ones apart. */
  readonly fingerprint: string;
  /** How many of them were there. */
  readonly count: number;
}

/** The findings of a project when it began to be checked: they are accepted as they were, new ones are not. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /** What is known of the files of a run; undefined where its objects are not from files: then all of the project is checked. */
  readonly input?: BaselineInput;
}

/** The files of a run, as far as a baseline is concerned. Names are from its folder. */
export interface BaselineInput {
  /** How a baseline names the file of an object; undefined for none. */
  nameOf(object: KubeObject): string | undefined;
  /** True for a file that was read, and for one that is not there any more and would have been. */
  covers(name: string): boolean;
  /** True for a file that is there and was not read: what was found in it is there still, for all that is known. */
  isElsewhere(name: string): boolean;
}

/** What a baseline did in a run. */
export interface BaselineUse {
  readonly file: string;
  readonly accepted: number;
  /** What was found, where it is now. */
  readonly found: readonly BaselineEntry[];
  /** What was not found, with the number that is missing. */
  readonly absent: readonly BaselineEntry[];
  /** Findings in files that are not part of the input: nothing is known of them. */
  readonly outside: readonly BaselineEntry[];
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

/** An entry, and how many of its findings were not found yet. */
interface Slot {
  readonly entry: BaselineEntry;
  count: number;
}

/** Marks the findings that the baseline has: as many as it counts, and no more. */
export function applyBaseline(
  findings: readonly Finding[],
  { file, entries, input }: Baseline,
  { canonical, ran }: BaselineTest,
): { readonly findings: readonly Finding[]; readonly use: BaselineUse } {
  const left = entries.map((entry): Slot => ({ entry, count: entry.count }));
  const usable = left.filter(({ entry }) => !(entry.file !== undefined && input?.isElsewhere(entry.file) === true));
  const inFile = new Map(usable.map((slot) => [entryKey(slot.entry), slot]));
  const anywhere = MultiMap.by(usable, ({ entry }) => keyOf(entry.fingerprint, entry.status));
  /** By key: how many of the slots there are used up. */
  const used = new Map<string, number>();
  const anySlot = (key: string): Slot | undefined => {
    const slots = anywhere.get(key);
    let at = used.get(key) ?? 0;
    while (slots[at]?.count === 0) at += 1;
    used.set(key, at);
    return slots[at];
  };
  const fingerprint = fingerprints();
  const open = findings.map((finding) => ({ finding, hash: withoutNumber(fingerprint(finding)), name: fileOf(finding, input) }));
  const accepted = new Map<Finding, BaselineEntry>();
  const accept = (asViolation: boolean, inOwnFile: boolean) => {
    for (const { finding, hash, name } of open) {
      if (accepted.has(finding) || !canBeBaselined(finding)) continue;
      const key = keyOf(hash, asViolation ? FindingStatus.VIOLATION : finding.status);
      const slot = inOwnFile ? inFile.get(`${key} ${name ?? ''}`) : anySlot(key);
      if (!slot || slot.count === 0) continue;
      slot.count -= 1;
      accepted.set(finding, { ...slot.entry, file: name ?? slot.entry.file, count: 1 });
    }
  };
  accept(false, true);
  accept(false, false);
  // A violation that is accepted may become unknown, not the other way round.
  accept(true, true);
  accept(true, false);
  const missing = left.flatMap(({ entry, count }) => (count === 0 ? [] : [{ ...entry, count }]));
  const isOutside = outsideTest(missing, input);
  const isOff = ({ rule }: BaselineEntry) => canonical(rule) !== undefined && !ran(canonical(rule)!);
  const wrong = missing.filter(({ rule }) => canonical(rule) !== rule).map(({ rule }) => rule);
  return {
    findings: findings.map((finding) => (accepted.has(finding) ? { ...finding, status: FindingStatus.BASELINED } : finding)),
    use: {
      file,
      accepted: accepted.size,
      found: merged([...accepted.values()]),
      absent: missing.filter((entry) => !isOutside(entry) && !isOff(entry)),
      outside: missing.filter(isOutside),
      notRun: missing.filter((entry) => !isOutside(entry) && isOff(entry)),
      unknownRules: [...new Set(wrong)].map((id) => (canonical(id) === undefined ? id : `${id} (now ${canonical(id)})`)).sort(),
    },
  };
}

function fileOf({ object }: Finding, input: BaselineInput | undefined): string | undefined {
  return object && input?.nameOf(object);
}

/** Whether an entry is about what is not part of the input. Of one that names no file that is not known, where others are. */
function outsideTest(missing: readonly BaselineEntry[], input: BaselineInput | undefined): (entry: BaselineEntry) => boolean {
  if (!input) return () => false;
  const isOutside = ({ file }: BaselineEntry) => file !== undefined && !input.covers(file);
  const isPart = missing.some(isOutside);
  return (entry) => isOutside(entry) || (isPart && entry.file === undefined);
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
export function entriesOf(findings: readonly Finding[], input?: BaselineInput): readonly BaselineEntry[] {
  const fingerprint = fingerprints();
  const entries = findings.flatMap((finding) => {
    const hash = withoutNumber(fingerprint(finding));
    if (!canBeBaselined(finding)) return [];
    const { rule, object, about, message } = finding;
    const status = finding.status === FindingStatus.VIOLATION ? ('violation' as const) : ('unknown' as const);
    const named = object ? describe(object) : (about ?? 'the run as a whole');
    return [{ rule, object: named, message, status, file: fileOf(finding, input), fingerprint: hash, count: 1 }];
  });
  return sortedEntries(merged(entries));
}

/** One entry for what is alike: the first, with the number of all. */
export function merged(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const all = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const known = all.get(entryKey(entry));
    all.set(entryKey(entry), known ? { ...known, count: known.count + entry.count } : entry);
  }
  return [...all.values()];
}

/** What no two entries of a baseline share. */
export function entryKey({ fingerprint, status, file = '' }: BaselineEntry): string {
  return `${keyOf(fingerprint, status)} ${file}`;
}

export function sortedEntries(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const textOf = ({ rule, object, fingerprint, status, file }: BaselineEntry) => [rule, object, fingerprint, status, file].join('\n');
  return [...entries].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function keyOf(fingerprint: string, status: string): string {
  return `${fingerprint} ${status}`;
}
