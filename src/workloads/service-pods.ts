import type { Inventory } from '../model/inventory';
import { podsSelected } from '../model/pod-index';
import type { PodView } from '../model/pod-view';
import type { ServiceView } from '../model/service';

/** The pods of the set that a Service selects: looked up once for a Service. */
export function podsOfService(inventory: Inventory, service: ServiceView): readonly PodView[] {
  if (!service.selector) return NONE;
  const known = inventory.derive(newMap);
  let pods = known.get(service);
  if (!pods) known.set(service, pods = podsSelected(inventory, service.namespace, service.selector));
  return pods;
}

const NONE: readonly PodView[] = [];

function newMap(): Map<ServiceView, readonly PodView[]> {
  return new Map();
}
