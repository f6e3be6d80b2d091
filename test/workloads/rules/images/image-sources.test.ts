import { tillerService } from '../../../../src/workloads/rules/accounts/tiller-service';
import { imagePullPolicy } from '../../../../src/workloads/rules/images/image-pull-policy';
import { retiredComponents } from '../../../../src/workloads/rules/images/retired-components';
import { retiredRegistry } from '../../../../src/workloads/rules/images/retired-registry';
import { inEachList, pod, table, withContainer } from '../../../support/pods';
import { service } from '../../../support/workloads';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const image = (name: unknown, policy?: unknown) => withContainer({ image: name, imagePullPolicy: policy });
const at = (message: string) => `Pod api spec.containers[0].imagePullPolicy: ${message}`;
const stale = (name: string) => at(`container "api" runs the image ${name} that its node pulled once, whatever the tag means today`);
const any = (name: string) => at(`container "api" runs whatever image its node has under the name ${name}`);

describe('workloads/image-pull-policy', () =>
  table(imagePullPolicy, [
    [
      'IfNotPresent and a tag that moves',
      [image('nginx', 'IfNotPresent'), image('nginx:latest', 'IfNotPresent'), image('nginx:stable', 'IfNotPresent')],
      [stale('nginx'), stale('nginx:latest'), stale('nginx:stable')],
    ],
    ['unset, null and empty are Always for latest', [image('nginx'), image('nginx:latest', null), image('nginx:latest', '')], []],
    [
      'unset is IfNotPresent for another tag that moves',
      [image('nginx:Stable'), image('nginx:main', '')],
      [stale('nginx:Stable'), stale('nginx:main')],
    ],
    ['Never', [image('nginx', 'Never'), image('nginx:1.29', 'Never')], [any('nginx'), any('nginx:1.29')]],
    ['Never and a digest, which is one image alone', [image(`nginx@${DIGEST}`, 'Never'), image(`nginx:latest@${DIGEST}`, 'Never')], []],
    [
      'a version or a digest',
      [image('nginx:1.29'), image('nginx:1.29', 'IfNotPresent'), image(`nginx:latest@${DIGEST}`, 'IfNotPresent'), image(`nginx@${DIGEST}`)],
      [],
    ],
    ['Always', [image('nginx', 'Always'), image('nginx:main', 'Always')], []],
    [
      'each list',
      inEachList({ image: 'nginx:1.29', imagePullPolicy: 'Never' }),
      [
        any('nginx:1.29'),
        'Pod api spec.ephemeralContainers[0].imagePullPolicy: ephemeral container "debug" runs whatever image its node has under the '
          + 'name nginx:1.29',
        'Pod api spec.initContainers[0].imagePullPolicy: init container "setup" runs whatever image its node has under the name nginx:1.29',
      ],
    ],
    [
      'an image volume',
      pod({ volumes: [{ name: 'models', image: { reference: 'models:1', pullPolicy: 'Never' } }] }),
      ['Pod api spec.volumes[0].image.pullPolicy: volume "models" runs whatever image its node has under the name models:1'],
    ],
    [
      'values that the server rejects',
      [image('nginx:1.29', 'never'), image('nginx:1.29', true)],
      [
        `? ${at('the pull policy of container "api" is "never", which is none')}`,
        `? ${at('the pull policy of container "api" is a boolean, not a string')}`,
      ],
    ],
    [
      'no image',
      image('${IMAGE}', 'Never'),
      ['? Pod api spec.containers[0].image: "${IMAGE}" of container "api" is not the name of an image'],
    ],
  ]));

const frozen = (name: string) =>
  `Pod api spec.containers[0].image: the image ${name} of container "api" comes from a registry that is frozen`;
const OLD = [
  'k8s.gcr.io/pause:3.6',
  'us.k8s.gcr.io/pause:3.6',
  'eu-k8s.gcr.io/pause:3.6',
  'gcr.io/google_containers/pause:3.1',
  'eu.gcr.io/google-containers/pause:3.1',
  'asia.gcr.io/k8s-artifacts-prod/pause:3.2',
];

describe('workloads/retired-registry', () =>
  table(retiredRegistry, [
    ...OLD.map((name) => [name, image(name), [frozen(name)]] as const),
    [
      'others',
      [
        image('registry.k8s.io/pause:3.10'),
        image('gcr.io/my-project/api:1'),
        image('registry.example.com/k8s.gcr.io/pause:3.6'),
        image('notk8s.gcr.io/pause:3.6'),
        image('google-containers/pause:1'),
      ],
      [],
    ],
    ['no name of an image is left to another rule', [image('${IMAGE}'), image(undefined), image(7)], []],
    [
      'beside one that cannot be read',
      pod({ initContainers: [{ name: 'setup', image: '<image>' }], containers: [{ name: 'api', image: 'k8s.gcr.io/pause:3.6' }] }),
      [frozen('k8s.gcr.io/pause:3.6')],
    ],
  ]));

