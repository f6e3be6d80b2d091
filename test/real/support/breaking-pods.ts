import { CONTAINER, pod, withContainer, withContext, withPodContext } from '../../support/pods';

/** A pod, and the ids of the checks of the Pod Security Standards that it breaks at each level, sorted. */
export interface BreakingPod {
  readonly name: string;
  readonly pod: object;
  readonly restricted: readonly string[];
  readonly baseline: readonly string[];
}

/** Only restricted forbids it. */
function strict(name: string, value: object, ...restricted: readonly string[]): BreakingPod {
  return { name, pod: value, restricted, baseline: [] };
}

/** Both levels forbid it, by the same checks. */
function both(name: string, value: object, ...checks: readonly string[]): BreakingPod {
  return { name, pod: value, restricted: checks, baseline: checks };
}

function privileged(name: string, value: object): BreakingPod {
  return { name, pod: value, restricted: ['allowPrivilegeEscalation', 'privileged'], baseline: ['privileged'] };
}

function withVolume(source: object): object {
  return pod({ volumes: [{ name: 'data', ...source }] });
}

function withProbe(field: string, action: object): object {
  return withContainer({ ports: [{ containerPort: 8080 }], [field]: action });
}

const PRIVILEGED = { privileged: true, allowPrivilegeEscalation: undefined };
const OTHER_HOST = { httpGet: { host: '169.254.169.254', port: 80 } };
const first = (fields: object) => ({
  initContainers: [{ ...CONTAINER, name: 'setup', securityContext: { ...CONTAINER.securityContext, ...fields } }],
});
const without = (field: 'runAsNonRoot' | 'seccompProfile') => withPodContext({ [field]: undefined });

