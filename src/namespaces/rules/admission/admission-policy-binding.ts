import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, typeName } from '../../../text/json';
import { ADMISSION, bindingsOf } from './admission';
import { bindingExample, policyExample } from './admission-examples';

export const admissionPolicyBinding = defineRule({
  id: 'namespaces/admission-policy-binding',
  title: 'ValidatingAdmissionPolicies must have a binding whose validationActions include Deny',
  description:
    'Without a binding a policy has no effect, and the actions `Warn` and `Audit` admit every request. One binding that denies '
    + 'is sufficient; others can try the policy out.\n\n'
    + 'Unknown: a policy without a binding in the input, a binding whose policy is not in the input, and a '
    + 'MutatingAdmissionPolicy (Kubernetes 1.36) without a binding.',
  severity: Severity.MEDIUM,
  fix: 'Set validationActions of a binding to [Deny], or [Deny, Audit].',
  sources: [
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
    'https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/',
  ],
  bad: `${policyExample('')}---${bindingExample('validationActions: [Warn, Audit]')}`,
  good: `${policyExample('')}---${bindingExample('validationActions: [Deny]')}`,
  subject: objectsOfKind(
    `${ADMISSION}/ValidatingAdmissionPolicy`,
    `${ADMISSION}/ValidatingAdmissionPolicyBinding`,
    `${ADMISSION}/MutatingAdmissionPolicy`,
    `${ADMISSION}/MutatingAdmissionPolicyBinding`,
  ),
  check: (object, context) => (object.kind.endsWith('Binding') ? checkBinding(object, context) : checkPolicy(object, context)),
});

function checkPolicy(policy: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const bindings = bindingsOf(inventory, policy);
  if (bindings.length === 0) return [undecided('', 'no binding of the policy is in the input, and without one it does nothing')];
  if (policy.kind === 'MutatingAdmissionPolicy' || bindings.some((binding) => actionsOf(binding).includes('Deny'))) return NONE;
  return bindings.map((object) => {
    const actions = asObject(object.json.spec).validationActions ?? undefined;
    const path = 'spec.validationActions';
    if (!Array.isArray(actions) || actions.length === 0) {
      return {
        ...undecided(
          path,
          `validationActions is ${Array.isArray(actions) ? 'empty' : typeName(actions)}, so the API server rejects the binding`,
        ),
        object,
      };
    }
    return {
      object,
      path,
      message:
        `the API server admits requests that violate the policy ${policy.name}: no binding denies them, and the actions of this one are `
        + actions.join(' and '),
    };
  });
}

function actionsOf({ json }: KubeObject): readonly unknown[] {
  return asArray(asObject(json.spec).validationActions);
}

function checkBinding(binding: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const name = asObject(binding.json.spec).policyName;
  const path = 'spec.policyName';
  if (typeof name !== 'string' || name === '') return [undecided(path, 'the binding names no policy, so the API server rejects it')];
  if (inventory.find(ADMISSION, binding.kind.slice(0, -'Binding'.length), '', name)) return NONE;
  return [undecided(path, `the policy ${name} is not in the input, and a binding of a policy that is not there does nothing`)];
}
