import { isUnset } from '../../../text/json';
import type { Inventory } from '../../objects/inventory';
import { resourceDefaults } from '../../resources/resources';
import { serviceAccountOf } from '../pod-account';
import type { PodView } from '../pod-view';
import { isGranted } from './granted-accounts';

/** What other objects of the input say about the unset fields of a pod. */
export interface PodFacts {
  /**
   * True when the pod's ServiceAccount is in the input and says whether its token is mounted, when a binding of the input grants something
   * to it, or when it is unclear which account is meant.
   */
  readonly tokenDecided: boolean;
  /** Resources for which the LimitRanges of the namespace give a request. */
  readonly requestsGiven: ReadonlySet<string>;
}

/** Reads them off the set. */
export function podFacts(pod: PodView, inventory: Inventory): PodFacts {
  const name = serviceAccountOf(pod);
  const account = name === undefined ? undefined : inventory.find('', 'ServiceAccount', pod.namespace, name);
  return {
    tokenDecided: name === undefined || !isUnset(account?.json.automountServiceAccountToken) || isGranted(pod, inventory),
    requestsGiven: resourceDefaults(inventory, pod.namespace).requests,
  };
}
