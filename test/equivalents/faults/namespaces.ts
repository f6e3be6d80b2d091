import { deployment, namespace, of, pod, type Faults } from './objects';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const quota = (spec: object, name = 'some') => of('v1', 'ResourceQuota', { spec }, name);

export const NAMESPACES: Faults = {
  'namespace-default-used': {
    found: [of('v1', 'ConfigMap', {}, 'some', { namespace: 'default' })],
    passed: [of('v1', 'LimitRange', { spec: { limits: [] } }, 'some', { namespace: 'default' })],
    more: [of('policy/v1', 'PodDisruptionBudget', { spec: {} }, 'some', { namespace: 'default' })],
  },
  'namespace-system-used': {
    found: [pod({}, {}, { namespace: 'kube-system' })],
    passed: [pod({}, {}, { namespace: 'kube-system', labels: { tier: 'control-plane', component: 'kube-scheduler' } })],
    more: [pod({}, {}, { namespace: 'kube-public' })],
  },
  'namespace-boundaries-review': {
    found: [namespace()],
    passed: [namespace({ 'cdk8s-hardened/information-system': 'shop' })],
  },
  'namespace-inventory-incomplete': { found: [namespace()] },
  'resourcequota-incomplete': {
    found: [
      namespace(),
      quota({ hard: { 'requests.cpu': '1', 'limits.memory': '1Gi' } }),
      pod(),
      deployment({ replicas: 9 }, {}, { resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } }),
    ],
    passed: [
      [
        namespace(),
        quota({ hard: { 'requests.cpu': '1', 'limits.cpu': '1' } }, 'cpu'),
        quota({ hard: { 'requests.memory': '1Gi', 'limits.memory': '1Gi' } }, 'memory'),
      ],
    ],
  },
  'limitrange-incomplete': {
    found: [
      namespace(),
      of('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', max: { cpu: '1' } }] } }),
      pod({ resources: { requests: { cpu: '2' }, limits: { cpu: '2' } } }),
    ],
    passed: [[namespace(), of('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', default: { cpu: '1', memory: '1Gi' } }] } })]],
  },
  'psa-enforce-missing': {
    found: [namespace()],
    passed: [namespace({}, 'kube-system')],
    more: [namespace({ [ENFORCE]: 'privileged' })],
  },
  'psa-below-baseline': {
    found: [
      namespace({ [ENFORCE]: 'privileged' }),
      { apiVersion: 'pod-security.admission.config.k8s.io/v1', kind: 'PodSecurityConfiguration', defaults: { enforce: 'privileged' } },
    ],
    passed: [namespace({ [ENFORCE]: 'privileged' }, 'kube-system')],
  },
  'psa-below-restricted': {
    found: [
      namespace({ [ENFORCE]: 'baseline' }),
      pod(
        { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
        { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
      ),
    ],
    passed: [[namespace({ [ENFORCE]: 'baseline' }), pod()]],
  },
  'psp-permissive': { found: [of('policy/v1beta1', 'PodSecurityPolicy', { spec: { privileged: true } })] },
  'scc-allow-privileged': {
    found: [of('security.openshift.io/v1', 'SecurityContextConstraints', { allowPrivilegedContainer: true })],
  },
  'sandbox-runtimeclass': {
    found: [
      of('extensions.agents.x-k8s.io/v1alpha1', 'SandboxTemplate', {
        spec: { podTemplate: { spec: { containers: [{ name: 'agent', image: 'registry.example.com/agent:1.4' }] } } },
      }),
    ],
    passed: [pod()],
  },
  'scheduling-controlplane': {
    found: [
      pod({}, { tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] }),
      of('apps/v1', 'DaemonSet', {
        spec: {
          selector: { matchLabels: { app: 'agent' } },
          template: {
            metadata: { labels: { app: 'agent' } },
            spec: { tolerations: [{ operator: 'Exists' }], containers: [{ name: 'agent', image: 'registry.example.com/agent:1.4' }] },
          },
        },
      }),
    ],
    passed: [pod({}, { tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoExecute' }] })],
  },
  'scheduling-node-pinning': {
    found: [pod({}, { nodeName: 'node-1' }), pod({}, { nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } }, { name: 'other' })],
    passed: [pod({}, { nodeSelector: { disktype: 'ssd' } })],
  },
  'pvc-nfs-path-escape': {
    found: [of('v1', 'PersistentVolumeClaim', { spec: {} }, 'data', { annotations: { 'nfs.io/storage-path': '../other' } })],
  },
  'priorityclass-allowlist': {
    found: [pod({}, { priorityClassName: 'system-node-critical' })],
    passed: [pod({}, { priorityClassName: 'mine' }), pod()],
  },
};
