import { fact } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import { rbacView } from '../../rbac/rbac';
import { serviceAccountOf as accountOfSubject } from '../../rbac/rbac-binding';
import { serviceAccountOf } from '../pod-account';
import type { PodView } from '../pod-view';

/**
 * True when a binding of the input grants something to the ServiceAccount of a pod: then it is there to call the API server, and without
 * its token the pod would not work any more. Where a pod states no namespace, as below a kustomization, accounts of that name in any
 * namespace count, except `default`.
 */
export function isGranted(pod: PodView, inventory: Inventory): boolean {
  const name = serviceAccountOf(pod);
  if (name === undefined) return false;
  const namespaces = grantedAccounts(inventory).get(name);
  return namespaces !== undefined && (namespaces.has(pod.namespace) || (name !== 'default' && pod.object.namespace === undefined));
}

/** Namespaces of the accounts that bindings name, by name. */
const grantedAccounts = fact('accounts that bindings name', (inventory): ReadonlyMap<string, ReadonlySet<string>> => {
  const result = new Map<string, Set<string>>();
  for (const { subjects } of rbacView(inventory).bindings) {
    for (const subject of subjects) {
      const account = accountOfSubject(subject);
      if (account) result.set(account.name, (result.get(account.name) ?? new Set()).add(account.namespace));
    }
  }
  return result;
});
