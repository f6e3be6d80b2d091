import { Severity } from '../engine/severity';
import type { Finding } from '../engine/finding';
import type { RunResult } from '../engine/run';
import { oneLine } from '../reports/escape';
import { renderJson } from '../reports/json';
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
  constructor(private readonly result: RunResult) {}
}
