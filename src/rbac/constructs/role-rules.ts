import type { PolicyRule } from '../../kubernetes/rbac/policy-rule';
import type { Grant } from './grant';

/** A grant as an entry of a role's `rules`. */
export function toPolicyRule(grant: Grant): object {
  if (grant.urls.length > 0) return { nonResourceURLs: grant.urls, verbs: grant.verbs };
  const names = grant.names.length > 0 ? { resourceNames: grant.names } : {};
  return { apiGroups: [grant.group], resources: [grant.resource], ...names, verbs: grant.verbs };
}

/** A grant as rules see it. */
export function asPolicyRule({ group, resource, names, urls, verbs }: Grant): PolicyRule {
  const onUrls = urls.length > 0;
  return {
    path: '',
    verbs,
    apiGroups: onUrls ? [] : [group],
    resources: onUrls ? [] : [resource],
    resourceNames: names,
    emptyNames: false,
    nonResourceURLs: urls,
  };
}
