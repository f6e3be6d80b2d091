import { join } from 'node:path';
import type { Finding } from '../engine/finding';
import type { RunResult } from '../engine/run';
import type { Severity } from '../engine/severity';
import { describe } from '../kubernetes/objects/object';
import { oneLine } from '../reports/escape';
import { renderJson } from '../reports/json';
import { reportOfApp, type ReportInput } from '../reports/report-input';
import { renderSarif } from '../reports/sarif';
import { renderText } from '../reports/text';

/** What became of a finding. */
export enum HardeningStatus {
  /** The rule is broken. */
  VIOLATION = 'violation',
  /** The rule could not decide: never a pass. */
  UNKNOWN = 'unknown',
  /** The rule is broken and a waiver accepts it. */
  WAIVED = 'waived',
}

/** One thing that the checks found. */
export interface HardeningFinding {
  /** Id of the rule. */
  readonly rule: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** Whether it is a violation. */
  readonly status: HardeningStatus;
  /** The fact. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** The field within the manifest; empty for the whole of it. */
  readonly field: string;
  /**
   * Path of the construct that made the manifest.
   *
   * @default - it is about the run as a whole
   */
  readonly construct?: string;
  /**
   * `Kind namespace/name` of the manifest.
   *
   * @default - it is about the run as a whole
   */
  readonly manifest?: string;
}

/** What a run of the checks found. */
export class HardeningReport {
  /** @internal */
  public static _of(result: RunResult): HardeningReport {
    return new HardeningReport(result);
  }

  private constructor(private readonly result: RunResult) {}

  /** Everything that was found, sorted by construct. */
  public get findings(): HardeningFinding[] {
    return this.result.findings.map(({ rule, severity, status, message, fix, path, object }) => ({
      rule,
      severity,
      status: status as HardeningStatus,
      message,
      fix,
      field: path,
      construct: object?.origin.construct,
      manifest: object ? describe(object) : undefined,
    }));
  }

  /** True when no rule is broken but what a waiver accepts. What is unknown does not count. */
  public get passed(): boolean {
    return this.violations.length === 0;
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

  /**
   * A line for each violation that no waiver accepts: construct, fact, remedy.
   *
   * @internal
   */
  public _errors(): string[] {
    return this.violations.map((finding) => `${factOf(finding)}. ${oneLine(finding.fix)}`);
  }

  /** @internal */
  public _throwIfBroken(outdir: string): void {
    const broken = this.violations;
    if (broken.length === 0) return;
    const count = broken.length === 1 ? '1 violation' : `${broken.length} violations`;
    throw new Error(
      [
        `${count}, so no manifest and no host file was written. The whole report is in ${join(outdir, 'hardening-report.txt')}.`,
        '',
        ...broken.flatMap((finding) => [factOf(finding), `  ${oneLine(finding.fix)}`]),
      ].join('\n'),
    );
  }

  private get violations(): readonly Finding[] {
    return this.result.findings.filter(({ status }) => status === 'violation');
  }

  private get input(): ReportInput {
    return reportOfApp(this.result);
  }
}

/** `construct: Kind namespace/name field: fact [severity rule]` */
function factOf({ object, path: field, message, severity, rule }: Finding): string {
  const place = object ? `${object.origin.construct ?? ''}: ${describe(object)}` : '(run)';
  return oneLine(`${place}${field === '' ? '' : ` ${field}`}: ${message} [${severity} ${rule}]`);
}
