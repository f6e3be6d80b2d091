import { defineRule } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { faultsOf, waiverView } from './waiver-view';

/**
 * A waiver says which rule, why, who and until when.
 *
 * One that lacks any of these, or names a rule that does not exist, accepts nothing.
 */
export const waiverIncomplete = defineRule({
  id: 'assurance/waiver-incomplete',
  title: 'A waiver must name one rule, a reason, an approver and an end date',
  severity: Severity.MEDIUM,
  fix: 'Complete the waiver with rule, reason, approvedBy and until, or remove it.',
  controls: [],
  sources: ['https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317733'],
  bad: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
  annotations:
    cdk8s-hardened/waivers: '[{rule: namespaces/default-namespace, approvedBy: ciso, until: "2026-12-31"}]'`,
  good: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: default
  annotations:
    cdk8s-hardened/waivers: '[{rule: namespaces/default-namespace, reason: Moves with release 7., approvedBy: ciso, until: "2026-12-31"}]'`,
  subject: waiverView,
  revisions: [{ since: '1.0', check: (use) => faultsOf(use, 'incomplete') }],
});
