import { integerOption } from '../../engine/options';
import { defineRule, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import type { WaiverUse } from '../../engine/waiver';
import { faultsOf, waiverView } from './waiver-view';

export const waiverOverBroad = defineRule({
  id: 'assurance/waiver-over-broad',
  title: 'Waivers must name their rules and objects, for at most 366 days',
  description:
    'A waiver for `*` or for a whole practice, one that names no object, one whose pattern no name, namespace or file narrows, and '
    + 'one that ends more than 366 days from now would '
    + 'hide findings that have not been reviewed. Such a waiver accepts nothing.',
  severity: Severity.MEDIUM,
  fix: 'Name the rules and the objects, or a pattern of their names, namespace or files, with an end date within 366 days.',
  sources: ['https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317733'],
  bad: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: default
  annotations:
    cdk8s-hardened/waivers: '[{rule: "*", reason: Legacy., approvedBy: ciso, until: "2026-12-31"}]'`,
  good: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: default
  annotations:
    cdk8s-hardened/waivers: '[{rule: namespaces/default-namespace, reason: Moves with release 7., approvedBy: ciso, until: "2026-12-31"}]'`,
  phase: 'waivers',
  // A year with a leap day: an exception is looked at again at the yearly audit.
  options: { longest: integerOption('The most days from today for which a waiver may hold.', 366) },
  subject: waiverView,
  check: overBroad,
});

function overBroad(use: WaiverUse): Outcome[] {
  const faults = faultsOf(use, 'over-broad');
  if (faults.length > 0 || use.refused === 0) return faults;
  const { scope, terms } = use.waiver;
  return [
    {
      path: scope.path,
      message:
        `${scope.place}: the waiver for ${terms.rule} names no object and would hide ${use.refused} `
        + `${use.refused === 1 ? 'finding' : 'findings'}`,
    },
  ];
}
