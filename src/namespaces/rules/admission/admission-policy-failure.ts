import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { policies, type Guard } from './admission';
import { policyExample } from './admission-examples';

/**
 * An admission policy fails closed: with `failurePolicy: Ignore` an expression that fails, on a field that is not there for example, lets
 * the request through. No server has to be reached, so nothing is gained by it.
 *
 * Unset is Fail.
 */
export const admissionPolicyFailure = defineRule({
  id: 'namespaces/admission-policy-failure',
  title: 'Admission policies must fail closed',
  severity: Severity.MEDIUM,
  fix: 'Remove failurePolicy or set it to Fail, and guard optional fields with has().',
  controls: [],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#failure-policy'],
  bad: policyExample('failurePolicy: Ignore'),
  good: policyExample('failurePolicy: Fail'),
  subject: policies,
  revisions: [{ since: '1.0', check: failsClosed }],
});

function failsClosed({ json }: Guard): readonly Outcome[] {
  const value = json.failurePolicy ?? 'Fail';
  const path = 'spec.failurePolicy';
  if (value === 'Fail') return NONE;
  if (value === 'Ignore') return [{ path, message: 'a request on which an expression of the policy fails is let through' }];
  return [undecided(path, `failurePolicy is ${JSON.stringify(value)}, neither Fail nor Ignore, so the API server refuses the policy`)];
}
