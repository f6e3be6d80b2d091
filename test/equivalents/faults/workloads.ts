import { deployment, namespace, of, pod, service, type Faults } from './objects';

const limits = (memory: string, cpu = '1') => ({ resources: { requests: { cpu, memory }, limits: { memory } } });
const probe = (port: number | string, more: object = {}) => ({ httpGet: { port }, ...more });
const autoscaler = (name: string, spec: object = {}) =>
  of(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    { spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, ...spec } },
    name,
  );
const budget = (spec: object, name = 'some') =>
  of('policy/v1', 'PodDisruptionBudget', { spec: { selector: { matchLabels: { app: 'api' } }, ...spec } }, name);
const job = (spec: object = {}, name = 'some') =>
  of('batch/v1', 'Job', { spec: { template: { spec: { ...pod().spec, restartPolicy: 'Never' } }, ...spec } }, name);
const cronJob = (spec: object) =>
  of('batch/v1', 'CronJob', {
    spec: { schedule: '0 * * * *', jobTemplate: { spec: { template: { spec: { ...pod().spec, restartPolicy: 'Never' } } } }, ...spec },
  });
const claim = (spec: object = {}) =>
  of(
    'v1',
    'PersistentVolumeClaim',
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } },
    'data',
  );
const storageClass = (provisioner: string) => of('storage.k8s.io/v1', 'StorageClass', { provisioner });
const secretEnv = { env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] };

