import type { RunResult } from '../engine/run';
import type { ReadError } from '../input/read-error';
import type { KubeObject } from '../kubernetes/objects/object';

/** A report in the order of its text, so that a long one can be written without being in memory as a whole. Joined, they are the report. */
export type Pieces = Iterable<string>;

/** What every report renders. */
export interface ReportInput {
  readonly result: RunResult;
  /** Sorted by file and line. */
  readonly errors: readonly ReadError[];
  /** Number of files that were read; undefined for an app, whose objects have constructs and no files. */
  readonly files: number | undefined;
  /** Documents that are not Kubernetes: `file`, or `file (document 3)`. */
  readonly notKubernetes: readonly string[];
  /** Line of a field within the object's file, from 1; undefined where there is no file. */
  line(object: KubeObject, path: string): number | undefined;
}
