import { fact } from '../objects/fact';
import { ruleGrants, type PolicyRule } from '../rbac/policy-rule';
import { rbacView } from '../rbac/rbac';
import { serviceAccountOf } from './pod-account';
import { podViews } from './pod-view';
import { WORKLOAD_RESOURCES } from './workload-resources';

const CREATED = WORKLOAD_RESOURCES.filter(({ use }) => use === 'runs');

/**
 * Namespaces in which a pod of the input may make others, as the account that it runs as: an operator. One that may do so everywhere is
 * taken to do it in its own namespace.
 */
export const namespacesWithPodMakers = fact('namespaces with pods that make pods', (inventory): ReadonlySet<string> => {
  const rbac = rbacView(inventory);
  const makers = rbac.gathered((role) => (rbac.rulesInForce(role).some(makesPods) ? ['pods'] : []));
  const namespaces = new Set<string>();
  for (const { role, namespace, subjects } of rbac.bindings) {
    if (!role || !makers(role).has('pods')) continue;
    const running = runningAccounts(inventory);
    for (const { kind, name, namespace: home } of subjects) {
      if (kind === 'ServiceAccount' && home !== undefined && running.has(`${home}/${name}`)) {
        namespaces.add(namespace === '' ? home : namespace);
      }
    }
  }
  return namespaces;
});

const runningAccounts = fact(
  'accounts that pods run as',
  (inventory) => new Set(podViews(inventory).map((pod) => `${pod.namespace}/${serviceAccountOf(pod)}`)),
);

function makesPods(rule: PolicyRule): boolean {
  if (!rule.verbs.includes('create') && !rule.verbs.includes('*')) return false;
  return CREATED.some(
    ({ group, resources }) =>
      (rule.apiGroups.includes('*') || rule.apiGroups.includes(group))
      && resources.some((resource) => ruleGrants(rule, { group, resource, verb: 'create' })),
  );
}
