import { vulnerableComponent } from '../../../../src/workloads/rules/images/vulnerable-component';
import { inEachList, table, withContainer } from '../../../support/pods';

const run = (image: string) => withContainer({ image });
const found = (image: string, text: string, place = 'spec.containers[0]', label = 'container "api"') =>
  `Pod api ${place}.image: the image ${image} of ${label} is a version of ${text}`;
const argo = 'Argo CD with CVE-2022-24348: a chart reads files of other applications, with their credentials';
const grafana = 'Grafana with CVE-2022-39328: requests pass without authentication under load';
const kyverno = 'Kyverno with CVE-2022-47633: a registry gets unsigned images past verifyImages';

table(vulnerableComponent, [
  ['Argo CD 1', run('argoproj/argocd:v1.8.7'), [found('argoproj/argocd:v1.8.7', argo)]],
  ['the last that is affected', run('quay.io/argoproj/argocd:v2.1.8'), [found('quay.io/argoproj/argocd:v2.1.8', argo)]],
  ['the first that is not', run('quay.io/argoproj/argocd:v2.1.9'), []],
  ['the next minor', run('registry.example.com/mirror/argocd:2.2.0'), [found('registry.example.com/mirror/argocd:2.2.0', argo)]],
  ['the next minor, mended', run('quay.io/argoproj/argocd:v2.2.4'), []],
  ['a later one', run('quay.io/argoproj/argocd:v2.10.1'), []],
  ['Argo CD of another packager', run('bitnami/argo-cd:2.1.8'), [found('bitnami/argo-cd:2.1.8', argo)]],
  ['Grafana before', run('grafana/grafana:9.1.8'), []],
  ['Grafana', run('grafana/grafana-oss:9.2.0-ubuntu'), [found('grafana/grafana-oss:9.2.0-ubuntu', grafana)]],
  ['Grafana, the last', run('docker.io/grafana/grafana:9.2.3'), [found('docker.io/grafana/grafana:9.2.3', grafana)]],
  ['Grafana, mended', run('grafana/grafana-enterprise:9.2.4'), []],
  ['Kyverno before', run('ghcr.io/kyverno/kyverno:v1.8.2'), []],
  [
    'Kyverno, in each list',
    inEachList({ image: 'ghcr.io/kyverno/kyverno:v1.8.4' }),
    [
      found('ghcr.io/kyverno/kyverno:v1.8.4', kyverno),
      found('ghcr.io/kyverno/kyverno:v1.8.4', kyverno, 'spec.ephemeralContainers[0]', 'ephemeral container "debug"'),
      found('ghcr.io/kyverno/kyverno:v1.8.4', kyverno, 'spec.initContainers[0]', 'init container "setup"'),
    ],
  ],
  ['Kyverno, mended', run('ghcr.io/kyverno/kyverno:v1.8.5'), []],
  [
    'with a digest as well',
    run(`ghcr.io/kyverno/kyverno:v1.8.3@sha256:${'0'.repeat(64)}`),
    [found(`ghcr.io/kyverno/kyverno:v1.8.3@sha256:${'0'.repeat(64)}`, kyverno)],
  ],
  [
    'a digest alone, no tag, and tags that are no version',
    ['@sha256:'.padEnd(72, '0'), '', ':latest', ':v1.8', ':1.8.3.1'].map((end) => run(`ghcr.io/kyverno/kyverno${end}`)),
    [],
  ],
  ['another image of a similar name', [run('ghcr.io/kyverno/kyvernopre:v1.8.3'), run('acme/grafana-agent:9.2.1')], []],
  ['an image of a wrong type', withContainer({ image: 7 }), []],
]);
