import { recommendedLabels } from '../../../../src/workloads/rules/definition/recommended-labels';
import { pod, table } from '../../../support/pods';
import { deployment, template } from '../../../support/workloads';

const NONE = 'Pod api metadata.labels["app.kubernetes.io/name"]: no label says what the pods are';

table(recommendedLabels, [
  [
    'none, empty, others',
    [pod(), pod({}, { labels: {} }), pod({}, { labels: { app: '' } }), pod({}, { labels: { tier: 'web' } })],
    [NONE, NONE, NONE, NONE],
  ],
  ['each of them', ['app.kubernetes.io/name', 'app', 'k8s-app', 'name'].map((key) => pod({}, { labels: { [key]: 'api' } })), []],
  [
    'the template counts, not the workload',
    [deployment(), deployment({ template: template({}, null) }, {}, { labels: { app: 'api' } })],
    ['Deployment api spec.template.metadata.labels["app.kubernetes.io/name"]: no label says what the pods are'],
  ],
]);
