import { NONE } from '../objects/collect';
import { factFor } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import type { LabelSelector } from '../objects/label-selector';
import { podsSelected } from '../pods/pod-index';
import type { PodView } from '../pods/pod-view';
import type { ServiceView } from './service';

/**
 * The pods of the input that a Service selects, as templates write their labels: those of its namespace, of workloads that are scaled to
 * none as well. None for a Service without selector or of type ExternalName. A PodTemplate makes no pods, and labels that controllers give,
 * such as `statefulset.kubernetes.io/pod-name`, are taken to match.
 * Services of the same selector have the same list.
 */
export const podsOfService: (inventory: Inventory, service: ServiceView) => readonly PodView[] = factFor(
  'pods of a Service',
  (inventory, { namespace, selector }: ServiceView) => (selector ? podsOfSelector(inventory, { namespace, selector }) : NONE),
);

const podsOfSelector = factFor(
  'pods of the selectors of Services',
  (inventory, { namespace, selector }: Selected) => podsSelected(inventory, namespace, selector),
  ({ namespace, selector }) => `${namespace} ${selector.canonical}`,
);

interface Selected {
  readonly namespace: string;
  readonly selector: LabelSelector;
}
