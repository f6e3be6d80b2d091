import { Scope } from '../kubernetes/objects/kinds';
import { apiResource, isBuiltInGroup } from '../kubernetes/rbac/api-resources';
import type { PolicyRule } from '../kubernetes/rbac/policy-rule';

/** True for a rule on resources of Kubernetes itself that all live in namespaces. */
export function isNamespaced({ apiGroups, resources, nonResourceURLs }: PolicyRule): boolean {
  if (nonResourceURLs.length > 0 || !apiGroups.every(isBuiltInGroup)) return false;
  return resources.every((resource) => {
    const known = apiGroups.flatMap((group) => apiResource(group, resource) ?? []);
    return known.length > 0 && known.every(({ scope }) => scope === Scope.NAMESPACED);
  });
}
