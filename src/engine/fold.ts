import type { KubeObject } from '../kubernetes/objects/object';
import { formatPath, parsePath } from '../text/path';
import type { Finding } from './finding';
import { FindingStatus } from './finding-status';

/** A field that does not fit the schema of its kind. */
interface Cause {
  readonly rule: string;
  readonly fails: boolean;
  folded: number;
}

/** So far above a field that does not fit, but below `spec`, a rule that decides nothing does so because of it. */
const NEAR = 2;

/**
 * Marks what only follows from another finding, so that reports can leave it out: one cause is one finding.
 *
 * Where a field does not fit the schema of its kind, each of the rules that read it can only say that it decides nothing. Marked is, at or
 * below the place of such a violation in the same object, or in the two fields around it, what is unknown, and at or below it what another
 * rule calls malformed too. A waived
 * violation is not a cause, nor is one that lets the run pass where what follows from it does not.
 *
 * @param findings sorted
 * @returns the same findings: all of them still count for the verdict
 */
export function foldConsequences(findings: readonly Finding[], fails: (finding: Finding) => boolean): readonly Finding[] {
  const causes = new Map<KubeObject, Map<string, Cause>>();
  /** By the fields around the place of a cause: a selector is not decided where one of its labels is a number. */
  const below = new Map<KubeObject, Map<string, Cause>>();
  const own = new Map<Finding, Cause>();
  const causeOf = (finding: Finding): Cause | undefined => {
    const places = finding.object && causes.get(finding.object);
    if (!places || finding.status === FindingStatus.WAIVED || (finding.status !== FindingStatus.UNKNOWN && finding.malformed !== true)) {
      return undefined;
    }
    const segments = parsePath(finding.path);
    for (let depth = segments.length; depth > 0; depth--) {
      const cause = places.get(formatPath(segments.slice(0, depth)));
      if (cause && cause.rule !== finding.rule && (cause.fails || !fails(finding))) return cause;
    }
    const within =
      finding.status === FindingStatus.UNKNOWN && segments.length > 0 ? below.get(finding.object!)?.get(finding.path) : undefined;
    return within && within.rule !== finding.rule && (within.fails || !fails(finding)) ? within : undefined;
  };
  for (const finding of findings) {
    const { object, rule, path, status, malformed } = finding;
    if (malformed !== true || status !== FindingStatus.VIOLATION || !object || causeOf(finding)) continue;
    const cause = { rule, fails: fails(finding), folded: 0 };
    own.set(finding, cause);
    let places = causes.get(object);
    if (!places) causes.set(object, (places = new Map<string, Cause>()));
    const segments = parsePath(path);
    places.set(formatPath(segments), cause);
    let around = below.get(object);
    if (!around) below.set(object, (around = new Map<string, Cause>()));
    for (let depth = segments.length - 1; depth > 1 && depth >= segments.length - NEAR; depth--) {
      const field = formatPath(segments.slice(0, depth));
      if (!around.has(field)) around.set(field, cause);
    }
  }
  if (causes.size === 0) return findings;
  const follows = findings.map((finding) => {
    const cause = own.has(finding) ? undefined : causeOf(finding);
    if (cause) cause.folded += 1;
    return cause;
  });
  return findings.map((finding, index) => {
    const cause = follows[index];
    if (cause) return { ...finding, follows: cause.rule };
    const { folded = 0 } = own.get(finding) ?? {};
    return folded === 0 ? finding : { ...finding, folded };
  });
}
