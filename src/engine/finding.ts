import type { KubeObject } from '../kubernetes/objects/object';
import type { FindingStatus } from './finding-status';
import type { InternalFailure } from './internal-failure';
import type { Cause, Place, Related } from './rule';
import type { Severity } from './severity';
import type { WaiverTerms } from './waiver';

/** One thing found, as every report shows it. */
export interface Finding extends Place {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  /** Undefined when it is about the run as a whole. */
  readonly object: KubeObject | undefined;
  /** What it is about where the object only shows it. */
  readonly about?: string;
  readonly message: string;
  /** Tells it from other findings of the rule at the same place. */
  readonly code: string | undefined;
  readonly related: readonly Related[];
  readonly fix: string;
  /** The waiver that accepts it: only with status `waived`. */
  readonly waiver: WaiverTerms | undefined;
  /** True when the field does not fit the schema of its kind. */
  readonly malformed?: boolean;
  /** What the rule has thrown instead of deciding. No waiver accepts that, and it counts for the verdict whatever its severity. */
  readonly failure?: InternalFailure;
  /** Why it is found, where other findings have the same reason. */
  readonly cause?: Cause;
  /** What follows from it, or has the same cause: reports show it here and nowhere else. */
  readonly consequences?: readonly Finding[];
  /** Id of the rule that found what this one follows from. It counts for the verdict as any other. */
  readonly follows?: string;
}

/** Where findings are in every report: by place of the object, then by rule, path and words. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareObjects(a.object, b.object)
    || order(a.rule, b.rule)
    || order(a.path, b.path)
    || (a.line ?? 0) - (b.line ?? 0)
    || order(a.message, b.message)
  );
}

function compareObjects(a: KubeObject | undefined, b: KubeObject | undefined): number {
  if (a === b) return 0;
  if (!a) return -1;
  if (!b) return 1;
  return (
    order(a.origin.file ?? '', b.origin.file ?? '')
    || (a.origin.document ?? 0) - (b.origin.document ?? 0)
    || order(a.origin.construct ?? '', b.origin.construct ?? '')
    || order(a.origin.hostPath ?? '', b.origin.hostPath ?? '')
    || order(a.kind, b.kind)
    || order(a.namespace ?? '', b.namespace ?? '')
    || order(a.name, b.name)
    || order(a.origin.prefix ?? '', b.origin.prefix ?? '')
  );
}

/** By code units: the same on every machine, unlike `localeCompare`. */
function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
