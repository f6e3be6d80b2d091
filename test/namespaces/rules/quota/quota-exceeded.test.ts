import { quotaExceeded } from '../../../../src/namespaces/rules/quota/quota-exceeded';
import { table } from '../../../support/pods';
import { namespace, object } from '../../manifests';

const quota = (hard: unknown, spec: object = {}) => object('ResourceQuota', 'quota', 'payments', { spec: { hard, ...spec } });
const resources = (amounts: object) => ({ containers: [{ name: 'main', image: 'app', resources: amounts }] });
const requests = (cpu: unknown) => resources({ requests: { cpu } });
const workload = (kind: string, name: string, fields: object, pod: object, group = 'apps/v1') =>
  object(kind, name, 'payments', { spec: { ...fields, template: { spec: pod } } }, group);
const job = (name: string, fields: object, cpu: string) => workload('Job', name, fields, requests(cpu), 'batch/v1');
const cronJob = (name: string, fields: object, job_: object, cpu: string) =>
  object(
    'CronJob',
    name,
    'payments',
    { spec: { ...fields, jobTemplate: { spec: { ...job_, template: { spec: requests(cpu) } } } } },
    'batch/v1',
  );
const hpa = (scaleTargetRef: object) =>
  object('HorizontalPodAutoscaler', 'api', 'payments', { spec: { minReplicas: 3, maxReplicas: 9, scaleTargetRef } }, 'autoscaling/v2');
const scaledObject = (fields: object) =>
  object('ScaledObject', 'events', 'payments', { spec: { scaleTargetRef: { name: 'api' }, ...fields } }, 'keda.sh/v1alpha1');
const scaledJob = (fields: object, spec: object, cpuRequest: string) =>
  object(
    'ScaledJob',
    'work',
    'payments',
    { spec: { ...fields, jobTargetRef: { ...spec, template: { spec: requests(cpuRequest) } } } },
    'keda.sh/v1alpha1',
  );
const at = (name: string, message: string) => `ResourceQuota payments/quota spec.hard${name}: ${message}`;
const cpu = (used: string, allowed: string, parts: string) =>
  at('["requests.cpu"]', `the input requests ${used} of requests.cpu, but the quota allows ${allowed}: ${parts}`);
const ONE_CORE = quota({ 'requests.cpu': '1' });

