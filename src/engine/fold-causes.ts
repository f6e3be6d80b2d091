import type { KubeObject, Origin } from '../kubernetes/objects/object';
import { MultiMap } from '../text/multi-map';
import type { Finding } from './finding';
import { FindingStatus } from './finding-status';
import { rank } from './ranking';
import type { Cause } from './rule';

/** What has the same cause as another finding, as the rules say or their words show, follows the worst of them. */
export function followCauses(findings: readonly Finding[], fails: (finding: Finding) => boolean, causes: Map<Finding, Finding>): void {
  const scopes = new Scopes();
  const alike = new MultiMap<string, Finding>();
  for (const finding of findings) {
    const { cause = sameWords(finding), failure, malformed } = finding;
    if (cause === undefined || malformed === true || failure !== undefined || causes.has(finding)) continue;
    alike.add(JSON.stringify([cause.of, scopes.of(finding, cause), acceptanceOf(finding)]), finding);
  }
  for (const group of alike.values()) followOne(group, fails, causes, ({ cause }) => (cause?.leads === true ? 0 : 1));
}

/** What several rules cannot decide in the same words at the same place has one cause, which none of them has to name. */
function sameWords({ status, object, path, message }: Finding): Cause | undefined {
  return status === FindingStatus.UNKNOWN && object ? { of: `${path}: ${message}` } : undefined;
}

/**
 * Lets findings of one cause follow one of them: the worst that makes the run fail, if any does, and of those the one of least order.
 * What is worse than that one stays by itself.
 */
export function followOne(
  group: readonly Finding[],
  fails: (finding: Finding) => boolean,
  causes: Map<Finding, Finding>,
  orderOf: (finding: Finding) => number,
): void {
  if (group.length < 2) return;
  const weight = (finding: Finding) => (fails(finding) ? 10 : 0) + rank(finding.severity);
  let head = group[0]!;
  for (const each of group) {
    const difference = weight(each) - weight(head);
    if (difference > 0 || (difference === 0 && orderOf(each) < orderOf(head))) head = each;
  }
  for (const each of group) if (each !== head && rank(each.severity) <= rank(head.severity)) causes.set(each, head);
}

/** What is accepted in one way is not shown under what is accepted in another, or not at all. */
export function acceptanceOf({ status, waiver }: Finding): string {
  return status === FindingStatus.WAIVED ? JSON.stringify([waiver?.reason, waiver?.approvedBy, waiver?.until]) : status;
}

/** Names for objects, files and charts. */
class Scopes {
  private readonly objects = new Map<KubeObject | undefined, string>();

  public of({ object }: Finding, { within = 'object' }: Cause): string {
    if (within === 'run') return '';
    if (within === 'file' && object) return `file ${fileOf(object.origin)}`;
    let name = this.objects.get(object);
    if (name === undefined) this.objects.set(object, (name = `object ${this.objects.size}`));
    return name;
  }
}

/** The file, or the chart that makes it. */
function fileOf({ file, construct, document, isRendered, builds }: Origin): string {
  if (isRendered === true && document === undefined && builds) return builds[0]!;
  return file ?? /^[^/]*/.exec(construct ?? '')![0];
}
