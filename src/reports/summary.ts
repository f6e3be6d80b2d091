import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { rank, SEVERITIES } from '../engine/ranking';
import type { Related } from '../engine/rule';
import type { RunResult } from '../engine/run';
import type { Severity } from '../engine/severity';
import type { WaiverTerms } from '../engine/waiver';
import { describe, type KubeObject } from '../kubernetes/objects/object';
import { formatMinor } from '../kubernetes/releases/versions';
import type { ReportInput } from './report-input';

/** All severities, worst first: the order of every report. */
export const WORST_FIRST: readonly Severity[] = [...SEVERITIES].reverse();

/** What a report counts. */
export interface Counts {
  readonly status: Readonly<Record<FindingStatus, number>>;
  /** Violations, by severity. */
  readonly severity: ReadonlyMap<Severity, number>;
  /** Rules that had something to look at. */
  readonly rulesRan: number;
  readonly rulesNotApplicable: number;
}

/** What is worth telling: what only follows from another finding is counted with that. */
export function shownFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ follows }) => follows === undefined);
}

export function countsOf({ result }: ReportInput): Counts {
  const status = { violation: 0, unknown: 0, waived: 0, baselined: 0 };
  const severity = new Map(WORST_FIRST.map((each) => [each, 0]));
  for (const finding of shownFindings(result.findings)) {
    status[finding.status] += 1;
    if (finding.status === FindingStatus.VIOLATION) severity.set(finding.severity, severity.get(finding.severity)! + 1);
  }
  const rulesRan = result.tally.filter(({ subjects }) => subjects > 0).length;
  return { status, severity, rulesRan, rulesNotApplicable: result.tally.length - rulesRan };
}

const STATUS_ORDER: Readonly<Record<FindingStatus, number>> = { violation: 0, unknown: 1, waived: 2, baselined: 3 };

/** Violations before what is unknown before what is waived, the worst first; else as they come. For a stable sort. */
export function worstFirst(a: Finding, b: Finding): number {
  return STATUS_ORDER[a.status] - STATUS_ORDER[b.status] || rank(b.severity) - rank(a.severity);
}

/** Line of what a finding is about: in its file, or in the text file of a node; undefined where there is neither. */
export function lineOf(input: ReportInput, { object, path, line }: Pick<Finding, 'object' | 'path' | 'line'>): number | undefined {
  return object?.origin.file === undefined ? line : (line ?? input.line(object, path));
}

/** `deploy/api.yaml:12`; undefined where there is no file. */
export function placeOf(input: ReportInput, finding: Pick<Finding, 'object' | 'path' | 'line'>): string | undefined {
  const file = finding.object?.origin.file;
  if (file === undefined) return undefined;
  const line = lineOf(input, finding);
  return line === undefined ? fileName(file) : `${fileName(file)}:${line}`;
}

/** The field, or the line in a text file of a node that was not read from a file; '' for an object as a whole. */
export function fieldOf({ object, path, line }: Pick<Finding, 'object' | 'path' | 'line'>): string {
  return line !== undefined && object?.origin.file === undefined ? `line ${line}` : path;
}

/** `the other autoscaler: HorizontalPodAutoscaler shop/api spec.minReplicas, deploy/hpa.yaml:7`. */
export function relatedText(input: ReportInput, place: Related): string {
  const { object, what } = place;
  const where = placeOf(input, place) ?? object.origin.construct;
  const named = [objectName(object), fieldOf(place)].filter((part) => part !== '').join(' ');
  return `${what}: ${named}${where === undefined ? '' : `, ${where}`}`;
}

/** A file as people know it. */
export function fileName(file: string): string {
  return file === '-' ? '(standard input)' : file;
}

/** `Deployment payments/api`, `Policy (unnamed) in /etc/kubernetes/audit.yaml`, `/etc/ssh/sshd_config.d/50-hardening.conf`. */
export function objectName(object: KubeObject | undefined): string {
  if (!object) return RUN_AS_A_WHOLE;
  const { hostPath, within } = object.origin;
  if (hostPath === undefined) return within ? `${describe(object)} in ${describe(within)}` : describe(object);
  return object.apiVersion === '' && object.name === hostPath ? hostPath : `${describe(object)} in ${hostPath}`;
}

export const RUN_AS_A_WHOLE = 'the run as a whole';

/** Why a finding is accepted, and, where that takes more than a reason, by whom and until when. */
export function acceptance({ reason, approvedBy, until, scope }: WaiverTerms): string {
  const covers = scope === undefined ? '' : `, for ${scope}`;
  return until === undefined ? `${reason} (a reason is enough)` : `${reason} (approved by ${approvedBy} until ${until}${covers})`;
}

