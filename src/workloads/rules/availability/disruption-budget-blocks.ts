import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { scaledValue } from '../../../kubernetes/resources/int-or-percent';
import { podsOf, type BudgetPods } from './budget-pods';
import { disruptionBudgets, type Budget } from './budgets';

export const disruptionBudgetBlocks = defineRule({
  id: 'workloads/disruption-budget-blocks',
  title: 'PodDisruptionBudgets must allow at least one pod to be evicted',
  description:
    'Otherwise nodes cannot be drained. The workloads are counted with their minimum number of pods, as the disruption '
    + 'controller does: percentages are of the scale of all selected workloads, and rounded up. If neither field is set, no '
    + 'eviction is allowed. A percentage or `maxUnavailable` for pods of a DaemonSet or Job, which have no scale, or for bare '
    + 'Pods only, allows none either. Workloads with 0 replicas do not count.\n\n'
    + 'Unknown: no selected pod in the input, an unknown number of pods, and a budget that the API server rejects.',
  severity: Severity.LOW,
  fix: 'Set `maxUnavailable` to 1 or more, or give the workload more pods than `minAvailable` requires.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    'https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/disruption/disruption.go',
  ],
  bad:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 0, selector: { matchLabels: { app: api } } } }',
  good:
    '\n{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } } }\n'
    + '---\n'
    + '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { replicas: 2, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n',
  operations: true,
  subject: disruptionBudgets,
  check: requireEviction,
});

function requireEviction(budget: Budget, { inventory }: CheckContext): readonly Outcome[] {
  const { minAvailable: min, maxUnavailable: max, faults } = budget;
  if (faults.length > 0) return faults.map(({ path, message }) => undecided(path, `${message}, so the API server rejects the budget`));
  const stated = min ?? max;
  if (!stated) return [{ path: 'spec', message: 'neither minAvailable nor maxUnavailable is set, which lets no pod go' }];
  const { path, amount, text } = stated;
  const always = max ? scaledValue(amount, 100, 'up') === 0 : 'percent' in amount && amount.percent === 100;
  if (always) return [{ path, message: `${text} lets no pod go` }];
  const pods = podsOf(inventory, budget);
  if (!pods.any) return [undecided('spec.selector', 'the selector selects no pod of the input')];
  return min && 'count' in amount ? byNumber(amount.count, pods, path, text) : byScale(budget, pods, path, text);
}

/** A number of pods that must stay counts pods of every kind. */
function byNumber(least: number, { scaled, bare, unscaled, reason }: BudgetPods, path: string, text: string): readonly Outcome[] {
  if (unscaled) {
    return least === 0
      ? NONE
      : [undecided(path, `how many pods ${unscaled.object.kind} ${unscaled.object.name} makes is not in the input`)];
  }
  if (scaled === undefined) return [undecided(path, reason)];
  const total = scaled + bare;
  return total > 0 && least >= total ? [{ path, message: `${text} of ${total} ${total === 1 ? 'pod' : 'pods'} lets none go` }] : NONE;
}

function byScale(
  { minAvailable: min }: Budget,
  { scaled, bare, unscaled, reason }: BudgetPods,
  path: string,
  text: string,
): readonly Outcome[] {
  if (unscaled) {
    return [
      { path, message: `${text} needs a scale, which ${unscaled.object.kind} ${unscaled.object.name} does not have, so it lets no pod go` },
    ];
  }
  if (scaled === 0 && bare > 0) return [{ path, message: `${text} needs a scale, which bare Pods do not have, so it lets no pod go` }];
  if (!min) return NONE;
  if (scaled === undefined) return [undecided(path, reason)];
  return scaled > 0 && scaledValue(min.amount, scaled, 'up') >= scaled + bare
    ? [{ path, message: `${text} of ${scaled} ${scaled === 1 ? 'pod' : 'pods'} lets none go` }]
    : NONE;
}
