import type { CheckedResult } from '../engine/checker';
import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { Severity } from '../engine/severity';
import { describe } from '../kubernetes/objects/object';
import type { ObjectFill } from '../kubernetes/pods/fill/pod-fill';
import { consequenceNotes } from '../reports/consequences';
import { oneLine } from '../reports/escape';
import { filledField, type FilledField } from '../reports/filled-field';
import { renderHtml } from '../reports/html';
import { renderJson } from '../reports/json';
import { reportOfApp, type ReportInput, type UnfilledPods } from '../reports/report-input';
import { reportOnlySentences } from '../reports/report-only';
import { reporter, type HardeningFinding } from '../reports/reported-finding';
import { renderSarif } from '../reports/sarif';
import { count, shownFindings } from '../reports/summary';
import { renderText } from '../reports/text';

/** As many findings as a synthesis that passes says on standard error. */
const MOST_WARNINGS = 10;

/** What a run of the checks found. */
export class HardeningReport {
  /** @internal */
  public static _of(result: CheckedResult, filled: readonly ObjectFill[], unfilled: readonly UnfilledPods[]): HardeningReport {
    return new HardeningReport(result, filled, unfilled);
  }

  private constructor(
    private readonly result: CheckedResult,
    private readonly fills: readonly ObjectFill[],
    private readonly unfilled: readonly UnfilledPods[],
  ) {}

  /** Everything that was found, sorted by construct. */
  public get findings(): HardeningFinding[] {
    return this.result.findings.map(reporter(this.input));
  }

  /** Every field that pods leave unset and `PodHardening` filled, in the order of the constructs. */
  public get filled(): FilledField[] {
    return this.fills.map(filledField);
  }

  /**
   * True when nothing makes the run fail: no violation at or above `failOn` that no waiver accepts and, with `failOnUnknown`, nothing that
   * is unknown. Always true with `reportOnly`.
   */
  public get passed(): boolean {
    return this.result.failing.length === 0;
  }

  /** The report for people. */
  public get text(): string {
    return renderText(this.input);
  }

  /** The report for programs: the same format as `cdk8s-hardened check --format json`. */
  public get json(): string {
    return renderJson(this.input);
  }

  /** The report in SARIF 2.1.0. */
  public get sarif(): string {
    return renderSarif(this.input);
  }

  /** The report as one page for a browser: the same as `cdk8s-hardened check --format html`. */
  public get html(): string {
    return renderHtml(this.input);
  }

  /**
   * A line for each finding that makes the run fail: construct, fact, remedy.
   *
   * @internal
   */
  public _errors(): string[] {
    return shownFindings(this.result.failing).map((finding) => `${factOf(finding)}. ${oneLine(finding.fix)}`);
  }

  /**
   * The error of a synthesis that wrote nothing but reports.
   *
   * @param place where the whole report is
   * @param left what the folder of the manifests holds, as a sentence
   *
   * @internal
   */
  public _failure(place: string, left: string | undefined): Error {
    const broken = shownFindings(this.result.failing);
    const numberOf = (status: Finding['status']) => broken.filter((finding) => finding.status === status).length;
    const [violations, unknown] = [numberOf(FindingStatus.VIOLATION), numberOf(FindingStatus.UNKNOWN)];
    const counts = [...(violations > 0 ? [count(violations, 'violation')] : []), ...(unknown > 0 ? [`${unknown} unknown`] : [])].join(
      ' and ',
    );
    const kept = left === undefined ? '' : ` ${left}`;
    const undecided = unknown > 0 ? [] : this.criticalUnknowns.map(factOf);
    return new Error(
      [
        `${counts}, so no manifest and no host file was written. The complete report is in ${place}.${kept}`,
        '',
        ...broken.flatMap((finding) => [factOf(finding), `  ${oneLine(finding.fix)}`]),
        ...(undecided.length === 0 ? [] : ['', 'Critical, and not known:', ...undecided]),
      ].join('\n'),
    );
  }

  /**
   * Says on standard error what would have made the run fail, if it did not only report.
   *
   * @param place where the whole report is; undefined where none was written
   *
   * @internal
   */
  public _sayUnenforced(place?: string): void {
    for (const sentence of reportOnlySentences(this.input)) {
      const { unenforced } = this.result;
      const where = place === undefined ? '' : ` The complete report is in ${place}.`;
      const facts = unenforced.slice(0, MOST_WARNINGS).map((finding) => `  ${factOf(finding)}\n`);
      const more = unenforced.length > MOST_WARNINGS ? [`  … and ${unenforced.length - MOST_WARNINGS} more\n`] : [];
      process.stderr.write([`WARNING: ${sentence}.${where} Remove reportOnly to enforce the rules.\n`, ...facts, ...more].join(''));
    }
  }

  /**
   * Says on standard error what is critical and not known, though nothing fails for it.
   *
   * @internal
   */
  public _warn(place: string): void {
    const unknown = this.criticalUnknowns;
    if (unknown.length === 0) return;
    const facts = unknown.slice(0, MOST_WARNINGS).map((finding) => `  ${factOf(finding)}\n`);
    const more = unknown.length > MOST_WARNINGS ? [`  … and ${unknown.length - MOST_WARNINGS} more\n`] : [];
    process.stderr.write(
      [
        `${count(unknown.length, 'critical finding')} could not be decided. The complete report is in ${place}; `
          + 'set failOnUnknown to have synthesis fail for them.\n',
        ...facts,
        ...more,
      ].join(''),
    );
  }

  private get criticalUnknowns(): readonly Finding[] {
    return shownFindings(this.result.findings).filter(
      ({ status, severity }) => status === FindingStatus.UNKNOWN && severity === Severity.CRITICAL,
    );
  }

  private get input(): ReportInput {
    return reportOfApp(this.result, this.fills, this.unfilled);
  }
}

/** `construct: Kind namespace/name field: fact [severity rule]` */
function factOf(finding: Finding): string {
  const { object, path: field, message, severity, rule, status } = finding;
  const said = [message, ...consequenceNotes(finding)].join('; ');
  const place = object ? `${object.origin.construct ?? ''}: ${describe(object)}` : '(run)';
  return oneLine(
    `${place}${field === '' ? '' : ` ${field}`}: ${status === FindingStatus.UNKNOWN ? 'unknown: ' : ''}${said} [${severity} ${rule}]`,
  );
}
