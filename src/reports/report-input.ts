import type { ControlReport } from '../engine/benchmark';
import type { CheckedResult } from '../engine/checker';
import type { Finding } from '../engine/finding';
import type { Severity } from '../engine/severity';
import { NO_RULE, type LeftOutFiles } from '../input/left-out';
import type { ReadError } from '../input/read-error';
import type { KubeObject } from '../kubernetes/objects/object';
import type { ObjectFill } from '../kubernetes/pods/fill/pod-fill';
import type { LineChange } from '../text/edit/edits';

/** A report in the order of its text, so that a long one can be written without being in memory as a whole. Joined, they are the report. */
export type Pieces = Iterable<string>;

/**
 * What is rendered of an app, whose objects have constructs and no files.
 *
 * @param filled what was filled in its pods; undefined where that is not known
 * @param unfilled where its pods are left as they are written
 */
export function reportOfApp(result: CheckedResult, filled?: readonly ObjectFill[], unfilled?: readonly UnfilledPods[]): ReportInput {
  const leftOut = result.otherFiles === 0 ? [] : [{ reason: NO_RULE, files: result.otherFiles }];
  return { result, errors: [], files: undefined, leftOut, notKubernetes: [], filled, unfilled, line: () => undefined };
}

/** A construct whose pods are left as they are written, and why. */
export interface UnfilledPods {
  readonly construct: string;
  readonly reason: string;
}

/** What every report renders. */
export interface ReportInput {
  readonly result: CheckedResult;
  /** Sorted by file and line. */
  readonly errors: readonly ReadError[];
  /** Number of files that were read; undefined for an app, whose objects have constructs and no files. */
  readonly files: number | undefined;
  /** What was not read, by reason, the most first. */
  readonly leftOut: readonly LeftOutFiles[];
  /** Kustomizations of which something is not applied to what is checked, and what that is. Default: none. */
  readonly unrendered?: readonly { readonly file: string; readonly what: readonly string[] }[];
  /** Documents that are not Kubernetes: `file`, or `file (document 3)`. */
  readonly notKubernetes: readonly string[];
  /** What was filled in pods that leave it unset, in the order of the objects; undefined for files, in which nothing is. */
  readonly filled?: readonly ObjectFill[];
  /** Constructs whose pods are left as they are written, for a reason. Default: none. */
  readonly unfilled?: readonly UnfilledPods[];
  /** How the controls of a benchmark stand. Default: they are not requested. */
  readonly controls?: ControlReport;
  /** What was requested to be left out. Default: nothing. */
  readonly view?: ReportView;
  /** How findings can be fixed in the text of their files. Default: none can. */
  readonly fixes?: FindingFixes;
  /** A line of a file that was read, as it is written. Default: none is told. */
  source?(file: string, line: number): string | undefined;
  /** Line of a field within the object's file, from 1; undefined where there is no file. */
  line(object: KubeObject, path: string): number | undefined;
}

/** What was requested to be left out of a report. */
export interface ReportView {
  /** Reports that people read show no finding below it. Default: all are shown. */
  readonly minSeverity?: Severity;
  /** Findings about other objects are in no report, and do not count for the verdict. Default: all are. */
  readonly scope?: ReportScope;
  /** The charts and kustomizations that were rendered. Default: none. */
  readonly rendered?: readonly string[];
  /** Objects that state another namespace than the one that is set: a sentence without full stop. */
  readonly apart?: string;
}

/** The objects whose findings are requested. */
export interface ReportScope {
  readonly kinds?: readonly string[];
  readonly names?: readonly string[];
  /** Findings about other objects. */
  readonly leftOut: number;
  /** A sentence without full stop that says so. */
  readonly note: string;
}

/** The changes of files that make findings go away. */
export interface FindingFixes {
  /** What is missing among them, if anything. */
  readonly note: string | undefined;
  /** Undefined for a finding without one. */
  of(finding: Finding): FindingFix | undefined;
}

/** A change of a file that makes a finding go away. */
export interface FindingFix {
  readonly description: string;
  readonly changes: readonly LineChange[];
}
