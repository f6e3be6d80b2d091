import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject, isObject } from '../../../text/json';
import { bindingsOf, policies, type Guard } from './admission';
import { bindingExample, policyExample } from './admission-examples';

/**
 * Every binding of an admission policy with parameters names them, and a parameter that is not there does not let requests through.
 *
 * Without `paramRef` the policy is evaluated with null for its parameters; with `parameterNotFoundAction: Allow` whoever removes the
 * parameter, or never makes one in a namespace, is free of the policy. Bindings that are not in the set are not judged.
 */
export const admissionPolicyParams = defineRule({
  id: 'namespaces/admission-policy-params',
  title: 'Bindings must give admission policies their parameters',
  severity: Severity.MEDIUM,
  fix: 'Set paramRef with a name or selector, and parameterNotFoundAction: Deny.',
  controls: [],
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
  revisions: [{ since: '1.0', check: givesParams }],
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
        message: `where there is no parameter, the policy ${policy.name} lets everything through`,
      },
    ];
  });
}
