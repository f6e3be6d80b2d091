import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { namesItsObject, type PolicyRule } from '../../../kubernetes/rbac/policy-rule';
import { judgeRules, rolesOfSet } from '../../role-findings';

/**
 * A request for these carries the name `*` itself: a token for admission webhooks, the impersonation of the node that the caller runs on.
 */
const NAMED_STAR_GROUP = 'authentication.k8s.io';

export const resourceNamesWithoutEffect = defineRule({
  id: 'rbac/resource-names-without-effect',
  title: 'resourceNames in roles must restrict access as they appear to',
  description:
    'Requests for `create` (except of subresources such as `pods/exec`) and `deletecollection` name no object, so a rule with '
    + '`resourceNames` never allows them; only server-side apply, a `patch`, checks `create` with a name. `list` and `watch` work '
    + 'with the field selector `metadata.name`, so they pass.\n\n'
    + '`*` is not a wildcard here, `""` matches every request that names no object, and an empty list means every name.',
  severity: Severity.LOW,
  fix: 'Put verbs that name no object into a rule of their own, and write the names of existing objects.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: configurer, namespace: payments }, '
    + 'rules: [{ apiGroups: [""], resources: [configmaps], resourceNames: [api], verbs: [create] }] }',
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: configurer, namespace: payments }, '
    + 'rules: [{ apiGroups: [""], resources: [configmaps], resourceNames: [api], verbs: [get, watch] }] }',
  subject: rolesOfSet,
  revisions: [{ since: '1.8', check: judgeRules(uselessNames) }],
});

const NAMELESS = ['create', 'deletecollection'];

function uselessNames(rule: PolicyRule): readonly Outcome[] {
  if (rule.resourceNames.length === 0 && !rule.emptyNames) return NONE;
  const names = `${rule.path}.resourceNames`;
  if (rule.emptyNames) return [{ path: names, message: `${names} is an empty list, which means every name` }];
  const found = collect(rule.resourceNames, (name, index): readonly Outcome[] => {
    if (name !== '' && name !== '*') return NONE;
    const path = `${names}[${index}]`;
    if (name === '') return [{ path, message: `${path} is "", which matches every request that names no object, such as list and create` }];
    if (rule.apiGroups.includes(NAMED_STAR_GROUP)) return NONE;
    return [{ path, message: `${path} is "*", which is a plain name that no object has` }];
  });
  if (rule.resourceNames.includes('') || !NAMELESS.some((verb) => rule.verbs.includes(verb))) return found;
  const plain = rule.resources.filter((resource) => resource !== '*' && !namesItsObject('create', resource));
  return [
    ...found,
    ...rule.verbs.flatMap((verb, index): readonly Outcome[] => {
      const resources = verb === 'create' ? plain : verb === 'deletecollection' ? rule.resources : NONE;
      if (resources.length === 0) return NONE;
      return [
        {
          path: `${rule.path}.verbs[${index}]`,
          message: `${rule.path} names objects, which ${verb} requests for ${resources.join(', ')} do not, so it allows none of them`,
        },
      ];
    }),
  ];
}
