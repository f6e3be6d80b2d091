import { Severity } from '../../engine/severity';
import { WORKLOAD_RESOURCES } from '../../kubernetes/pods/workload-resources';
import { CHANGE, CONNECT, GOOD_PRACTICES, READ, WRITE, type PowerfulGrant } from './power';

/** What KubeVirt serves for virtual machines; connections by WebSocket are a `get`. */
const KUBEVIRT = 'subresources.kubevirt.io';

/** What reaches into pods, and what makes them. */
export const POD_POWERS: readonly PowerfulGrant[] = [
  {
    id: 'secrets-access',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:5.1.2'],
    sources: [`${GOOD_PRACTICES}#listing-secrets`],
    title: 'Roles that grant access to Secrets must state a reason',
    power: 'read or change the credentials in them',
    permissions: [{ group: '', resources: ['secrets'], verbs: [...READ, ...CHANGE] }],
  },
  {
    id: 'pod-exec',
    severity: Severity.HIGH,
    sources: [
      'https://kubernetes.io/docs/reference/access-authn-authz/authorization/',
      'https://kubevirt.io/user-guide/cluster_admin/authorization/',
    ],
    title: 'Roles that grant pods/exec or pods/attach must state a reason',
    power: 'run commands with the rights and secrets of the pods',
    note: 'So must roles that grant the console or the screen of virtual machines of KubeVirt.',
    permissions: [
      { group: '', resources: ['pods/exec', 'pods/attach'], verbs: ['create', 'get'] },
      {
        group: KUBEVIRT,
        resources: ['virtualmachineinstances/console', 'virtualmachineinstances/vnc', 'virtualmachineinstances/usbredir'],
        verbs: ['get'],
        power: 'use the virtual machines as one who sits in front of them',
      },
    ],
  },
  {
    id: 'ephemeral-containers',
    severity: Severity.HIGH,
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/'],
    title: 'Roles that grant pods/ephemeralcontainers must state a reason',
    power: 'put an image of their choice into running pods',
    permissions: [{ group: '', resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] }],
  },
  {
    id: 'pod-tunnel',
    severity: Severity.MEDIUM,
    sources: ['https://kubernetes.io/docs/concepts/cluster-administration/proxies/'],
    title: 'Roles that grant pods/portforward, pods/proxy or services/proxy must state a reason',
    power: 'reach ports that network policies close',
    permissions: [
      { group: '', resources: ['pods/portforward'], verbs: ['create', 'get'] },
      {
        group: KUBEVIRT,
        resources: ['virtualmachineinstances/portforward', 'virtualmachines/portforward', 'virtualmachineinstances/vsock'],
        verbs: ['get'],
      },
      { group: '', resources: ['pods/proxy', 'services/proxy'], verbs: CONNECT },
    ],
  },
  {
    id: 'token-request',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:5.1.13'],
    sources: [`${GOOD_PRACTICES}#token-request`],
    title: 'Roles that grant serviceaccounts/token must state a reason',
    power: 'act as the ServiceAccounts',
    permissions: [{ group: '', resources: ['serviceaccounts/token'], verbs: ['create'] }],
  },
  {
    id: 'node-proxy',
    severity: Severity.CRITICAL,
    controls: ['CIS-2.0:5.1.10'],
    sources: [`${GOOD_PRACTICES}#access-to-proxy-subresource-of-nodes`],
    title: 'Roles that grant nodes/proxy or nodes/checkpoint must state a reason',
    power: 'run commands in every pod of the nodes past admission and audit',
    permissions: [
      { group: '', resources: ['nodes/proxy'], verbs: CONNECT },
      { group: '', resources: ['nodes/checkpoint'], verbs: ['create'] },
    ],
  },
  {
    id: 'node-read',
    severity: Severity.MEDIUM,
    sources: [
      'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/#fine-grained-authorization',
      'https://kubernetes.io/docs/concepts/cluster-administration/system-logs/#log-query',
    ],
    title: 'Roles that grant nodes/log, nodes/configz or nodes/pods must state a reason',
    power: 'read the logs and configuration of nodes and the definitions of all pods on them, of every namespace',
    permissions: [
      { group: '', resources: ['nodes/log'], verbs: ['get'], power: 'read the system logs of nodes, in which other namespaces show up' },
      { group: '', resources: ['nodes/configz'], verbs: ['get'], power: 'read how the kubelet of each node is configured' },
      { group: '', resources: ['nodes/pods'], verbs: ['get'], power: 'read the definitions of all pods on the nodes, of every namespace' },
    ],
  },
  {
    id: 'workload-creation',
    severity: Severity.HIGH,
    controls: ['CIS-2.0:5.1.4'],
    sources: [`${GOOD_PRACTICES}#workload-creation`],
    title: 'Roles that can create or change workloads must state a reason',
    power: 'run any image with the ServiceAccounts and Secrets of the namespace',
    note:
      'Custom resources of which an operator makes pods count as the workloads of Kubernetes do, and so does what deploys manifests '
      + '(Argo CD, Flux). `resourceNames` make no difference: to change one workload is to choose its image, its ServiceAccount and '
      + 'the Secrets that it mounts.',
    instead:
      'Let a GitOps controller or its image updater write new images, and grant `patch` on the subresource `scale` for the number of '
      + 'pods. To restart a workload still takes `patch` on it: state the reason, and add a ValidatingAdmissionPolicy under which '
      + 'the holder changes nothing but the annotation `kubectl.kubernetes.io/restartedAt`.',
    permissions: WORKLOAD_RESOURCES.map(({ group, resources, use }) => ({
      group,
      resources,
      verbs: use === 'runs' ? WRITE : ['update', 'patch'],
    })),
  },
];
