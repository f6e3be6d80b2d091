import type { KubeObject } from '../kubernetes/objects/object';
import { formatPath, parsePath } from '../text/path';
import type { Finding } from './finding';
import { FindingStatus } from './finding-status';
import type { FollowsTest } from './fold';

/** So far above a field that does not fit, but below `spec`, a rule that decides nothing does so because of it. */
const NEAR = 2;

/** Fields that do not fit, by object and place. */
type Places = Map<KubeObject, Map<string, Finding>>;

/**
 * What follows from fields that do not fit the schema of their kind.
 *
 * Each of the rules that read such a field can only say that it decides nothing. That is, at or below the place of such a violation in the
 * same object, or in the two fields around it, what is unknown, and at or below it what another rule calls malformed too.
 */
export function followMalformed(findings: readonly Finding[], follows: FollowsTest, causes: Map<Finding, Finding>): void {
  const places: Places = new Map();
  /** By the fields around the place of a cause: a selector is not decided where one of its labels is a number. */
  const around: Places = new Map();
  const causeOf = (finding: Finding): Finding | undefined => {
    const { object, status, malformed, path, rule } = finding;
    const here = object && places.get(object);
    if (!here || status === FindingStatus.WAIVED || (status !== FindingStatus.UNKNOWN && malformed !== true)) return undefined;
    const fits = (cause: Finding | undefined) => cause !== undefined && cause.rule !== rule && follows(finding, cause);
    const segments = parsePath(path);
    for (let depth = segments.length; depth > 0; depth--) {
      const cause = here.get(formatPath(segments.slice(0, depth)));
      if (fits(cause)) return cause;
    }
    const within = status === FindingStatus.UNKNOWN && segments.length > 0 ? around.get(object)?.get(path) : undefined;
    return fits(within) ? within : undefined;
  };
  const own = new Set<Finding>();
  for (const finding of findings) {
    const { object, path, status, malformed } = finding;
    if (malformed !== true || status !== FindingStatus.VIOLATION || !object || causeOf(finding)) continue;
    own.add(finding);
    const segments = parsePath(path);
    below(places, object).set(formatPath(segments), finding);
    for (let depth = segments.length - 1; depth > 1 && depth >= segments.length - NEAR; depth--) {
      const [fields, field] = [below(around, object), formatPath(segments.slice(0, depth))];
      if (!fields.has(field)) fields.set(field, finding);
    }
  }
  if (own.size === 0) return;
  for (const finding of findings) {
    const cause = own.has(finding) ? undefined : causeOf(finding);
    if (cause) causes.set(finding, cause);
  }
}

function below(places: Places, object: KubeObject): Map<string, Finding> {
  let fields = places.get(object);
  if (!fields) places.set(object, (fields = new Map<string, Finding>()));
  return fields;
}
