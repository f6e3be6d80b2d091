import type { ReportInput } from './report-input';
import type { Finding, FindingStatus } from '../engine/finding';
import { rank, SEVERITIES } from '../engine/ranking';
import type { Severity } from '../engine/severity';
import type { WaiverTerms } from '../engine/waiver';
import { describe, type KubeObject } from '../model/object';

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

export function countsOf({ result }: ReportInput): Counts {
  const status = { violation: 0, unknown: 0, waived: 0 };
  const severity = new Map(WORST_FIRST.map((each) => [each, 0]));
  for (const finding of result.findings) {
    status[finding.status] += 1;
    if (finding.status === 'violation') severity.set(finding.severity, severity.get(finding.severity)! + 1);
  }
  const rulesRan = result.tally.filter(({ subjects }) => subjects > 0).length;
  return { status, severity, rulesRan, rulesNotApplicable: result.tally.length - rulesRan };
}

const STATUS_ORDER: Readonly<Record<FindingStatus, number>> = { violation: 0, unknown: 1, waived: 2 };

/** Violations before what is unknown before what is waived, the worst first; else as they come. For a stable sort. */
export function worstFirst(a: Finding, b: Finding): number {
  return STATUS_ORDER[a.status] - STATUS_ORDER[b.status] || rank(b.severity) - rank(a.severity);
}

/** Line of the field that a finding is about; undefined where there is no file. */
export function lineOf(input: ReportInput, { object, path }: Finding): number | undefined {
  return object?.origin.file === undefined ? undefined : input.line(object, path);
}

/** `deploy/api.yaml:12`; undefined where there is no file. */
export function placeOf(input: ReportInput, finding: Finding): string | undefined {
  const file = finding.object?.origin.file;
  if (file === undefined) return undefined;
  const line = lineOf(input, finding);
  return line === undefined ? fileName(file) : `${fileName(file)}:${line}`;
}

/** A file as people know it. */
export function fileName(file: string): string {
  return file === '-' ? '(standard input)' : file;
}

/** `Deployment payments/api`, `Policy (unnamed) in /etc/kubernetes/audit.yaml`, `/etc/ssh/sshd_config.d/50-hardening.conf`. */
export function objectName(object: KubeObject | undefined): string {
  if (!object) return RUN_AS_A_WHOLE;
  const { hostPath } = object.origin;
  if (hostPath === undefined) return describe(object);
  return object.apiVersion === '' && object.name === hostPath ? hostPath : `${describe(object)} in ${hostPath}`;
}

export const RUN_AS_A_WHOLE = 'the run as a whole';

/** Who accepted a finding, and until when. */
export function acceptance({ reason, approvedBy, until }: WaiverTerms): string {
  return `${reason} (approved by ${approvedBy} until ${until})`;
}

/** `1 violation`, `2 violations`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** `1 critical, 2 high`: severities that occur, worst first. */
export function bySeverity(counts: Counts): string {
  return WORST_FIRST.filter((severity) => counts.severity.get(severity)! > 0).map((severity) => `${counts.severity.get(severity)!} ${severity}`).join(', ');
}
