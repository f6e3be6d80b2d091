import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { asArray, asObject, asString } from '../../../text/json';
import { bindingsOf, guards, type Guard } from './admission';
import { policyExample } from './admission-examples';
import { areDisjoint, excludesAll } from './resource-rules';

export const admissionPolicyEffect = defineRule({
  id: 'namespaces/admission-policy-effect',
  title: 'Admission policies and webhooks must not be configured to have no effect',
  description:
    'A policy has no effect if a match condition is `false`, if it or a binding excludes everything that it matches, if a '
    + 'binding matches nothing that its policy matches, or if all validations of a ValidatingAdmissionPolicy are `true` or it has '
    + 'audit annotations only.\n\n'
    + 'Expressions are not evaluated: only these literals are recognised. The API server rejects a policy without resource rules, '
    + 'and one with neither validations nor audit annotations: unknown.',
  severity: Severity.MEDIUM,
  fix: 'Remove the condition, exclusion or expression that leaves nothing over, or remove the policy.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#matching-requests-matchconditions'],
  bad: policyExample('matchConditions: [{ name: never, expression: "false" }]'),
  good: policyExample('matchConditions: [{ name: not-nodes, expression: "!(\'system:nodes\' in request.userInfo.groups)" }]'),
  subject: guards,
  check: (guard, { inventory }: CheckContext) => [...neverAsked(guard), ...neverBound(guard, inventory), ...neverDenies(guard)],
});

function neverAsked({ json, path, label, match, matchPath, rules, isWebhook }: Guard): Outcome[] {
  const conditions = asArray(json.matchConditions).flatMap((condition, index) => {
    const { name, expression } = asObject(condition);
    if (literal(expression) !== 'false') return [];
    return [
      {
        path: `${path}.matchConditions[${index}].expression`,
        message: `${label} is never called: its condition ${JSON.stringify(name ?? index)} is false`,
      },
    ];
  });
  if (!isWebhook && excludesAll(match.excludeResourceRules, match.resourceRules)) {
    return [
      ...conditions,
      { path: `${matchPath}.excludeResourceRules`, message: `${label} is never called: everything that it matches is excluded` },
    ];
  }
  if (!isWebhook && rules.length === 0) {
    return [...conditions, undecided(`${matchPath}.resourceRules`, `${label} has no resource rules, so the API server rejects it`)];
  }
  return conditions;
}

function neverBound({ object: policy, match, isWebhook }: Guard, inventory: Inventory): Outcome[] {
  if (isWebhook) return [];
  return bindingsOf(inventory, policy).flatMap((object): Outcome[] => {
    const { excludeResourceRules, resourceRules } = asObject(asObject(object.json.spec).matchResources);
    const path = 'spec.matchResources';
    if (excludesAll(excludeResourceRules, match.resourceRules)) {
      return [{ object, path: `${path}.excludeResourceRules`, message: `the binding excludes all that the policy ${policy.name} matches` }];
    }
    return areDisjoint(resourceRules, match.resourceRules)
      ? [{ object, path: `${path}.resourceRules`, message: `the binding matches nothing of what the policy ${policy.name} matches` }]
      : [];
  });
}

function neverDenies({ object, json, label }: Guard): Outcome[] {
  if (object.kind !== 'ValidatingAdmissionPolicy') return [];
  const validations = asArray(json.validations);
  const path = 'spec.validations';
  if (validations.length > 0) {
    return validations.every((validation) => literal(asObject(validation).expression) === 'true')
      ? [{ path, message: `${label} never denies: its validations are all true` }]
      : [];
  }
  if (asArray(json.auditAnnotations).length > 0) {
    return [{ path, message: `${label} never denies: it has no validations, only audit annotations` }];
  }
  return [undecided(path, `${label} has neither validations nor audit annotations, so the API server rejects it`)];
}

function literal(expression: unknown): string {
  let text = (asString(expression) ?? '').trim();
  while (text.startsWith('(') && text.endsWith(')')) text = text.slice(1, -1).trim();
  return text;
}
