import { fact } from '../objects/fact';
import { pluralOf } from '../objects/plural';
import { ruleGrants, type Permission, type PolicyRule } from '../rbac/policy-rule';
import { rbacView } from '../rbac/rbac';
import { serviceAccountOf } from './pod-account';
import { POD_KINDS } from './pod-kinds';
import { podViews } from './pod-view';

const CREATION: readonly Permission[] = POD_KINDS.filter(({ lifetime }) => lifetime !== 'template').flatMap(({ groups, kind }) =>
  groups.map((group) => ({ group, resource: pluralOf(kind), verb: 'create' })),
);

/**
 * Namespaces in which a pod of the input may make others, as the account that it runs as: an operator. One that may do so everywhere is
 * taken to do it in its own namespace.
 */
export const namespacesWithPodMakers = fact('namespaces with pods that make pods', (inventory): ReadonlySet<string> => {
  const rbac = rbacView(inventory);
  const namespaces = new Set<string>();
  for (const { role, namespace, subjects } of rbac.bindings) {
    if (!role || !rbac.effectiveRules(role).some(makesPods)) continue;
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
  return CREATION.some((permission) => ruleGrants(rule, permission));
}