/** `1 violation`, `2 violations`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** The result in a line: `3 violations: 1 critical, 2 high`. Never says that all is well of what was not checked. */
export function verdict({ result, errors, files }: ReportInput, { status, severity, rulesRan }: Counts): string {
  if (status.violation > 0) {
    const parts = WORST_FIRST.filter((each) => severity.get(each)! > 0).map((each) => `${severity.get(each)!} ${each}`);
    return `${count(status.violation, 'violation')}: ${parts.join(', ')}`;
  }
  if (isEmpty(result) && files !== undefined) return 'No Kubernetes objects found: nothing was checked';
  if (rulesRan === 0) return 'No rule applies: nothing was checked';
  if (errors.length > 0) return 'No violations in what could be read';
  const none = status.baselined > 0 ? 'No violations that are not in the baseline' : 'No violations';
  return status.unknown > 0 ? `${none} in what could be decided` : none;
}

/** True when there was something to check, and all of it was read, decided and passed (or is accepted by a waiver). */
export function isClean({ result, errors, files }: ReportInput, { status, rulesRan }: Counts): boolean {
  return (!isEmpty(result) || files === undefined) && rulesRan > 0 && errors.length === 0 && status.unknown === 0 && status.violation === 0;
}

/** `2 parts of the input could not be read and were not checked`. */
export function unreadOf({ errors }: ReportInput): string {
  return `${count(errors.length, 'part')} of the input could not be read and ${errors.length === 1 ? 'was' : 'were'} not checked`;
}

/** True when there was nothing to check. */
export function isEmpty({ objects, nodeFiles }: RunResult): boolean {
  return objects === 0 && nodeFiles === 0;
}

/** `12 objects and 2 node files in 5 files; 40 rules ran, 5 did not apply`. */
export function scopeOf({ result, files }: ReportInput, { rulesRan, rulesNotApplicable }: Counts): string {
  const { objects, nodeFiles } = result;
  const judged = nodeFiles === 0 ? count(objects, 'object') : `${count(objects, 'object')} and ${count(nodeFiles, 'node file')}`;
  const where = files === undefined ? '' : ` in ${count(files, 'file')}`;
  return `${judged}${where}; ${count(rulesRan, 'rule')} ran, ${rulesNotApplicable} did not apply`;
}

/**
 * `37 files not read: 30 no rule reads them, 5 in node_modules, 2 binary`, and what is not rendered; undefined when every file was read as
 * it will be applied.
 */
export function leftOutOf({ leftOut, unrendered = [] }: ReportInput): string | undefined {
  const reasons = leftOut.map(({ reason, files }) => {
    const fitting = files === 1 ? reason.replace('reads them', 'reads it') : reason;
    return leftOut.length === 1 ? fitting : `${files} ${fitting}`;
  });
  const total = leftOut.reduce((sum, { files }) => sum + files, 0);
  const parts = [
    ...(total === 0 ? [] : [`${count(total, 'file')} not read: ${reasons.join(', ')}`]),
    ...(unrendered.length === 0 ? [] : [unrenderedOf(unrendered)]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

const MOST_NAMED = 3;

/** What kustomize does beyond what is applied here. */
function unrenderedOf(unrendered: NonNullable<ReportInput['unrendered']>): string {
  const named = unrendered.slice(0, MOST_NAMED).map(({ file, what }) => {
    const rest = what.length > MOST_NAMED ? ` and ${what.length - MOST_NAMED} more` : '';
    return `${fileName(file)} (${what.slice(0, MOST_NAMED).join(', ')}${rest})`;
  });
  const more = unrendered.length > MOST_NAMED ? ` and ${unrendered.length - MOST_NAMED} more` : '';
  return `not all of ${named.join(', ')}${more} is applied: check with --render, or what \`kustomize build\` prints`;
}

/** `Kubernetes 1.36, profile hardened, as of 2026-11-23`. */
export function settingsOf({ result }: ReportInput): string {
  return `Kubernetes ${formatMinor(result.kubernetes)}, profile ${result.profile.name}, as of ${result.asOf}`;
}

/** Who accepted findings: `2 by alice until 2026-12-31, 1 by bob until 2027-01-31`. */
export function acceptedBy(findings: readonly Finding[]): string {
  const groups = new Map<string, number>();
  for (const { waiver } of findings) {
    if (!waiver) continue;
    const who = waiver.until === undefined ? 'for a reason' : `by ${waiver.approvedBy} until ${waiver.until}`;
    groups.set(who, (groups.get(who) ?? 0) + 1);
  }
  return [...groups].map(([who, number]) => `${number} ${who}`).join(', ');
}
