import { asString, isUnset } from '../../text/json';
import type { PodView } from './pod-view';

/**
 * Name of the ServiceAccount that a pod runs as; undefined when it is not a string. `serviceAccount` is the older name of the field; the
 * newer one wins.
 */
export function serviceAccountOf({ spec }: PodView): string | undefined {
  const names = [spec.serviceAccountName, spec.serviceAccount].map((value) => (isUnset(value) ? '' : asString(value)));
  return names.includes(undefined) ? undefined : names[0] || names[1] || 'default';
}
