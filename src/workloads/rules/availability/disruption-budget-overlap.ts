import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { isTemplate, type PodView } from '../../../kubernetes/pods/pod-view';
import { budgetsFor } from './budgets';
import { pods } from '../pod-security-rule';

/**
 * A pod has one PodDisruptionBudget at most: the eviction API answers every request for a pod with two of them with error 500, so its node
 * cannot be drained.
 *
 * An empty selector selects every pod of the namespace. Budgets that the API server refuses do not count, and one that is written
 * several times, as in overlays, counts once.
 */
export const disruptionBudgetOverlap = defineRule({
  id: 'workloads/disruption-budget-overlap',
  title: 'Pods must have one disruption budget at most',
  severity: Severity.LOW,
  fix: 'Narrow the selectors, so that each pod is selected by one budget.',
  controls: [],
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
  revisions: [{ since: '1.0', check: judge }],
});

function judge({ namespace, labels, metadataPath, object }: PodView, { inventory }: CheckContext): readonly Outcome[] {
  if (isTemplate(object)) return NONE;
  const budgets = budgetsFor(inventory, namespace, labels).filter(({ faults }) => faults.length === 0);
  if (budgets.length < 2) return NONE;
  const names = [...new Set(budgets.map((budget) => budget.object.name))].sort();
  if (names.length < 2) return NONE;
  return [
    {
      path: `${metadataPath}.labels`,
      message: `the pod is selected by ${names.length} disruption budgets (${names.join(', ')}), so it cannot be evicted`,
    },
  ];
}
