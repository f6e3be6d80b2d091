import { defineRule, undecided, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { asArray, asObject, asString } from '../../model/json';
import { guards, type Guard } from '../admission';
import { policyExample } from '../admission-examples';

/**
 * An admission policy or webhook can have an effect: a ValidatingAdmissionPolicy has validations, one of them more than `true`; no match condition
 * is `false`; what is excluded is not everything.
 *
 * Expressions are not evaluated: only these literals are known. Without resource rules, or with neither validations nor audit annotations, the API
 * server refuses the policy: unknown.
 */
export const admissionPolicyEffect = defineRule({
  id: 'namespaces/admission-policy-effect',
  title: 'Admission policies and webhooks must not be switched off by what they say',
  severity: Severity.MEDIUM,
  fix: 'Remove the condition, exclusion or expression that leaves nothing over, or remove the policy.',
  controls: [],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#matching-requests-matchconditions'],
  bad: policyExample('matchConditions: [{ name: off, expression: "false" }]'),
  good: policyExample('matchConditions: [{ name: not-nodes, expression: "!(\'system:nodes\' in request.userInfo.groups)" }]'),
  subject: guards,
  revisions: [{ since: '1.0', check: (guard) => [...neverAsked(guard), ...neverDenies(guard)] }],
});

function neverAsked({ json, path, label, match, matchPath, rules, isWebhook }: Guard): Outcome[] {
  const conditions = asArray(json.matchConditions).flatMap((condition, index) => {
    const { name, expression } = asObject(condition);
    if (literal(expression) !== 'false') return [];
    return [{ path: `${path}.matchConditions[${index}].expression`, message: `${label} is never asked: its condition ${JSON.stringify(name ?? index)} is false` }];
  });
  const excluded = isWebhook ? -1 : asArray(match.excludeResourceRules).findIndex(isEverything);
  if (excluded >= 0) return [...conditions, { path: `${matchPath}.excludeResourceRules[${excluded}]`, message: `${label} is never asked: every resource is excluded` }];
  if (!isWebhook && rules.length === 0) return [...conditions, undecided(`${matchPath}.resourceRules`, `${label} has no resource rules, so the API server refuses it`)];
  return conditions;
}

function neverDenies({ object, json, label }: Guard): Outcome[] {
  if (object.kind !== 'ValidatingAdmissionPolicy') return [];
  const validations = asArray(json.validations);
  const path = 'spec.validations';
  if (validations.length > 0) return validations.every((validation) => literal(asObject(validation).expression) === 'true') ? [{ path, message: `${label} never denies: its validations are all true` }] : [];
  if (asArray(json.auditAnnotations).length > 0) return [{ path, message: `${label} never denies: it has no validations, only audit annotations` }];
  return [undecided(path, `${label} has neither validations nor audit annotations, so the API server refuses it`)];
}

function literal(expression: unknown): string {
  let text = (asString(expression) ?? '').trim();
  while (text.startsWith('(') && text.endsWith(')')) text = text.slice(1, -1).trim();
  return text;
}

function isEverything(rule: unknown): boolean {
  const { apiGroups, apiVersions, operations, resources, resourceNames, scope } = asObject(rule);
  const all = (list: unknown, ...wild: readonly string[]) => asArray(list).some((item) => wild.includes(item as string));
  return all(apiGroups, '*') && all(apiVersions, '*') && all(operations, '*') && all(resources, '*', '*/*') && asArray(resourceNames).length === 0 && (scope ?? '*') === '*';
}
