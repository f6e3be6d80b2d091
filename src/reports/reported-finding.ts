import type { Finding } from '../engine/finding';
import type { FindingStatus } from '../engine/finding-status';
import { fingerprints } from '../engine/fingerprint';
import type { Related } from '../engine/rule';
import type { Severity } from '../engine/severity';
import { describe, type KubeObject } from '../kubernetes/objects/object';
import type { ReportInput } from './report-input';
import { lineOf } from './summary';

/** Another place that a finding names: the other of two objects, the file on the other side. */
export interface RelatedPlace {
  /**
   * What is there, in a few words: `the other autoscaler`.
   *
   * @shape text
   */
  readonly what: string;
  /**
   * The field within the manifest; empty for the whole of it.
   *
   * @shape text
   */
  readonly field: string;
  /**
   * Line in the file, from 1.
   *
   * @default - there is no file
   */
  readonly line?: number;
  /**
   * The file, as it was named to the command.
   *
   * @default - it was made by a construct
   * @shape path
   */
  readonly file?: string;
  /**
   * Path of the construct that made the manifest.
   *
   * @default - it was read from a file
   * @shape text
   */
  readonly construct?: string;
  /**
   * `Kind namespace/name` of the manifest.
   *
   * @shape text
   */
  readonly manifest: string;
}

/** Who accepted a finding, why, and until when. */
export interface AcceptedFinding {
  /**
   * Why it is acceptable.
   *
   * @shape text
   */
  readonly reason: string;
  /**
   * Who decided.
   *
   * @default - a reason is enough for the rule
   * @shape text
   */
  readonly approvedBy?: string;
  /**
   * The last day on which it holds, `YYYY-MM-DD`.
   *
   * @default - a reason is enough for the rule
   * @shape date
   */
  readonly until?: string;
  /**
   * What it covers, where its objects are named by a pattern: `Pod shop/api-*`.
   *
   * @default - it names one object, or stands on what it covers
   * @shape text
   */
  readonly scope?: string;
}

/** One thing that the checks found: the same in reports for programs, matchers and the public API. */
export interface HardeningFinding {
  /**
   * Id of the rule.
   *
   * @shape name
   */
  readonly rule: string;
  /**
   * What the rule requires.
   *
   * @shape text
   */
  readonly title: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** Whether it is a violation. */
  readonly status: FindingStatus;
  /** Whether it makes the run fail, by `failOn` and `failOnUnknown`. */
  readonly fails: boolean;
  /**
   * The fact.
   *
   * @shape text
   */
  readonly message: string;
  /**
   * Tells it from other findings of the rule at the same place. Unlike the message it is never reworded.
   *
   * @default - the rule has but one thing to say about the place
   * @shape name
   */
  readonly code?: string;
  /**
   * What to do about it.
   *
   * @shape text
   */
  readonly fix: string;
  /**
   * The field within the manifest; empty for the whole of it, and in a text file of a node.
   *
   * @shape text
   */
  readonly field: string;
  /**
   * Line in the file, or in the text file of a node, from 1.
   *
   * @default - there is neither
   */
  readonly line?: number;
  /**
   * The file, as it was named to the command; `-` for standard input.
   *
   * @default - it was made by a construct, or is about the run as a whole
   * @shape path
   */
  readonly file?: string;
  /**
   * Path of the construct that made the manifest.
   *
   * @default - it was read from a file, or is about the run as a whole
   * @shape text
   */
  readonly construct?: string;
  /**
   * `Kind namespace/name` of the manifest.
   *
   * @default - it is about the run as a whole
   * @shape text
   */
  readonly manifest?: string;
  /**
   * Stays the same when lines and files move, lists are put in another order or the message is reworded. Of findings that are alike in all
   * else, each has a number at its end.
   *
   * @shape text
   */
  readonly fingerprint: string;
  /** True when the field does not fit the schema of its kind. */
  readonly malformed: boolean;
  /**
   * Id of the rule that found the cause: reports leave this one out. It counts for the verdict as any other.
   *
   * @default - it is not a consequence of another finding
   * @shape name
   */
  readonly follows?: string;
  /** Other places that it names. */
  readonly related: RelatedPlace[];
  /**
   * The waiver that accepts it.
   *
   * @default - none does
   */
  readonly waiver?: AcceptedFinding;
}

/** Gives findings of one run the shape of reports, each once and in order. */
export function reporter(input: ReportInput): (finding: Finding) => HardeningFinding {
  const failing = new Set(input.result.failing);
  const fingerprint = fingerprints();
  return (finding) => {
    const { rule, title, severity, status, message, code, fix, path, object, malformed, follows, related, waiver } = finding;
    return {
      rule,
      title,
      severity,
      status,
      fails: failing.has(finding),
      message,
      code,
      fix,
      field: path,
      line: lineOf(input, finding),
      ...originOf(object),
      fingerprint: fingerprint(finding),
      malformed: malformed === true,
      follows,
      related: related.map((place) => relatedPlace(input, place)),
      waiver: waiver && { reason: waiver.reason, approvedBy: waiver.approvedBy, until: waiver.until, scope: waiver.scope },
    };
  };
}

function relatedPlace(input: ReportInput, place: Related): RelatedPlace {
  const { what, path, object } = place;
  return { what, field: path, line: lineOf(input, place), ...originOf(object), manifest: describe(object) };
}

function originOf(object: KubeObject | undefined): Pick<HardeningFinding, 'file' | 'construct' | 'manifest'> {
  if (!object) return {};
  const { file, construct } = object.origin;
  return { file, construct, manifest: describe(object) };
}
