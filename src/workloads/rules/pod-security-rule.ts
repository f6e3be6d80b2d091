import type { Revision, Subject } from '../../engine/rule';
import { pods } from '../../engine/subjects';
import type { Exemption, Place, PodSecurityCheck } from '../../kubernetes/pods/security/check';
import { judge } from '../../kubernetes/pods/security/evaluate';
import type { PodView } from '../../kubernetes/pods/pod-view';

/** Where the Pod Security Standards are written down. */
export const STANDARDS = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/** The part of a rule that a check of the Pod Security Standards gives: its subject and its revisions. */
export function judgedBy(check: PodSecurityCheck): {
  readonly subject: Subject<PodView>;
  readonly revisions: readonly Revision<PodView>[];
} {
  return {
    subject: pods,
    revisions: check.revisions.map((revision) => ({ since: revision.since, check: (pod) => judge(check, revision, pod) })),
  };
}

/** What a rule of our own reads of a pod. */
export interface PodReading {
  /** Fields that decide, as in {@link PodSecurityCheck}: where one of them, or what holds it, has a wrong type, the pod is undecided. */
  readonly fields: readonly string[];
  /** Pods that are left alone. */
  readonly exempt?: Exemption;
  /** First minor release it applies to. Default: all. */
  readonly since?: string;
  check(pod: PodView): readonly Place[];
}

/** The same for a check that the Pod Security Standards do not have. */
export function judgedOn({ fields, exempt, since = '1.0', check }: PodReading): {
  readonly subject: Subject<PodView>;
  readonly revisions: readonly Revision<PodView>[];
} {
  return judgedBy({ id: '', level: 'baseline', fields, revisions: [{ since, exempt, check }] });
}
