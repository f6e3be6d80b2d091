import { undecided, type Outcome } from '../../../engine/rule';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import type { PodSecurityFailure } from '../../../kubernetes/pods/security/evaluate';

/** What admission checks: a Pod by itself, of anything else the pods that it makes. */
export function podsOf({ object }: PodView): string {
  return object.kind === 'Pod' ? 'the pod' : `the pods of this ${object.kind}`;
}

/**
 * One outcome for each place that fails a check: `<fact> (check privileged): container "api" is privileged`. With a doubt they are
 * unknown. What a value of a wrong type leaves open is said once, not for each check.
 */
export function admissionOutcomes(failures: readonly PodSecurityFailure[], fact: string, doubt: string | undefined): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const faults = new Map<string, Outcome>();
  for (const { checkId, places } of failures) {
    for (const { path, message, unknown } of places) {
      if (unknown) faults.set(`${path} ${message}`, undecided(path, `whether ${fact}, is unknown: ${message}`));
      else if (doubt === undefined) outcomes.push({ path, message: `${fact} (check ${checkId}): ${message}` });
      else outcomes.push(undecided(path, `${fact} (check ${checkId}): ${message}; but ${doubt}`));
    }
  }
  return [...outcomes, ...faults.values()];
}