table(quotaExceeded, [
  ['no quota', [workload('Deployment', 'api', { replicas: 99 }, requests('9'))], []],
  ['a quota of nothing', [quota(undefined), quota(null), quota({}), workload('Deployment', 'api', {}, requests('9'))], []],
  ['it fits exactly', [ONE_CORE, workload('Deployment', 'api', { replicas: 2 }, requests('500m'))], []],
  [
    'replicas',
    [ONE_CORE, workload('Deployment', 'api', { replicas: 3 }, requests('500m'))],
    [cpu('1500m', '1', 'Deployment payments/api 3 × 500m')],
  ],
  [
    'replicas unset are one',
    [ONE_CORE, workload('Deployment', 'api', {}, requests('1')), workload('StatefulSet', 'db', { replicas: null }, requests('1'))],
    [cpu('2', '1', 'Deployment payments/api 1, StatefulSet payments/db 1')],
  ],
  [
    'replicas that the server rejects count for nothing',
    [ONE_CORE, workload('Deployment', 'api', {}, requests('1')), workload('StatefulSet', 'db', { replicas: '9' }, requests('1'))],
    [],
  ],
  ['no replicas', [ONE_CORE, workload('Deployment', 'api', { replicas: 0 }, requests('9'))], []],
  [
    'zero is a limit',
    [quota({ 'requests.cpu': 0 }), workload('Deployment', 'api', {}, requests('1m'))],
    [cpu('1m', '0', 'Deployment payments/api 1m')],
  ],
  [
    'a limit is the request too',
    [ONE_CORE, workload('Deployment', 'api', {}, resources({ limits: { cpu: 2 } }))],
    [cpu('2', '1', 'Deployment payments/api 2')],
  ],
  [
    'the defaults of a LimitRange',
    [
      ONE_CORE,
      object('LimitRange', 'limits', 'payments', { spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '2' } }] } }),
      workload('Deployment', 'api', {}, resources({})),
    ],
    [cpu('2', '1', 'Deployment payments/api 2')],
  ],
  ['another namespace', [ONE_CORE, object('Pod', 'api', 'other', { spec: requests('9') })], []],
  [
    'init containers take what the start takes',
    [
      ONE_CORE,
      object('Pod', 'api', 'payments', {
        spec: {
          containers: [{ name: 'main', resources: { requests: { cpu: '500m' } } }],
          initContainers: [
            { name: 'setup', resources: { requests: { cpu: '1200m' } } },
            { name: 'small', resources: { requests: { cpu: '1' } } },
          ],
        },
      }),
    ],
    [cpu('1200m', '1', 'Pod payments/api 1200m')],
  ],
  [
    'a sidecar is added to both',
    [
      ONE_CORE,
      object('Pod', 'api', 'payments', {
        spec: {
          containers: [{ name: 'main', resources: { requests: { cpu: '600m' } } }],
          initContainers: [{ name: 'mesh', restartPolicy: 'Always', resources: { requests: { cpu: '500m' } } }],
        },
      }),
    ],
    [cpu('1100m', '1', 'Pod payments/api 1100m')],
  ],
  [
    'an init container runs beside the sidecars before it, not those after it',
    [
      ONE_CORE,
      object('Pod', 'api', 'payments', {
        spec: {
          containers: [{ name: 'main', resources: { requests: { cpu: '100m' } } }],
          initContainers: [
            { name: 'mesh', restartPolicy: 'Always', resources: { requests: { cpu: '500m' } } },
            { name: 'setup', resources: { requests: { cpu: '700m' } } },
            { name: 'late', restartPolicy: 'Always', resources: { requests: { cpu: '10m' } } },
          ],
        },
      }),
    ],
    [cpu('1200m', '1', 'Pod payments/api 1200m')],
  ],
  [
    'the pod as a whole',
    [ONE_CORE, object('Pod', 'api', 'payments', { spec: { ...requests('100m'), resources: { requests: { cpu: '3' } } } })],
    [cpu('3', '1', 'Pod payments/api 3')],
  ],
  [
    'the pod as a whole, before 1.34',
    [ONE_CORE, object('Pod', 'api', 'payments', { spec: { ...requests('100m'), resources: { requests: { cpu: '3' } } } })],
    [],
    '1.33',
  ],
  [
    'overhead of its RuntimeClass',
    [
      ONE_CORE,
      object('RuntimeClass', 'kata', undefined, { handler: 'kata', overhead: { podFixed: { cpu: '250m' } } }, 'node.k8s.io/v1'),
      object('Pod', 'api', 'payments', { spec: { ...requests('1'), runtimeClassName: 'kata' } }),
    ],
    [cpu('1250m', '1', 'Pod payments/api 1250m')],
  ],
  [
    'limits and memory',
    [
      quota({ 'limits.memory': '1Gi', 'memory': '1Gi' }),
      workload('Deployment', 'api', { replicas: 3 }, resources({ limits: { memory: '512Mi' } })),
    ],
    [
      at('.memory', 'the input requests 1536Mi of memory, but the quota allows 1Gi: Deployment payments/api 3 × 512Mi'),
      at('["limits.memory"]', 'the input requests 1536Mi of limits.memory, but the quota allows 1Gi: Deployment payments/api 3 × 512Mi'),
    ],
  ],
  [
    'more than three parts',
    [ONE_CORE, ...['a', 'b', 'c', 'd', 'e'].map((name, i) => object('Pod', name, 'payments', { spec: requests(`${i + 1}00m`) }))],
    [cpu('1500m', '1', 'Pod payments/e 500m, Pod payments/d 400m, Pod payments/c 300m and 2 more')],
  ],
  [
    'a Job by what it runs at a time',
    [ONE_CORE, job('all', { parallelism: 9, completions: 2 }, '600m')],
    [cpu('1200m', '1', 'Job payments/all 2 × 600m')],
  ],
  ['of Jobs the largest', [ONE_CORE, job('a', {}, '600m'), job('b', {}, '700m'), cronJob('c', {}, { parallelism: 1 }, '1')], []],
  [
    'a Job beside what always runs',
    [ONE_CORE, cronJob('c', {}, {}, '600m'), workload('Deployment', 'api', {}, requests('600m'))],
    [cpu('1200m', '1', 'Deployment payments/api 600m, CronJob payments/c 600m')],
  ],
  [
    'what is suspended',
    [ONE_CORE, job('a', { suspend: true }, '9'), cronJob('c', { suspend: true }, {}, '9'), cronJob('d', {}, { suspend: true }, '9')],
    [],
  ],
  [
    'the least of an autoscaler',
    [
      ONE_CORE,
      workload('Deployment', 'api', { replicas: 1 }, requests('400m')),
      hpa({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }),
    ],
    [cpu('1200m', '1', 'Deployment payments/api 3 × 400m')],
  ],
  [
    'an autoscaler that names no group scales nothing',
    [ONE_CORE, workload('Deployment', 'api', { replicas: 1 }, requests('400m')), hpa({ kind: 'Deployment', name: 'api' })],
    [],
  ],
  [
    'a Rollout under an autoscaler',
    [
      ONE_CORE,
      workload('Rollout', 'api', { replicas: 1 }, requests('400m'), 'argoproj.io/v1alpha1'),
      hpa({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'api' }),
    ],
    [cpu('1200m', '1', 'Rollout payments/api 3 × 400m')],
  ],
  [
    'KEDA scales to none where it states no least number, whatever the replicas',
    [ONE_CORE, workload('Deployment', 'api', { replicas: 10 }, requests('1')), scaledObject({})],
    [],
  ],
  [
    'the least number of KEDA',
    [ONE_CORE, workload('Deployment', 'api', { replicas: 0 }, requests('400m')), scaledObject({ minReplicaCount: 3 })],
    [cpu('1200m', '1', 'Deployment payments/api 3 × 400m')],
  ],
  [
    'its number while nothing is to be done',
    [ONE_CORE, workload('Deployment', 'api', {}, requests('400m')), scaledObject({ minReplicaCount: 3, idleReplicaCount: 0 })],
    [],
  ],
  [
    'a ScaledJob like a Job',
    [ONE_CORE, scaledJob({}, { parallelism: 2 }, '600m')],
    [cpu('1200m', '1', 'ScaledJob payments/work 2 × 600m')],
  ],
  [
    'of those and Jobs the largest',
    [ONE_CORE, scaledJob({}, {}, '700m'), job('a', {}, '700m'), workload('Deployment', 'api', {}, requests('300m'))],
    [],
  ],
  [
    'ScaledJobs that always run',
    [ONE_CORE, scaledJob({ minReplicaCount: 2 }, {}, '600m')],
    [cpu('1200m', '1', 'ScaledJob payments/work 2 × 600m')],
  ],
  [
    'a DaemonSet that fits on one node',
    [quota({ 'requests.cpu': '1', 'pods': '9' }), workload('DaemonSet', 'log', {}, requests('300m'))],
    [`? ${at('["requests.cpu"]', 'DaemonSet payments/log requests 300m of requests.cpu on each node, which fits for 3 of them')}`],
  ],
  ['a DaemonSet that does not', [ONE_CORE, workload('DaemonSet', 'log', {}, requests('2'))], [cpu('2', '1', 'DaemonSet payments/log 2')]],
  [
    'the same object twice',
    [ONE_CORE, workload('Deployment', 'api', {}, requests('600m')), workload('Deployment', 'api', {}, requests('700m'))],
    [],
  ],
  [
    'what a controller made',
    [
      ONE_CORE,
      {
        ...object('Pod', 'api-x'),
        metadata: { name: 'api-x', namespace: 'payments', ownerReferences: [{ controller: true }] },
        spec: requests('9'),
      },
    ],
    [],
  ],
  ['a PodTemplate makes no pods', [ONE_CORE, object('PodTemplate', 'api', 'payments', { template: { spec: requests('9') } })], []],
  [
    'quantities that the server rejects',
    [
      ONE_CORE,
      object('Pod', 'a', 'payments', { spec: requests('lots') }),
      object('Pod', 'b', 'payments', { spec: requests('-9') }),
      object('Pod', 'c', 'payments', { spec: { containers: 'none' } }),
    ],
    [],
  ],
  [
    'a quota that the server rejects',
    [quota({ 'requests.cpu': 'lots' }), quota([])],
    [
      `? ${at('', 'hard holds what is not a quantity, so the API server rejects the quota')}`,
      `? ${at('', 'hard holds what is not a quantity, so the API server rejects the quota')}`,
    ],
  ],
  [
    'scopes that the server rejects',
    [
      quota({ pods: '0' }, { scopes: ['Best'] }),
      quota({ pods: '0' }, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Like' }] } }),
      quota({ pods: '0' }, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'NotIn', values: [] }] } }),
      quota({ pods: '0' }, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }] } }),
      object('Pod', 'a', 'payments', { spec: requests('1') }),
    ],
    [
      '? ResourceQuota payments/quota spec.scopes[0]: "Best" is not a scope, so the API server rejects the quota',
      '? ResourceQuota payments/quota spec.scopeSelector.matchExpressions[0].operator: "Like" is not an operator, so the API server '
        + 'rejects the quota',
      '? ResourceQuota payments/quota spec.scopeSelector.matchExpressions[0].values: NotIn needs values, so the API server rejects the '
        + 'quota',
      '? ResourceQuota payments/quota spec.scopeSelector.matchExpressions[0].values: Exists takes no values, so the API server rejects '
        + 'the quota',
    ],
  ],
  [
    'pods by number',
    [quota({ 'pods': '2', 'count/pods': '1' }), workload('Deployment', 'api', { replicas: 3 }, requests('1'))],
    [
      at('.pods', 'the input requests 3 of pods, but the quota allows 2: Deployment payments/api 3 × 1'),
      at('["count/pods"]', 'the input requests 3 of count/pods, but the quota allows 1: Deployment payments/api 3 × 1'),
    ],
  ],
  [
    'other objects by number',
    [
      quota({ 'secrets': '0', 'count/deployments.apps': '0', 'count/networkpolicies.networking.k8s.io': 0 }),
      object('Secret', 's'),
      workload('Deployment', 'api', {}, requests('1')),
      object('NetworkPolicy', 'p', 'payments', {}, 'networking.k8s.io/v1'),
    ],
    [
      at('.secrets', 'the input requests 1 of secrets, but the quota allows 0: Secret payments/s 1'),
      at('["count/deployments.apps"]', 'the input requests 1 of count/deployments.apps, but the quota allows 0: Deployment payments/api 1'),
      at(
        '["count/networkpolicies.networking.k8s.io"]',
        'the input requests 1 of count/networkpolicies.networking.k8s.io, but the quota allows 0: NetworkPolicy payments/p 1',
      ),
    ],
  ],
  [
    'services',
    [
      quota({ 'services.loadbalancers': '0', 'services.nodeports': '1' }),
      object('Service', 'a', 'payments', { spec: { type: 'LoadBalancer', ports: [{ port: 1 }, { port: 2, nodePort: 30000 }] } }),
      object('Service', 'b', 'payments', {
        spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 1 }, { port: 2, nodePort: 30001 }] },
      }),
      object('Service', 'c', 'payments', { spec: { ports: [{ port: 1 }] } }),
    ],
    [
      at(
        '["services.loadbalancers"]',
        'the input requests 2 of services.loadbalancers, but the quota allows 0: Service payments/a 1, Service payments/b 1',
      ),
      at(
        '["services.nodeports"]',
        'the input requests 3 of services.nodeports, but the quota allows 1: Service payments/a 2, Service payments/b 1',
      ),
    ],
  ],
  [
    'claims',
    [
      quota({ 'requests.storage': '10Gi', 'persistentvolumeclaims': '2', 'gold.storageclass.storage.k8s.io/requests.storage': '1Gi' }),
      object('PersistentVolumeClaim', 'c', 'payments', { spec: { storageClassName: 'gold', resources: { requests: { storage: '2Gi' } } } }),
      object(
        'StatefulSet',
        'db',
        'payments',
        {
          spec: {
            replicas: 2,
            template: { spec: requests('0') },
            volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '5Gi' } } } }],
          },
        },
        'apps/v1',
      ),
    ],
    [
      at(
        '.persistentvolumeclaims',
        'the input requests 3 of persistentvolumeclaims, but the quota allows 2: StatefulSet payments/db 2 × 1, '
          + 'PersistentVolumeClaim payments/c 1',
      ),
      at(
        '["gold.storageclass.storage.k8s.io/requests.storage"]',
        'the input requests 2Gi of gold.storageclass.storage.k8s.io/requests.storage, but the quota allows '
          + '1Gi: PersistentVolumeClaim payments/c 2Gi',
      ),
      at(
        '["requests.storage"]',
        'the input requests 12Gi of requests.storage, but the quota allows 10Gi: StatefulSet payments/db 2 × 5Gi, PersistentVolumeClaim '
          + 'payments/c 2Gi',
      ),
    ],
  ],
  [
    'a scope leaves the others out',
    [
      quota({ pods: '0' }, { scopes: ['BestEffort'] }),
      quota({ pods: '0' }, { scopes: ['Terminating'] }),
      object('Pod', 'a', 'payments', { spec: requests('1') }),
      object('Service', 's'),
    ],
    [],
  ],
  [
    'a scope holds its own',
    [quota({ pods: '0' }, { scopes: ['NotBestEffort', 'NotTerminating'] }), object('Pod', 'a', 'payments', { spec: requests('1') })],
    [at('.pods', 'the input requests 1 of pods, but the quota allows 0: Pod payments/a 1')],
  ],
  [
    'priority, with the default of the input',
    [
      quota({ pods: '0' }, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } }),
      object('Pod', 'a', 'payments', { spec: requests('1') }),
      object('PriorityClass', 'high', undefined, { globalDefault: true, value: 1 }, 'scheduling.k8s.io/v1'),
    ],
    [at('.pods', 'the input requests 1 of pods, but the quota allows 0: Pod payments/a 1')],
  ],
  ['a namespace without objects', [namespace('payments'), ONE_CORE], []],
]);
