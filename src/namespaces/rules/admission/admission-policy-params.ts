import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject, isObject } from '../../../text/json';
import { bindingsOf, policies, type Guard } from './admission';
import { bindingExample, policyExample } from './admission-examples';

export const admissionPolicyParams = defineRule({
  id: 'namespaces/admission-policy-params',
  title: 'Bindings of policies with paramKind must set paramRef and must not allow missing parameters',
  description:
    'Without `paramRef`, the policy is evaluated with null parameters. With `parameterNotFoundAction: Allow`, a user who '
    + 'removes the parameter, or never creates it in a namespace, bypasses the policy. Bindings that are not in the input are not '
    + 'checked.',
  severity: Severity.MEDIUM,
  fix: 'Set paramRef with a name or selector, and parameterNotFoundAction: Deny.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources'],
  bad:
    `${policyExample('paramKind: { apiVersion: v1, kind: ConfigMap }')}`
    + `---${bindingExample('validationActions: [Deny], paramRef: { name: limits, parameterNotFoundAction: Allow }')}`,
  good:
    `${policyExample('paramKind: { apiVersion: v1, kind: ConfigMap }')}`
    + `---${bindingExample('validationActions: [Deny], paramRef: { name: limits, parameterNotFoundAction: Deny }')}`,
  subject: {
    name: 'admission policies with parameters',
    select: (context) => policies.select(context).filter(({ value }) => isObject(value.json.paramKind)),
  },
  check: givesParams,
});

function givesParams({ object: policy }: Guard, { inventory }: CheckContext): readonly Outcome[] {
  return bindingsOf(inventory, policy).flatMap((object): readonly Outcome[] => {
    const { paramRef } = asObject(object.json.spec);
    if (!isObject(paramRef)) {
      return [
        { object, path: 'spec.paramRef', message: `the binding gives the policy ${policy.name} no parameter, so it is evaluated without` },
      ];
    }
    if (paramRef.parameterNotFoundAction !== 'Allow') return NONE;
    return [
      {
        object,
        path: 'spec.paramRef.parameterNotFoundAction',
        message: `if a parameter is missing, the policy ${policy.name} admits every request`,
      },
    ];
  });
}
