import { defineRule } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { faultsOf, waiverView } from './waiver-view';

/** A waiver holds through its last day; afterwards it accepts nothing and is to be decided anew. */
export const waiverExpired = defineRule({
  id: 'assurance/waiver-expired',
  title: 'A waiver must not be past its end date',
  severity: Severity.MEDIUM,
  fix: 'Mend what the waiver accepted and remove it, or have it approved anew with a later end date.',
  controls: [],
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
  subject: waiverView,
  revisions: [{ since: '1.0', check: (use) => faultsOf(use, 'expired') }],
});
