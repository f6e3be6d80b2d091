import { customPod } from '../../../../src/workloads/rules/definition/custom-pods';
import { CONTAINER, table } from '../../../support/pods';

const SPEC = { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, containers: [CONTAINER] };
const PLAIN = { containers: [{ image: CONTAINER.image }] };
const OPEN = 'allowPrivilegeEscalation, capabilities_restricted, runAsNonRoot, seccompProfile_restricted';
const unknown = (kind: string, path: string, checks = OPEN) =>
  `? ${kind} api ${path}: what the operator of ${kind} makes of this pod is not known; as it is written, it does not pass restricted `
  + `(${checks})`;
const custom = (kind: string, fields: object) => ({ apiVersion: 'example.com/v1', kind, metadata: { name: 'api' }, ...fields });

table(customPod, [
  ['all written', custom('Service', { spec: { template: { spec: SPEC } } }), []],
  ['nothing written', custom('Service', { spec: { template: { spec: PLAIN } } }), [unknown('Service', 'spec.template.spec')]],
  [
    'what baseline forbids, in each place',
    custom('JobSet', {
      spec: {
        replicatedJobs: [
          { template: { spec: { template: { spec: { ...SPEC, hostNetwork: true } } } } },
          {
            template: {
              spec: { template: { spec: { ...PLAIN, initContainers: [{ name: 'a', securityContext: { privileged: true } }] } } },
            },
          },
        ],
      },
    }),
    [
      'JobSet api spec.replicatedJobs[0].template.spec.template.spec.hostNetwork: baseline forbids such a pod (check hostNamespaces): '
        + "the pod shares the host's network namespace",
      'JobSet api spec.replicatedJobs[1].template.spec.template.spec.initContainers[0].securityContext.privileged: baseline forbids '
        + 'such a pod (check privileged): init container "a" is privileged',
    ],
  ],
  [
    'containers of the resource itself, and under another name',
    custom('Prometheus', { spec: PLAIN, podTemplate: { containers: [{ image: 'a', securityContext: { privileged: true } }] } }),
    [
      'Prometheus api podTemplate.containers[0].securityContext.privileged: baseline forbids such a pod (check privileged): container '
        + '0 is privileged',
      unknown('Prometheus', 'spec'),
    ],
  ],
  [
    'annotations of the template count, those of the resource do not',
    custom('Set', {
      metadata: { name: 'api', annotations: { 'container.apparmor.security.beta.kubernetes.io/api': 'unconfined' } },
      spec: SPEC,
      workers: [{ metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/api': 'unconfined' } }, spec: SPEC }],
    }),
    [
      'Set api workers[0].metadata.annotations["container.apparmor.security.beta.kubernetes.io/api"]: baseline forbids such a pod '
        + '(check appArmorProfile): annotation container.apparmor.security.beta.kubernetes.io/api sets the AppArmor profile "unconfined"',
    ],
  ],
  [
    'values of a wrong type',
    custom('Service', { spec: { ...SPEC, hostNetwork: 'true' } }),
    ['? Service api spec.hostNetwork: hostNetwork is a string, not a boolean, so what the pod is given is not known'],
  ],
  [
    'what is merged over containers of the operator, and init containers alone',
    [
      custom('Prometheus', { spec: { containers: [{ name: 'prometheus', securityContext: { privileged: true } }] } }),
      custom('Alertmanager', { spec: { initContainers: [{ name: 'setup', image: 'a', securityContext: { privileged: true } }] } }),
    ],
    [
      'Prometheus api spec.containers[0].securityContext.privileged: baseline forbids such a pod (check privileged): container '
        + '"prometheus" is privileged',
      'Alertmanager api spec.initContainers[0].securityContext.privileged: baseline forbids such a pod (check privileged): init '
        + 'container "setup" is privileged',
    ],
  ],
  [
    'what is not a pod',
    [
      custom('A', { spec: { containers: [] } }),
      custom('B', { spec: { containers: ['api', null, { name: 'api' }, { image: 5 }] } }),
      custom('C', { spec: { containers: { image: 'a' } } }),
      custom('D', { status: { template: { spec: PLAIN } } }),
    ],
    [],
  ],
  [
    'kinds that Kubernetes defines, and files of nodes',
    [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' }, spec: PLAIN },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' }, spec: PLAIN },
      { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'api' }, spec: PLAIN },
      { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', spec: PLAIN },
    ],
    [],
  ],
  [
    'custom kinds that are read as pods',
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'api' },
      spec: { template: { spec: { ...PLAIN, hostNetwork: true } } },
    },
    [],
  ],
]);
