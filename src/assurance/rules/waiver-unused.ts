import { defineRule, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import type { WaiverUse } from '../../engine/waiver';
import { NONE } from '../../kubernetes/objects/collect';
import { waiverView } from './waiver-view';

export const waiverUnused = defineRule({
  id: 'assurance/waiver-unused',
  title: 'Waivers must match at least one finding',
  description:
    'A waiver that accepts no finding hides a finding that appears later.\n\nThe rule does not apply while the rule that the waiver '
    + 'names is not in the profile of the run. A waiver with another fault is reported for that fault only. A reason that stands alone '
    + '(`cdk8s-hardened/accepted`) may be there for what the rule does not find.',
  severity: Severity.LOW,
  fix: 'Remove the waiver. Either the finding is fixed, or the waiver is on the wrong object.',
  sources: ['https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317733'],
  bad: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
  annotations:
    cdk8s-hardened/waivers: '[{rule: namespaces/default-namespace, reason: Moves with release 7., approvedBy: ciso, until: "2026-12-31"}]'`,
  good: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: default
  annotations:
    cdk8s-hardened/waivers: '[{rule: namespaces/default-namespace, reason: Moves with release 7., approvedBy: ciso, until: "2026-12-31"}]'`,
  phase: 'waivers',
  subject: waiverView,
  check: unused,
});

function unused({ waiver, accepted, refused, ruleRan }: WaiverUse): readonly Outcome[] {
  const alone = waiver.terms.until === undefined;
  if (alone || !ruleRan || accepted > 0 || refused > 0 || waiver.faults.length > 0) return NONE;
  return [{ path: waiver.scope.path, message: `${waiver.scope.place}: the waiver for ${waiver.terms.rule} accepts no finding` }];
}
