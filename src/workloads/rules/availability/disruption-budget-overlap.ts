import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { isTemplate } from '../../../kubernetes/pods/pod-kinds';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { budgetsFor } from './budgets';

export const disruptionBudgetOverlap = defineRule({
  id: 'workloads/disruption-budget-overlap',
  title: 'Pods must match at most one PodDisruptionBudget',
  description:
    'The eviction API answers with error 500 for a pod that matches two budgets, so its node cannot be drained. An empty '
    + 'selector selects every pod of the namespace. Budgets that the API server rejects do not count. A budget that is in the '
    + 'input several times, as in overlays, counts once.',
  severity: Severity.LOW,
  fix: 'Narrow the selectors, so that each pod is selected by one budget.',
  sources: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/#how-api-initiated-eviction-works',
    'https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/pod/storage/eviction.go',
  ],
  bad:
    '\n{ apiVersion: v1, kind: Pod, metadata: { name: api, labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }\n'
    + '---\n'
    + '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } } }\n'
    + '---\n'
    + '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: all }, spec: { maxUnavailable: 1, selector: {} } }\n',
  good:
    '\n{ apiVersion: v1, kind: Pod, metadata: { name: api, labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }\n'
    + '---\n'
    + '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } } }\n',
  operations: true,
  subject: pods,
  check: forbidSecondBudget,
});

function forbidSecondBudget({ namespace, labels, metadataPath, object }: PodView, { inventory }: CheckContext): readonly Outcome[] {
  if (isTemplate(object)) return NONE;
  const budgets = budgetsFor(inventory, namespace, labels).filter(({ faults }) => faults.length === 0);
  if (budgets.length < 2) return NONE;
  const names = [...new Set(budgets.map((budget) => budget.object.name))].sort();
  if (names.length < 2) return NONE;
  return [
    {
      path: `${metadataPath}.labels`,
      message: `the pod is selected by ${names.length} disruption budgets (${names.join(', ')}), so it cannot be evicted`,
      related: budgets.map((budget) => ({ object: budget.object, path: 'spec.selector', what: 'a budget that selects it' })),
    },
  ];
}
