import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { serviceAccountOf } from '../pods/pod-account';
import type { PodView } from '../pods/pod-view';
import { rbacView } from './rbac';
import { serviceAccountOf as accountOfSubject } from './rbac-binding';

/** True when a binding of the input names the ServiceAccount of the pod. What groups are granted, all accounts have: it does not count. */
export function isBoundByName(pod: PodView, inventory: Inventory): boolean {
  const name = serviceAccountOf(pod);
  return name !== undefined && boundAccounts(inventory).has(`${pod.namespace}/${name}`);
}

const boundAccounts = fact('ServiceAccounts that bindings name', (inventory): ReadonlySet<string> => {
  const accounts = rbacView(inventory).bindings.flatMap(({ subjects }) => subjects.flatMap((subject) => accountOfSubject(subject) ?? []));
  return new Set(accounts.map(({ namespace, name }) => `${namespace}/${name}`));
});