/** One for each field that a check reads, each otherwise as the level `restricted` would have it. */
export const BREAKING_PODS: readonly BreakingPod[] = [
  both('hostNetwork', pod({ hostNetwork: true }), 'hostNamespaces'),
  both('hostPID', pod({ hostPID: true }), 'hostNamespaces'),
  both('hostIPC', pod({ hostIPC: true }), 'hostNamespaces'),
  privileged('a privileged container, which no server takes with escalation forbidden', withContext(PRIVILEGED)),
  privileged('a privileged init container', pod(first(PRIVILEGED))),
  both('a port of the node', withContainer({ ports: [{ containerPort: 80, hostPort: 80 }] }), 'hostPorts'),
  both('AppArmor switched off for the pod', withPodContext({ appArmorProfile: { type: 'Unconfined' } }), 'appArmorProfile'),
  both('AppArmor switched off for a container', withContext({ appArmorProfile: { type: 'Unconfined' } }), 'appArmorProfile'),
  both('a SELinux type of another kind', withPodContext({ seLinuxOptions: { type: 'spc_t' } }), 'seLinuxOptions'),
  both('a SELinux user', withContext({ seLinuxOptions: { user: 'system_u' } }), 'seLinuxOptions'),
  both('a SELinux role', withContext({ seLinuxOptions: { role: 'sysadm_r' } }), 'seLinuxOptions'),
  both('a sysctl of the node', withPodContext({ sysctls: [{ name: 'kernel.msgmax', value: '65536' }] }), 'sysctls'),
  both('a host process of Windows', hostProcess(), 'hostNamespaces', 'windowsHostProcess'),
  both('an HTTP probe of another host', withProbe('livenessProbe', OTHER_HOST), 'hostProbesAndHostLifecycle'),
  both(
    'a TCP probe of another host',
    withProbe('readinessProbe', { tcpSocket: { host: '10.0.0.1', port: 80 } }),
    'hostProbesAndHostLifecycle',
  ),
  both('a start-up probe of another host', withProbe('startupProbe', OTHER_HOST), 'hostProbesAndHostLifecycle'),
  both('a hook that asks another host', withContainer({ lifecycle: { preStop: OTHER_HOST } }), 'hostProbesAndHostLifecycle'),
  {
    name: 'a directory of the node',
    pod: withVolume({ hostPath: { path: '/' } }),
    restricted: ['restrictedVolumes'],
    baseline: ['hostPathVolumes'],
  },
  {
    name: 'a capability that no runtime grants',
    pod: withContext({ capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } }),
    restricted: ['capabilities_restricted'],
    baseline: ['capabilities_baseline'],
  },
  {
    name: 'seccomp switched off for the pod',
    pod: withPodContext({ seccompProfile: { type: 'Unconfined' } }),
    restricted: ['seccompProfile_restricted'],
    baseline: ['seccompProfile_baseline'],
  },
  {
    name: 'seccomp switched off for a container',
    pod: withContext({ seccompProfile: { type: 'Unconfined' } }),
    restricted: ['seccompProfile_restricted'],
    baseline: ['seccompProfile_baseline'],
  },
  strict(
    '/proc unmasked in a user namespace',
    pod({ hostUsers: false, containers: [{ ...CONTAINER, securityContext: { ...CONTAINER.securityContext, procMount: 'Unmasked' } }] }),
    'procMount_restricted',
  ),
  strict('a capability that runtimes grant', withContext({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }), 'capabilities_restricted'),
  strict('capabilities not named', withContext({ capabilities: undefined }), 'capabilities_restricted'),
  strict('one capability dropped', withContext({ capabilities: { drop: ['NET_RAW'] } }), 'capabilities_restricted'),
  strict('capabilities of an init container', pod(first({ capabilities: undefined })), 'capabilities_restricted'),
  strict('escalation not named', withContext({ allowPrivilegeEscalation: undefined }), 'allowPrivilegeEscalation'),
  strict('escalation allowed', withContext({ allowPrivilegeEscalation: true }), 'allowPrivilegeEscalation'),
  strict('runAsNonRoot not named', without('runAsNonRoot'), 'runAsNonRoot'),
  strict('runAsNonRoot false for the pod', withPodContext({ runAsNonRoot: false }), 'runAsNonRoot'),
  strict('runAsNonRoot false for a container', withContext({ runAsNonRoot: false }), 'runAsNonRoot'),
  strict('the uid 0 for the pod, with runAsNonRoot', withPodContext({ runAsUser: 0 }), 'runAsUser'),
  strict('the uid 0 for a container, with runAsNonRoot', withContext({ runAsUser: 0 }), 'runAsUser'),
  strict('seccomp not named', without('seccompProfile'), 'seccompProfile_restricted'),
  strict('NFS', withVolume({ nfs: { server: '10.0.0.1', path: '/' } }), 'restrictedVolumes'),
  strict(
    'iSCSI',
    withVolume({ iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:disk', lun: 0 } }),
    'restrictedVolumes',
  ),
  strict('Fibre Channel', withVolume({ fc: { targetWWNs: ['50060e801049cfd1'], lun: 0 } }), 'restrictedVolumes'),
  strict('a FlexVolume', withVolume({ flexVolume: { driver: 'example.com/driver' } }), 'restrictedVolumes'),
  strict('a Portworx volume', withVolume({ portworxVolume: { volumeID: 'one' } }), 'restrictedVolumes'),
  strict(
    'nothing set at all',
    pod({ securityContext: undefined, containers: [{ name: 'api', image: CONTAINER.image }] }),
    'allowPrivilegeEscalation',
    'capabilities_restricted',
    'runAsNonRoot',
    'seccompProfile_restricted',
  ),
  {
    name: 'nearly everything at once',
    pod: pod({
      hostNetwork: true,
      hostPID: true,
      volumes: [{ name: 'root', hostPath: { path: '/' } }],
      securityContext: { runAsUser: 0 },
      containers: [
        { name: 'api', image: CONTAINER.image, ports: [{ containerPort: 22, hostPort: 22 }], securityContext: { privileged: true } },
      ],
    }),
    restricted: [
      'allowPrivilegeEscalation',
      'capabilities_restricted',
      'hostNamespaces',
      'hostPorts',
      'privileged',
      'restrictedVolumes',
      'runAsNonRoot',
      'runAsUser',
      'seccompProfile_restricted',
    ],
    baseline: ['hostNamespaces', 'hostPathVolumes', 'hostPorts', 'privileged'],
  },
];

/** Pods that every level admits. */
export const GOOD_PODS: readonly { readonly name: string; readonly pod: object }[] = [
  { name: 'the usual one', pod: pod() },
  {
    name: 'the same settings on the container alone',
    pod: pod({
      securityContext: undefined,
      containers: [
        { ...CONTAINER, securityContext: { ...CONTAINER.securityContext, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
      ],
    }),
  },
  {
    name: 'a low port bound, by the one capability that is allowed',
    pod: withContext({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }),
  },
  { name: 'a uid of its own', pod: withPodContext({ runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 }) },
  { name: 'a seccomp profile of its own', pod: withPodContext({ seccompProfile: { type: 'Localhost', localhostProfile: 'api.json' } }) },
  { name: 'a sysctl of the pod', pod: withPodContext({ sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }) },
  {
    name: 'a SELinux type for containers and a level',
    pod: withPodContext({ seLinuxOptions: { type: 'container_t', level: 's0:c1,c2' } }),
  },
  { name: 'probes of its own address', pod: withProbe('livenessProbe', { httpGet: { port: 8080 } }) },
  {
    name: 'every kind of volume that holds nothing of the node',
    pod: pod({
      volumes: [
        { name: 'a', emptyDir: {} },
        { name: 'b', configMap: { name: 'b' } },
        { name: 'c', secret: { secretName: 'c' } },
        { name: 'd', downwardAPI: { items: [] } },
        { name: 'e', persistentVolumeClaim: { claimName: 'e' } },
        { name: 'f', csi: { driver: 'secrets.example.com' } },
        { name: 'g', projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'vault' } }] } },
        {
          name: 'h',
          ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } },
        },
      ],
    }),
  },
];

/** A debugging container, as `kubectl debug` adds one; by itself it breaks four checks of restricted. */
export const DEBUGGER = { name: 'debug', image: CONTAINER.image };

function hostProcess(): object {
  return withPodContext({ windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } }, { hostNetwork: true });
}
