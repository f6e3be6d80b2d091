/**
 * Realistic, hardened objects: each workload with its Service, ServiceAccount, Role, RoleBinding and NetworkPolicy, below namespaces of
 * fifty.
 */
export function hardenedObjects(count: number): object[] {
  const objects: object[] = [];
  for (let i = 0; objects.length < count; i++) {
    const namespace = `team-${Math.floor(i / 50)}`;
    if (i % 50 === 0) objects.push(...namespaceObjects(namespace));
    objects.push(...workloadObjects(`app-${i}`, namespace, i));
  }
  return objects.slice(0, count);
}

function namespaceObjects(name: string): object[] {
  const levels = Object.fromEntries(
    ['enforce', 'audit', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, 'v1.37'],
    ]),
  );
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...levels, 'cdk8s-hardened/information-system': name } } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace: name },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'dns', namespace: name },
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
            ports: [
              { port: 53, protocol: 'UDP' },
              { port: 53, protocol: 'TCP' },
            ],
          },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace: name },
      spec: { hard: { 'requests.cpu': '40', 'requests.memory': '60Gi', 'limits.cpu': '400', 'limits.memory': '80Gi', 'pods': '200' } },
    },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'limits', namespace: name },
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '500m', memory: '256Mi' },
            defaultRequest: { cpu: '100m', memory: '128Mi' },
            max: { cpu: '4', memory: '8Gi' },
          },
        ],
      },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name }, automountServiceAccountToken: false },
  ];
}

function workloadObjects(name: string, namespace: string, i: number): object[] {
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': namespace, 'app.kubernetes.io/managed-by': 'bench' };
  const metadata = { name, namespace, labels };
  const container = (suffix: string) => ({
    name: `${name}-${suffix}`,
    image: `registry.example.com/${namespace}/${name}-${suffix}@sha256:${(i % 16).toString(16).repeat(64)}`,
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'https', containerPort: 8443, protocol: 'TCP' }],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'REGION', value: 'eu-central-1' },
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    livenessProbe: { httpGet: { path: '/healthz', port: 8443, scheme: 'HTTPS' }, periodSeconds: 10 },
    readinessProbe: { httpGet: { path: '/readyz', port: 8443, scheme: 'HTTPS' }, periodSeconds: 5 },
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'config', mountPath: '/etc/app', readOnly: true },
    ],
  });
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 2,
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 65532,
              runAsGroup: 65532,
              fsGroup: 65532,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [container('main'), container('proxy')],
            volumes: [
              { name: 'tmp', emptyDir: {} },
              { name: 'config', configMap: { name } },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'ClusterIP',
        selector: { 'app.kubernetes.io/name': name },
        ports: [{ name: 'https', port: 443, targetPort: 8443, protocol: 'TCP' }],
      },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'app.yaml': 'listen: 8443\nlog:\n  level: info\n  format: json\n' } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: [name], verbs: ['get'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } }],
            ports: [{ port: 8443, protocol: 'TCP' }],
          },
        ],
      },
    },
  ];
}

/**
 * A whole cluster of so many workloads, of every kind that runs pods and with what goes along with them, so that each rule finds its kind
 * of thing in it about as often as in a real one.
 */
export function clusterOf(workloads: number): object[] {
  const objects: object[] = [...clusterObjects()];
  for (let i = 0; i < workloads; i++) {
    const namespace = `team-${Math.floor(i / 50)}`;
    if (i % 50 === 0) objects.push(...namespaceObjects(namespace));
    const [deployment, ...others] = workloadObjects(`app-${i}`, namespace, i) as Manifest[];
    const { spec } = deployment!.spec.template;
    spec.hostUsers = false;
    spec.volumes[0].emptyDir.sizeLimit = '64Mi';
    if (i % 10 < 7) {
      spec.topologySpreadConstraints = [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: deployment!.spec.selector,
        },
      ];
    }
    objects.push(...variantOf(deployment!, i), ...others);
  }
  return objects;
}

const ENCRYPTED = 'ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ==,type:str]';

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  spec: Record<string, any>;
}

/**
 * Of ten workloads, five are Deployments, two StatefulSets, and one each a DaemonSet, a CronJob and a Job; Deployments scale, are kept from
 * eviction, and every other one is reached from outside.
 */
function variantOf(deployment: Manifest, i: number): object[] {
  const {
    metadata,
    spec: { selector, template },
  } = deployment;
  const { name } = metadata;
  const once = {
    ...template,
    spec: {
      ...template.spec,
      restartPolicy: 'Never',
      containers: template.spec.containers.map(
        ({ livenessProbe: _, readinessProbe: __, ...container }: Record<string, unknown>) => container,
      ),
    },
  };
  const budget = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector },
  };
  switch (i % 10) {
    case 5:
    case 6:
      return [
        budget,
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata,
          spec: {
            replicas: 3,
            serviceName: name,
            selector,
            template,
            volumeClaimTemplates: [
              {
                metadata: { name: 'data' },
                spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
              },
            ],
          },
        },
      ];
    case 7:
      return [{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { selector, template } }];
    case 8:
      return [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata,
          spec: {
            schedule: '*/15 * * * *',
            concurrencyPolicy: 'Forbid',
            startingDeadlineSeconds: 200,
            jobTemplate: { spec: { ttlSecondsAfterFinished: 3600, backoffLimit: 3, template: once } },
          },
        },
      ];
    case 9:
      return [{ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { ttlSecondsAfterFinished: 3600, backoffLimit: 3, template: once } }];
    default:
      return [
        { ...deployment, spec: { selector, template } },
        budget,
        {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata,
          spec: {
            scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
            minReplicas: 3,
            maxReplicas: 6,
            metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
          },
        },
        // Encrypted, as Secrets in a repository are.
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { ...metadata, name: `${name}-tls` },
          type: 'kubernetes.io/tls',
          data: { 'tls.crt': ENCRYPTED, 'tls.key': ENCRYPTED },
          sops: { encrypted_regex: '^data$', version: '3.9.0' },
        },
        ...(i % 2 === 0
          ? []
          : [
              {
                apiVersion: 'networking.k8s.io/v1',
                kind: 'Ingress',
                metadata,
                spec: {
                  ingressClassName: 'public',
                  tls: [{ hosts: [`${name}.example.com`], secretName: `${name}-tls` }],
                  rules: [
                    {
                      host: `${name}.example.com`,
                      http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'https' } } } }] },
                    },
                  ],
                },
              },
            ]),
      ];
  }
}

/** What there is once in a cluster. */
function clusterObjects(): object[] {
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'csi.example.com',
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'public' }, spec: { controller: 'example.com/ingress' } },
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'workload' }, value: 1000, description: 'Workloads' },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'observer' },
      rules: [{ apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list', 'watch'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'observer', annotations: { 'cdk8s-hardened/reason': 'The operators look at all namespaces.' } },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'observer' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'operators' }],
    },
  ];
}
