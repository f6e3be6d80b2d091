import type { OptionValues, RuleOptions } from '../../engine/options';
import type { Cause, Outcome, Revision, Subject } from '../../engine/rule';
import { pods, writtenPods } from '../../engine/subjects';
import type { PodView } from '../../kubernetes/pods/pod-view';
import type { Exemption, Place, PodSecurityCheck, PodSecurityRevision } from '../../kubernetes/pods/security/check';
import { judge } from '../../kubernetes/pods/security/evaluate';

/** Where the Pod Security Standards are written down. */
export const STANDARDS = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/**
 * The part of a rule that a check of the Pod Security Standards gives: its subject and its revisions.
 *
 * @param causeOf what it has in common with other rules
 */
export function judgedBy(
  check: PodSecurityCheck,
  causeOf?: (place: Place) => Cause,
): {
  readonly subject: Subject<PodView>;
  readonly revisions: readonly Revision<PodView>[];
} {
  return {
    subject: pods,
    revisions: check.revisions.map((revision) => ({
      since: revision.since,
      check: (pod) => {
        const places = judge(check, revision, pod);
        return causeOf === undefined || places.length === 0 ? places : places.map((place) => ({ ...place, cause: causeOf(place) }));
      },
    })),
  };
}

/** A volume is one cause of what it is and of where it is mounted. */
export function volumeCause({ path }: Pick<Place, 'path'>): Cause {
  return { of: /^.*?\bvolumes\[\d+\]/.exec(path)?.[0] ?? path };
}

/** What a rule of our own reads of a pod. */
export interface PodReading<O extends RuleOptions> {
  /** Fields that decide, as in {@link PodSecurityCheck}: where one of them, or what holds it, has a wrong type, the pod is unknown. */
  readonly fields: readonly string[];
  /** Pods that are left alone. */
  readonly exempt?: Exemption;
  /** First minor release it applies to. Default: all. */
  readonly since?: string;
  /** True where what is unset is never a finding, so that parts of pods in custom resources are checked too. */
  readonly writtenOnly?: true;
  check(pod: PodView, options: OptionValues<O>): readonly Outcome[];
}

/** The same for a check that the Pod Security Standards do not have. */

export function judgedOn<O extends RuleOptions = {}>({
  fields,
  exempt,
  since = '1.0',
  writtenOnly,
  check,
}: PodReading<O>): {
  readonly subject: Subject<PodView>;
  readonly revisions: readonly Revision<PodView, O>[];
} {
  const whole: PodSecurityCheck = { id: '', level: 'baseline', fields, revisions: [] };
  let bound: { readonly options: OptionValues<O>; readonly revision: PodSecurityRevision } | undefined;
  const revisionFor = (options: OptionValues<O>) => {
    if (bound?.options !== options) bound = { options, revision: { since, exempt, check: (pod) => check(pod, options) } };
    return bound.revision;
  };
  const subject = writtenOnly ? writtenPods : pods;
  const places = (pod: PodView, options: OptionValues<O>) => judge(whole, revisionFor(options), pod);
  return {
    subject,
    revisions: [{ since, check: (pod, _, options) => (pod.part === undefined ? places(pod, options) : oncePerPath(places(pod, options))) }],
  };
}

/** In a custom resource, containers may share what is written in one place. */
function oncePerPath(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [place.path, place])).values()];
}
