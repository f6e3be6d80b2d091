import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { policies, type Guard } from './admission';
import { policyExample } from './admission-examples';

export const admissionPolicyFailure = defineRule({
  id: 'namespaces/admission-policy-failure',
  title: 'Admission policies must not set failurePolicy: Ignore',
  description:
    'With `Ignore`, the API server admits a request if an expression fails, for example on a field that is absent. A policy '
    + 'runs in the API server, so there is no server that could be unavailable, and `Ignore` has no benefit. Unset means `Fail` '
    + 'and passes.',
  severity: Severity.MEDIUM,
  fix: 'Remove failurePolicy or set it to Fail, and check optional fields with has().',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#failure-policy'],
  bad: policyExample('failurePolicy: Ignore'),
  good: policyExample('failurePolicy: Fail'),
  subject: policies,
  check: failsClosed,
});

function failsClosed({ json }: Guard): readonly Outcome[] {
  const value = json.failurePolicy ?? 'Fail';
  const path = 'spec.failurePolicy';
  if (value === 'Fail') return NONE;
  if (value === 'Ignore') return [{ path, message: 'the API server admits a request if an expression of the policy fails on it' }];
  return [undecided(path, `failurePolicy is ${JSON.stringify(value)}, neither Fail nor Ignore, so the API server rejects the policy`)];
}
