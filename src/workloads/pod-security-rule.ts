import type { Revision, Subject } from '../engine/rule';
import { podView, subject } from '../engine/subjects';
import type { PodSecurityCheck } from '../model/pod-security/check';
import { judge } from '../model/pod-security/evaluate';
import type { PodView } from '../model/pod-view';

/** Where the Pod Security Standards are written down. */
export const STANDARDS = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/** Pods that have a spec: where there is none (a patch, a generator's stub), there is nothing to judge but that. */
export const pods: Subject<PodView> = subject('pods', (context) =>
  podView.select(context).filter(({ value }) => value.faults.every(({ path }) => path !== value.path)));

/** The part of a rule that a check of the Pod Security Standards gives: its subject and its revisions. */
export function judgedBy(check: PodSecurityCheck): { readonly subject: Subject<PodView>; readonly revisions: readonly Revision<PodView>[] } {
  return { subject: pods, revisions: check.revisions.map((revision) => ({ since: revision.since, check: (pod) => judge(check, revision, pod) })) };
}
