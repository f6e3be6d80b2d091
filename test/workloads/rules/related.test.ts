import type { AnyRule } from '../../../src/engine/rule';
import { autoscalerOverlap } from '../../../src/workloads/rules/availability/autoscaler-overlap';
import { disruptionBudgetOverlap } from '../../../src/workloads/rules/availability/disruption-budget-overlap';
import { uniqueUid } from '../../../src/workloads/rules/confinement/unique-uid';
import { promotedImage } from '../../../src/workloads/rules/images/promoted-image';
import { serviceSelectorOverlap } from '../../../src/workloads/rules/routing/service-selector-overlap';
import { relatedPlaces } from '../../support/findings';

test.each<[AnyRule, string[]]>([
  [
    autoscalerOverlap,
    ['HorizontalPodAutoscaler api-nights spec.scaleTargetRef: the other autoscaler is HorizontalPodAutoscaler api spec.scaleTargetRef'],
  ],
  [
    disruptionBudgetOverlap,
    ['all', 'api'].map((name) => `Pod api metadata.labels: a budget that selects it is PodDisruptionBudget ${name} spec.selector`),
  ],
  [
    promotedImage,
    [
      'Deployment production/api spec.template.spec.containers[0].image: the workload in namespace staging is Deployment staging/api '
        + 'spec.template.spec.containers',
    ],
  ],
  [uniqueUid, ['Pod web spec.containers[0].securityContext.runAsUser: the other workload is Pod api spec']],
  [serviceSelectorOverlap, ['Service shop/web spec.selector: the other Service is Service shop/api spec.selector']],
])('$id shows the other object', (rule, expected) => {
  expect(relatedPlaces(rule, rule.bad, { options: rule.exampleOptions })).toEqual(expected);
});
