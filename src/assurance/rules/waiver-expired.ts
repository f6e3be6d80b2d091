import { defineRule } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { faultsOf, waiverView } from './waiver-view';

export const waiverExpired = defineRule({
  id: 'assurance/waiver-expired',
  title: 'Waivers must not be expired',
  description: 'A waiver is valid through its last day (`until`). After that day it accepts nothing, and its findings are reported again.',
  severity: Severity.MEDIUM,
  fix: 'Fix what the waiver accepted and remove it, or have it approved again with a later end date.',
  sources: ['https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317733'],
  bad: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: default
  annotations:
    cdk8s-hardened/waivers: '[{rule: namespaces/default-namespace, reason: Moves with release 6., approvedBy: ciso, until: "2026-06-30"}]'`,
  good: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: default
  annotations:
    cdk8s-hardened/waivers: '[{rule: namespaces/default-namespace, reason: Moves with release 7., approvedBy: ciso, until: "2026-12-31"}]'`,
  phase: 'waivers',
  subject: waiverView,
  check: (use) => faultsOf(use, 'expired'),
});