const [tiller, dashboard] = retiredComponents;
const IS_TILLER =
  'is Tiller, which does for anyone who reaches its port what its account may do, and is without support since November 2020';
const IS_DASHBOARD = 'belongs to Kubernetes Dashboard, which is archived since January 2026';
const labelled = (labels: object) => pod({}, { labels });

describe('workloads/tiller', () =>
  table(tiller!, [
    [
      'the image, in any registry',
      [
        image('ghcr.io/helm/tiller:v2.17.0'),
        image('tiller'),
        image('registry.example.com/mirror/tiller:2'),
        image('registry.example.com/gcr.io-kubernetes-helm-tiller'),
      ],
      Array<string>(4).fill(`Pod api spec.containers[0].image: container "api" ${IS_TILLER}`),
    ],
    [
      'a label',
      [
        labelled({ app: 'helm', name: 'tiller' }),
        labelled({ name: 'tiller' }),
        labelled({ app: 'tiller' }),
        labelled({ 'app.kubernetes.io/name': 'tiller' }),
      ],
      Array<string>(4).fill(`Pod api metadata.labels: the pod ${IS_TILLER}`),
    ],
    ['other labels', [labelled({ app: 'helm' }), labelled({ tier: 'tiller' }), labelled({ name: 'distiller' }), labelled({})], []],
    [
      'another image',
      [
        image('registry.example.com/tiller-client:1'),
        image('registry.example.com/tiller/api:1'),
        image('registry.example.com/distiller:1'),
      ],
      [],
    ],
  ]));

describe('workloads/tiller-service', () =>
  table(tillerService, [
    [
      'what it selects',
      service({ selector: { app: 'helm', name: 'tiller' } }),
      ['Service api spec.selector.name: it leads to the pods of Tiller, which is without support since November 2020'],
    ],
    [
      'the name that Helm gave it',
      service({ selector: { app: 'gone' } }, { name: 'tiller-deploy' }),
      ['Service tiller-deploy metadata.name: it is the Service of Tiller, which is without support since November 2020'],
    ],
    [
      'both',
      service({ selector: { name: 'tiller' } }, { name: 'tiller-deploy' }),
      ['Service tiller-deploy spec.selector.name: it leads to the pods of Tiller, which is without support since November 2020'],
    ],
    [
      'other selectors',
      [service({ selector: { app: 'tiller' } }), service({ selector: { 'app.kubernetes.io/name': 'tiller' } })],
      [
        'Service api spec.selector.app: it leads to the pods of Tiller, which is without support since November 2020',
        'Service api spec.selector["app.kubernetes.io/name"]: it leads to the pods of Tiller, which is without support since November 2020',
      ],
    ],
    [
      'its labels',
      service({ selector: undefined }, { labels: { app: 'helm', name: 'tiller' } }),
      ['Service api metadata.labels.name: it is a Service of Tiller, which is without support since November 2020'],
    ],
    [
      'another Service',
      [
        service({ selector: { app: 'helm' } }),
        service({ selector: { name: 'distiller' } }, { name: 'distiller' }),
        service({ selector: undefined }),
        service({ selector: ['tiller'] }),
      ],
      [],
    ],
    ['what is not a Service', labelled({ name: 'tiller' }), []],
  ]));

describe('workloads/dashboard', () =>
  table(dashboard!, [
    [
      'the images',
      [
        'kubernetesui/dashboard:v2.7.0',
        'docker.io/kubernetesui/dashboard-web:1.6.0',
        'k8s.gcr.io/kubernetes-dashboard-amd64:v1.10.1',
        'registry.example.com/kubernetes-dashboard:1',
        'kubernetesui/metrics-scraper:v1.0.9',
        'docker.io/kubernetesui/dashboard-metrics-scraper:1.2.2',
      ].map((name) => image(name)),
      Array<string>(6).fill(`Pod api spec.containers[0].image: container "api" ${IS_DASHBOARD}`),
    ],
    [
      'a label',
      ['k8s-app', 'app', 'app.kubernetes.io/name', 'app.kubernetes.io/part-of'].map((key) => labelled({ [key]: 'kubernetes-dashboard' })),
      Array<string>(4).fill(`Pod api metadata.labels: the pod ${IS_DASHBOARD}`),
    ],
    [
      'another dashboard',
      [
        image('grafana/dashboard:1'),
        image('registry.example.com/metrics-scraper:1'),
        labelled({ 'k8s-app': 'dashboard' }),
        labelled({ tier: 'kubernetes-dashboard' }),
      ],
      [],
    ],
  ]));
