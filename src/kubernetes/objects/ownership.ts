import { asArray, asObject } from '../../text/json';
import type { KubeObject } from './object';

/** True when another object made it and goes on managing it, as a Deployment does with its ReplicaSets. */
export function isControlled({ json }: KubeObject): boolean {
  return asArray(asObject(json.metadata).ownerReferences).some((owner) => asObject(owner).controller === true);
}
