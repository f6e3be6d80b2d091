import { serviceWithoutPods } from '../../../../src/workloads/rules/routing/service-without-pods';
import { pod, table } from '../../../support/pods';
import { container, cronJob, deployment, namespace, operated, service, workload } from '../../../support/workloads';

const NONE = 'Service api spec.selector: the selector selects no pod';
const UNKNOWN = '? Service api spec.selector: the selector selects no pod of the input, but the pods may be elsewhere';
const selecting = (selector: unknown) => service({ selector });

table(serviceWithoutPods, [
  ['pods wherever they are written', [service(), deployment()], []],
  ['of each kind', [selecting({ app: 'api' }), cronJob()], []],
  ['none in a namespace that is all known', [namespace(), selecting({ app: 'web' }), deployment()], [NONE]],
  ['one label too many', [namespace(), selecting({ app: 'api', tier: 'web' }), deployment()], [NONE]],
  [
    'the labels of the workload do not count',
    [namespace(), selecting({ tier: 'web' }), deployment({}, {}, { labels: { tier: 'web' } })],
    [NONE],
  ],
  ['pods of another namespace', [namespace(), service(), deployment({}, {}, { namespace: 'b' })], [NONE]],
  [
    'a PodTemplate makes none',
    [
      namespace(),
      service(),
      {
        apiVersion: 'v1',
        kind: 'PodTemplate',
        metadata: { name: 'api' },
        template: { metadata: { labels: { app: 'api' } }, spec: { containers: [container()] } },
      },
    ],
    [NONE],
  ],
  ['the Namespace is not in the input', [selecting({ app: 'web' }), deployment()], [UNKNOWN]],
  ['an operator may make them', [namespace(), selecting({ app: 'web' }), operated()], [UNKNOWN]],
  ['an operator of another namespace', [namespace(), selecting({ app: 'web' }), operated({ namespace: 'b' })], [NONE]],
  [
    'custom kinds that make no pods',
    [
      namespace(),
      selecting({ app: 'web' }),
      { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'a' } },
      { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'a' } },
    ],
    [NONE],
  ],
  [
    'one that does',
    [namespace(), selecting({ app: 'web' }), { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: { name: 'a' } }],
    [UNKNOWN],
  ],
  [
    'labels that the controller gives',
    [namespace(), selecting({ 'app': 'api', 'statefulset.kubernetes.io/pod-name': 'api-0' }), workload('StatefulSet')],
    [],
  ],
  ['no selector', [namespace(), selecting(undefined), selecting(null), selecting({})], []],
  ['an alias', [namespace(), service({ type: 'ExternalName', externalName: 'example.com' })], []],
  [
    'what the server rejects',
    [service({ selector: { app: 1 } }), service({ selector: 'app' }), pod({}, { labels: { app: 'api' } })],
    [
      '? Service api spec.selector: the selector has values that are not strings',
      '? Service api spec.selector: it is a string, not a mapping',
    ],
  ],
]);
