import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { enginePolicies, notDenied } from './policy-engines';

export const policyEngineEnforcement = defineRule({
  id: 'namespaces/policy-engine-enforcement',
  title: 'Kyverno and Gatekeeper policies must enforce, not only report',
  description:
    "Kyverno's ClusterPolicy and Policy: each validate and verifyImages rule must set `failureAction: Enforce`, or the policy "
    + '`validationFailureAction: Enforce`; unset means Audit. An override that enforces somewhere is sufficient, unless an '
    + 'override before it only audits in all namespaces. ValidatingPolicy and ImageValidatingPolicy deny by default. `admission: '
    + 'false` disables any of them.\n\n'
    + 'Gatekeeper: a constraint denies unless `enforcementAction` sets another action. Scoped actions must deny at the webhook or '
    + 'in an admission policy.',
  severity: Severity.MEDIUM,
  fix:
    "Set failureAction: Enforce (Kyverno), validationActions: [Deny] (Kyverno's CEL policies) or enforcementAction: deny (Gatekeeper) "
    + 'once nothing is reported any more.',
  sources: [
    'https://kyverno.io/docs/policy-types/cluster-policy/validate',
    'https://open-policy-agent.github.io/gatekeeper/website/docs/violations/',
  ],
  bad:
    '{ apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: { name: no-host-paths }, '
    + 'spec: { rules: [{ name: volumes, match: { any: [{ resources: { kinds: [Pod] } }] }, '
    + 'validate: { message: No, pattern: { spec: { "=(volumes)": [{ "X(hostPath)": "null" }] } } } }] } }',
  good:
    '{ apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: { name: no-host-paths }, '
    + 'spec: { rules: [{ name: volumes, match: { any: [{ resources: { kinds: [Pod] } }] }, '
    + 'validate: { failureAction: Enforce, message: No, pattern: { spec: { "=(volumes)": [{ "X(hostPath)": "null" }] } } } }] } }',
  subject: {
    name: 'policies of Kyverno and constraints of Gatekeeper',
    select: ({ inventory }) => enginePolicies(inventory).map((object) => ({ value: object, object })),
  },
  check: notDenied,
});
