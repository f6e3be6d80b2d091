import { defineRule, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import type { WaiverUse } from '../../engine/waiver';
import { NONE } from '../../kubernetes/objects/collect';
import { waiverView } from './waiver-view';

/**
 * A waiver that accepts nothing is a hole kept open for later.
 *
 * Not applicable while the rule is not in the run's profile; a waiver with another fault is reported for that one.
 */
export const waiverUnused = defineRule({
  id: 'assurance/waiver-unused',
  title: 'A waiver must accept at least one finding',
  severity: Severity.LOW,
  fix: 'Remove the waiver: what it was for is mended, or it stands on the wrong object.',
  controls: [],
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
  subject: waiverView,
  revisions: [{ since: '1.0', check: unused }],
});

function unused({ waiver, accepted, refused, ruleRan }: WaiverUse): readonly Outcome[] {
  if (!ruleRan || accepted > 0 || refused > 0 || waiver.faults.length > 0) return NONE;
  return [{ path: waiver.scope.path, message: `${waiver.scope.place}: the waiver for ${waiver.terms.rule} accepts no finding` }];
}
