import { asObject } from '../../../text/json';
import { selects, type QuotaView } from '../../quota/quotas';

/** A kind of pods that scopes tell apart. */
interface PodSort {
  readonly isTerminating: boolean;
  readonly isBestEffort: boolean;
  readonly reachesOthers: boolean;
  /** '' for pods without one. */
  readonly priorityClass: string;
}

const BOTH = [true, false] as const;
/** What limits pods that request nothing: a quota with the scope BestEffort may state nothing else. */
const COUNTS = ['pods', 'count/pods'];
/** Stands for every class that no scope names; no name has a blank. */
const ANOTHER = ' ';

/**
 * Whether quotas together limit a resource, under one of its names, for all pods. Scopes that complement each other do: every pod is in
 * `Terminating` or in `NotTerminating`, and is of a priority class of a list or not.
 *
 * Source: `podMatchesScopeFunc` in https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/quota/v1/evaluator/core/pods.go
 */
export function limitForAllPods(quotas: readonly QuotaView[], names: readonly string[]): boolean {
  const counted = quotas.filter((quota) => !hasRefusedScope(quota));
  const ofResource = counted.filter((quota) => has(quota, names));
  if (ofResource.some(({ scopes }) => scopes.length === 0)) return true;
  if (ofResource.length === 0) return false;
  const ofBestEffort = counted.filter((quota) => has(quota, names) || has(quota, COUNTS));
  return sortsOf(counted).every((sort) => (sort.isBestEffort ? ofBestEffort : ofResource).some((quota) => holds(quota, sort)));
}

function has({ object }: QuotaView, names: readonly string[]): boolean {
  const hard = asObject(asObject(object.json.spec).hard);
  return names.some((name) => hard[name] !== undefined);
}

/** A quantity that the API server rejects is told elsewhere. */
function hasRefusedScope({ fault }: QuotaView): boolean {
  return fault !== undefined && fault.path !== 'spec.hard';
}

function sortsOf(quotas: readonly QuotaView[]): readonly PodSort[] {
  const classes = new Set(['', ANOTHER]);
  for (const { scopes } of quotas) for (const { values } of scopes) for (const value of values) classes.add(String(value));
  return [...classes].flatMap((priorityClass) =>
    BOTH.flatMap((isTerminating) =>
      BOTH.flatMap((isBestEffort) => BOTH.map((reachesOthers) => ({ isTerminating, isBestEffort, reachesOthers, priorityClass }))),
    ),
  );
}

function holds({ scopes }: QuotaView, { isTerminating, isBestEffort, reachesOthers, priorityClass }: PodSort): boolean {
  return scopes.every((requirement) => {
    switch (requirement.scope) {
      case 'Terminating':
        return isTerminating;
      case 'NotTerminating':
        return !isTerminating;
      case 'BestEffort':
        return isBestEffort;
      case 'NotBestEffort':
        return !isBestEffort;
      case 'PriorityClass':
        return selects(requirement, priorityClass);
      case 'CrossNamespacePodAffinity':
        return reachesOthers;
      default:
        return false;
    }
  });
}
