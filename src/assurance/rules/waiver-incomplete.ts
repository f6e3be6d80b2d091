import { defineRule } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { faultsOf, waiverView } from './waiver-view';

export const waiverIncomplete = defineRule({
  id: 'assurance/waiver-incomplete',
  title: 'Waivers must set rule, reason, approvedBy and until',
  description: 'A waiver that lacks one of these fields, or that names a rule which does not exist, accepts nothing.',
  severity: Severity.MEDIUM,
  fix: 'Complete the waiver with rule, reason, approvedBy and until, or remove it.',
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
  phase: 'waivers',
  subject: waiverView,
  check: (use) => faultsOf(use, 'incomplete'),
});
