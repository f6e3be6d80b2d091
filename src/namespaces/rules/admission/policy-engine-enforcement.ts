import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { enginePolicies, notDenied } from './policy-engines';

/**
 * Policies of Kyverno and constraints of Gatekeeper deny what breaks them, and do not only report it.
 *
 * Kyverno's ClusterPolicy and Policy: each validate and verifyImages rule says `failureAction: Enforce`, or the policy
 * `validationFailureAction: Enforce`; unset is Audit. An override that enforces somewhere is enough, unless one before it reports for all
 * namespaces. Its ValidatingPolicy and ImageValidatingPolicy deny unless they say otherwise; `admission: false` switches either off. A
 * constraint denies unless `enforcementAction` says otherwise; scoped actions have to deny at the webhook or in an admission policy.
 */
export const policyEngineEnforcement = defineRule({
  id: 'namespaces/policy-engine-enforcement',
  title: 'Policies of Kyverno and Gatekeeper must deny',
  severity: Severity.MEDIUM,
  fix:
    "Set failureAction: Enforce (Kyverno), validationActions: [Deny] (Kyverno's CEL policies) or enforcementAction: deny (Gatekeeper) "
    + 'once nothing is reported any more.',
  controls: [],
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
    select: ({ inventory }) => inventory.derive(enginePolicies).map((object) => ({ value: object, object })),
  },
  revisions: [{ since: '1.0', check: notDenied }],
});
