import { hostPath, of, pod, withContext, type Faults } from './objects';

const windows = { os: { name: 'windows' } };
const drop = (...names: readonly string[]) => withContext({ capabilities: { drop: names } });
const add = (...names: readonly string[]) => withContext({ capabilities: { drop: ['ALL'], add: names } });

/** What a pod may do to its node: security contexts and volumes. */
export const PODS: Faults = {
  'seccomp-unset': {
    found: [pod(), of('kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration', {})],
    passed: [withContext({ seccompProfile: { type: 'RuntimeDefault' } }), pod({}, windows)],
    more: [withContext({ seccompProfile: { type: 'Unconfined' } })],
  },
  'seccomp-unconfined': {
    found: [withContext({ seccompProfile: { type: 'Unconfined' } })],
    passed: [pod({}, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } })],
  },
  'apparmor-annotation': {
    found: [
      pod({}, {}, { annotations: { 'container.apparmor.security.beta.kubernetes.io/api': 'unconfined' } }),
      pod(
        {},
        { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } },
        { name: 'b', annotations: { 'container.apparmor.security.beta.kubernetes.io/api': 'unconfined' } },
      ),
    ],
    more: [withContext({ appArmorProfile: { type: 'Unconfined' } })],
  },
  'selinux-custom': { found: [withContext({ seLinuxOptions: { user: 'system_u' } })], passed: [pod()] },
  'entrypoint-sudo': {
    found: [pod({ command: ['sudo', 'api'] })],
    passed: [pod({ command: ['sudo', 'api'], securityContext: { allowPrivilegeEscalation: false } })],
  },
  'pss-aggregate': {
    found: [
      pod(
        {
          securityContext: {
            privileged: true,
            runAsUser: 0,
            procMount: 'Unmasked',
            capabilities: { add: ['SYS_ADMIN'] },
            seccompProfile: { type: 'Unconfined' },
            appArmorProfile: { type: 'Unconfined' },
            seLinuxOptions: { user: 'system_u' },
            windowsOptions: { hostProcess: true },
          },
          ports: [{ containerPort: 80, hostPort: 80 }],
          livenessProbe: { httpGet: { port: 80, host: '10.0.0.1' } },
        },
        {
          hostPID: true,
          volumes: [{ name: 'v', hostPath: { path: '/' } }],
          securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] },
        },
      ),
    ],
  },
  'privileged': { found: [withContext({ privileged: true })] },
  'privilege-escalation': {
    found: [withContext({ privileged: true, capabilities: { add: ['SYS_ADMIN'] } })],
    more: [pod()],
  },
  'host-pid': { found: [pod({}, { hostPID: true })] },
  'host-ipc': { found: [pod({}, { hostIPC: true })] },
  'host-network': { found: [pod({}, { hostNetwork: true })] },
  'host-port': { found: [pod({ ports: [{ containerPort: 80, hostPort: 80 }] })] },
  'hostpath-any': { found: [hostPath('/srv'), of('v1', 'PersistentVolume', { spec: { hostPath: { path: '/srv' } } })] },
  'hostpath-sensitive': {
    found: [hostPath('/etc'), of('v1', 'PersistentVolume', { spec: { hostPath: { path: '/etc' } } })],
    more: [hostPath('/var')],
  },
  'hostpath-writable': {
    more: [hostPath('/var/lib', { readOnly: true })],
    found: [
      hostPath('/srv'),
      pod(
        { volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }] },
        { volumes: [{ name: 'v', hostPath: { path: '/var/lib' } }] },
        { name: 'b' },
      ),
    ],
  },
  'hostpath-allowlist': { found: [hostPath('/srv'), of('v1', 'PersistentVolume', { spec: { hostPath: { path: '/srv' } } })] },
  'runtime-socket': { found: [hostPath('/var/run/docker.sock')], more: [hostPath('/run')] },
  'volume-types': { found: [pod({}, { volumes: [{ name: 'v', nfs: { server: 'nfs.example.com', path: '/' } }] })] },
  'proc-mount': { found: [withContext({ procMount: 'Unmasked' })] },
  'sysctls-unsafe': {
    found: [pod({}, { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } })],
    passed: [pod({}, { securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] } }), pod()],
  },
  'sysctls-cr8escape': { found: [pod({}, { securityContext: { sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1+2' }] } })] },
  'windows-options': {
    found: [withContext({ windowsOptions: { hostProcess: true, runAsUserName: 'ContainerAdministrator' } })],
    passed: [pod({}, windows)],
  },
  'run-as-non-root': {
    found: [withContext({ runAsUser: 0 })],
    more: [withContext({ runAsUser: 1000 })],
  },
  'uid-shared-across-workloads': {
    found: [withContext({ runAsUser: 1000 }), pod({ securityContext: { runAsUser: 1000 } }, {}, { name: 'web' })],
    passed: [[withContext({ runAsUser: 1000 }, { hostUsers: false }), pod({}, { securityContext: { runAsUser: 1000 } }, { name: 'web' })]],
    options: { namespaces: ['shop'] },
  },
  'run-as-user-zero': { found: [withContext({ runAsUser: 0 })], passed: [withContext({ runAsUser: 0 }, { hostUsers: false })] },
  'run-as-high-id': {
    found: [pod({ securityContext: { runAsUser: 0 } }), pod({}, { hostPID: true }, { name: 'b' })],
    passed: [withContext({ runAsUser: 1000, runAsNonRoot: true }, { hostUsers: false })],
  },
  'root-group': { found: [withContext({ runAsGroup: 0 })], passed: [pod()] },
  'explicit-uid-gid-fsgroup': {
    found: [hostPath('/srv'), withContext({ runAsGroup: 0 })],
    passed: [withContext({ runAsNonRoot: true })],
  },
  'caps-drop-all': { found: [pod(), drop()], more: [drop('all')] },
  'caps-net-raw': { found: [add('NET_RAW')], more: [drop('NET_RAW')] },
  'caps-added': { found: [add('NET_ADMIN')], passed: [add('NET_BIND_SERVICE')] },
  'caps-dangerous-added': { found: [add('SYS_ADMIN')], passed: [add('NET_BIND_SERVICE')] },
  'readonly-rootfs': { found: [pod()], passed: [pod({}, windows)] },
  'security-context-present': {
    found: [pod()],
    passed: [
      withContext({
        allowPrivilegeEscalation: false,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      }),
    ],
    more: [withContext({ runAsUser: 1000 })],
  },
  'privileged-port': {
    found: [pod({ ports: [{ containerPort: 80, hostPort: 80 }] })],
    passed: [pod({ ports: [{ containerPort: 80 }], securityContext: { capabilities: { drop: ['ALL'] } } })],
  },
};
