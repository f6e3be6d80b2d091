import type { Inventory } from '../../../kubernetes/objects/inventory';
import { podsSelected } from '../../../kubernetes/pods/pod-index';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import type { ServiceView } from '../../../kubernetes/services/service';

/** The pods of the set that a Service selects: looked up once for a Service. */
export function podsOfService(inventory: Inventory, service: ServiceView): readonly PodView[] {
  if (!service.selector) return NONE;
  const known = inventory.derive(newMap);
  let pods = known.get(service);
  if (!pods) known.set(service, (pods = podsSelected(inventory, service.namespace, service.selector)));
  return pods;
}

const NONE: readonly PodView[] = [];

function newMap(): Map<ServiceView, readonly PodView[]> {
  return new Map();
}