/** Images, resources, probes, credentials and how workloads run. */
export const WORKLOADS: Faults = {
  'image-latest': { found: [pod({ image: 'ghcr.io/acme/api:latest' })], more: [pod({ image: 'ghcr.io/acme/api:main' })] },
  'image-digest': { found: [pod()] },
  'image-registry-allowlist': { found: [pod()], passed: [], options: { registries: ['ghcr.io/acme'] } },
  'image-pull-policy': {
    found: [pod({ image: 'ghcr.io/acme/api:main', imagePullPolicy: 'IfNotPresent' })],
    passed: [pod({ imagePullPolicy: 'IfNotPresent' })],
  },
  'cpu-request': { found: [pod()], passed: [pod({ resources: { requests: { memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } } })] },
  'cpu-limit': {
    found: [pod(limits('1Gi'))],
    passed: [pod({ resources: { limits: { cpu: '1' } } })],
    options: { limits: 'require' },
  },
  'limits-opinions': {
    found: [pod({ resources: { requests: { memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } } })],
    passed: [pod(limits('1Gi'))],
    options: { limits: 'forbid', memory: 100 },
  },
  'image-pull-secrets': {
    found: [pod(), of('v1', 'ServiceAccount', {}, 'default')],
    passed: [pod({ image: 'ghcr.io/acme/api:1' })],
    options: { registries: ['registry.example.com'] },
  },
  'style': {
    found: [pod()],
    passed: [pod({}, { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } })],
    options: { most: 2 },
  },
  'memory-request': { found: [pod()], passed: [pod({ resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } })] },
  'memory-limit': { found: [pod()] },
  'pod-shape-limits': {
    found: [
      pod(
        {},
        {
          volumes: [
            { name: 'a', emptyDir: {} },
            { name: 'b', emptyDir: { medium: 'Memory' } },
          ],
          initContainers: [{ name: 'proxy', image: 'registry.example.com/proxy:1.4', restartPolicy: 'Always' }],
        },
      ),
    ],
    options: { most: 1 },
  },
  'liveness-probe': { found: [deployment()], passed: [job()] },
  'readiness-probe': { found: [deployment()], passed: [job()] },
  'exec-probe-commands': {
    found: [pod({ livenessProbe: { exec: { command: ['ps', 'aux'] } } })],
    more: [pod({ readinessProbe: { exec: { command: ['ls'] } } })],
  },
  'probes-differ': {
    found: [deployment({}, {}, { livenessProbe: probe(80), readinessProbe: probe(80) })],
    passed: [deployment({}, {}, { livenessProbe: probe(80, { failureThreshold: 9 }), readinessProbe: probe(80) })],
  },
  'probe-port-undeclared': {
    found: [deployment({}, {}, { ports: [{ containerPort: 80 }], livenessProbe: probe(8080) })],
    passed: [deployment({}, {}, { livenessProbe: probe(8080) })],
  },
  'secret-plain-env': {
    found: [pod({ env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] })],
    passed: [pod({ env: [{ name: 'SECRET_NAME', value: 'db' }] })],
  },
  'secret-via-env': { found: [pod(secretEnv)], more: [pod({ envFrom: [{ secretRef: { name: 'db' } }] })] },
  'secret-mount-restriction': {
    found: [pod(secretEnv), pod({}, { volumes: [{ name: 's', secret: { secretName: 'db' } }] })],
    passed: [pod({}, { volumes: [{ name: 's', secret: { secretName: 'safe-db' } }] })],
    options: { names: ['shop/safe-*'] },
  },
  'env-source-missing': {
    found: [
      of('v1', 'ConfigMap', { data: { a: 'b' } }),
      pod({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'some', key: 'gone' } } }] }),
    ],
    passed: [pod({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'gone', key: 'a' } } }] })],
  },
  'env-hygiene': {
    found: [
      pod({
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      }),
    ],
    passed: [
      pod({
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '$(A):2' },
        ],
      }),
    ],
  },
  'configmap-sensitive': {
    found: [of('v1', 'ConfigMap', { data: { password: 'hunter2' } })],
    passed: [of('v1', 'ConfigMap', { data: { bypass: 'none', email: 'jane@example.com' } })],
  },
  'replicas-minimum': {
    found: [deployment({ replicas: 1 })],
    passed: [deployment({ replicas: 2 }), deployment({ replicas: 1, strategy: { type: 'Recreate' } })],
  },
  'autoscaler-consistency': {
    found: [
      namespace(),
      deployment(),
      autoscaler('a'),
      autoscaler('b'),
      of(
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        { spec: { maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent' } } },
        'c',
      ),
    ],
    passed: [deployment(), autoscaler('a')],
  },
  'pdb-blocks-eviction': {
    found: [deployment(), budget({ minAvailable: 3 }), budget({ maxUnavailable: '100%' }, 'other')],
    passed: [[deployment(), budget({ maxUnavailable: 1 })]],
  },
  'pdb-required': {
    found: [namespace(), deployment(), budget({ maxUnavailable: 1, selector: { matchLabels: { app: 'other' } } })],
  },
  'scheduling-spread': {
    found: [deployment()],
    passed: [
      deployment(
        {},
        {
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: { app: 'api' } },
            },
          ],
        },
      ),
    ],
  },
  'update-restart-policy': {
    found: [deployment({ strategy: { type: 'Recreate' } }), deployment({}, { restartPolicy: 'Never' }, {}, 'other')],
    passed: [deployment({ replicas: 1, strategy: { type: 'Recreate' } }), job()],
  },
  'naked-pod': { found: [pod()], passed: [pod({}, {}, { annotations: { 'helm.sh/hook': 'test' } })] },
  'job-hygiene': {
    found: [job(), cronJob({ startingDeadlineSeconds: 5, failedJobsHistoryLimit: 0 })],
    passed: [job({ ttlSecondsAfterFinished: 60 })],
  },
  'selector-mismatch': { found: [deployment({ selector: { matchLabels: { app: 'other' } } })] },
  'port-name-invalid': {
    found: [
      pod({ ports: [{ containerPort: 80, name: 'No_Name' }] }),
      service({ selector: { app: 'api' }, ports: [{ port: 80, targetPort: 'No_Name' }] }),
    ],
    passed: [pod({ ports: [{ containerPort: 80 }] }), service({ selector: { app: 'api' }, ports: [{ port: 80, targetPort: '' }] })],
  },
  'pv-encryption': {
    found: [storageClass('ebs.csi.aws.com')],
    passed: [storageClass('pd.csi.storage.gke.io'), storageClass('example.com/disk')],
  },
  'external-secret-store': {
    found: [of('v1', 'Secret', { stringData: { password: 'hunter2' } })],
    passed: [
      pod({ volumeMounts: [{ name: 's', mountPath: '/s' }] }, { volumes: [{ name: 's', secret: { secretName: 'db' } }] }),
      deployment(),
    ],
  },
  'storageclass-hygiene': {
    found: [
      claim(),
      deployment(
        { strategy: { rollingUpdate: { maxSurge: 1 } } },
        { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] },
      ),
    ],
    passed: [claim({ storageClassName: '' })],
  },
};
