import { isNamespaced } from '../namespaced-rule';
import { POWERFUL_GRANTS, takesReason } from '../powerful-grants';
import { grantedOf } from '../role-findings';

import { reasonsOf, type RolePlan } from './role-plan';
import { asPolicyRule } from './role-rules';
import { SubjectKind } from './subject';

/** By rule: the reasons that accept what it finds of the role. */
export function acceptedGrants({ grants, kind }: RolePlan): Readonly<Record<string, string>> {
  const accepted: Record<string, string> = {};
  for (const power of POWERFUL_GRANTS.filter(takesReason)) {
    const granting = grants.filter((grant) => grantedOf(asPolicyRule(grant), power.permissions, kind === 'Role').length > 0);
    const reason = reasonsOf(granting, []);
    if (reason !== undefined) accepted[`rbac/${power.id}`] = reason;
  }
  return accepted;
}

/**
 * By rule: the reasons that accept what it finds of a binding.
 *
 * @param namespace of the binding; undefined for the whole cluster
 */
export function acceptedSubjects(
  { grants, subjects }: RolePlan,
  namespace: string | undefined,
  scopeReason: string | undefined,
): Readonly<Record<string, string>> {
  const elsewhere = subjects.filter(({ namespaceName }) => namespaceName !== undefined && namespaceName !== namespace);
  const groups = subjects.filter(({ kind, name }) => kind === SubjectKind.GROUP && /^system:serviceaccounts(:|$)/.test(name));
  const reasons = {
    'rbac/cluster-scope': grants.map(asPolicyRule).every(isNamespaced) ? scopeReason : undefined,
    'rbac/cross-namespace-subject': namespace === undefined ? undefined : reasonsOf(elsewhere, []),
    'rbac/service-account-group-subject': reasonsOf(groups, []),
  };
  return Object.fromEntries(Object.entries(reasons).flatMap(([rule, reason]) => (reason === undefined ? [] : [[rule, reason]])));
}
