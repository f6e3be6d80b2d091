import { fact } from '../../kubernetes/objects/fact';
import type { Revision, Selected, Subject } from '../../engine/rule';
import { selectedPods, subject } from '../../engine/subjects';
import type { Exemption, Place, PodSecurityCheck } from '../../kubernetes/pods/security/check';
import { judge } from '../../kubernetes/pods/security/evaluate';
import type { PodView } from '../../kubernetes/pods/pod-view';

/** Where the Pod Security Standards are written down. */
export const STANDARDS = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/** Pods that have a spec: where there is none (a patch, a generator's stub), there is nothing to judge but that. */
export const pods: Subject<PodView> = subject('pods', ({ inventory }) => selectPods(inventory));

const selectPods = fact('pods with a spec', (inventory): readonly Selected<PodView>[] => {
  const all = selectedPods(inventory);
  return all.every(hasSpec) ? all : all.filter(hasSpec);
});

function hasSpec({ value: { faults, path } }: Selected<PodView>): boolean {
  return faults.length === 0 || faults.every((fault) => fault.path !== path);
}

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
