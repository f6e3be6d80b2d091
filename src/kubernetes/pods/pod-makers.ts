import type { Inventory } from '../objects/inventory';
import { serviceAccountOf } from './pod-account';
import { podViews } from './pod-view';
import { ruleGrants, type Permission, type PolicyRule } from '../rbac/policy-rule';
import { rbacView } from '../rbac/rbac';

const CREATION: readonly Permission[] = [
  ['', 'pods'],
  ['', 'replicationcontrollers'],
  ['apps', 'daemonsets'],
  ['apps', 'deployments'],
  ['apps', 'replicasets'],
  ['apps', 'statefulsets'],
  ['batch', 'cronjobs'],
  ['batch', 'jobs'],
].map(([group, resource]) => ({ group: group!, resource: resource!, verb: 'create' }));

/**
 * Namespaces in which a pod of the set may make others, as the account that it runs as: an operator. One that may do so everywhere is taken
 * to do it in its own namespace.
 */
export function namespacesWithPodMakers(inventory: Inventory): ReadonlySet<string> {
  const rbac = rbacView(inventory);
  const namespaces = new Set<string>();
  for (const { role, namespace, subjects } of rbac.bindings) {
    if (!role || !rbac.effectiveRules(role).some(makesPods)) continue;
    const running = inventory.derive(runningAccounts);
    for (const { kind, name, namespace: home } of subjects) {
      if (kind === 'ServiceAccount' && home !== undefined && running.has(`${home}/${name}`)) {
        namespaces.add(namespace === '' ? home : namespace);
      }
    }
  }
  return namespaces;
}

function runningAccounts(inventory: Inventory): ReadonlySet<string> {
  return new Set(podViews(inventory).map((pod) => `${pod.namespace}/${serviceAccountOf(pod)}`));
}

function makesPods(rule: PolicyRule): boolean {
  if (!rule.verbs.includes('create') && !rule.verbs.includes('*')) return false;
  return CREATION.some((permission) => ruleGrants(rule, permission));
}
