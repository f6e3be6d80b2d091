import type { EdgeKind } from './edge-kind';

const POD_SECURITY = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';
const CAPABILITIES = 'https://man7.org/linux/man-pages/man7/capabilities.7.html';

/** Ways out of a container, each found by `escapes.ts`. */
export const ESCAPES: readonly EdgeKind[] = [
  escape('privileged', 'mounts the disk of the node', 'privileged: true', POD_SECURITY, ['CE_PRIV_MOUNT'], ['IS_PRIVILEGED']),
  escape(
    'sys-admin',
    'mounts a cgroup that runs a program on the node',
    'the capability SYS_ADMIN',
    CAPABILITIES,
    [],
    ['CAN_CGROUP_BREAKOUT'],
  ),
  escape('sys-module', 'loads a kernel module', 'the capability SYS_MODULE', CAPABILITIES, ['CE_MODULE_LOAD'], ['CAN_LOAD_KERNEL_MODULES']),
  escape(
    'host-pid',
    'enters the namespaces of a process of the node',
    'hostPID with the capability SYS_PTRACE or SYS_ADMIN, or privileged',
    POD_SECURITY,
    ['CE_NSENTER', 'CE_SYS_PTRACE'],
    ['CAN_NSENTER_HOST'],
  ),
  escape(
    'dac-read-search',
    'opens files of the node by their handles',
    'the capability DAC_READ_SEARCH',
    CAPABILITIES,
    [],
    ['CAN_ACCESS_HOST_FD'],
  ),
  escape('bpf', 'reads the memory of the node with BPF', 'the capability BPF or PERFMON with hostPID, or SYS_RAWIO', CAPABILITIES, [], []),
  escape(
    'runtime-socket',
    'has the container runtime start a privileged container',
    'a volume with the socket of the container runtime',
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    ['EXPLOIT_CONTAINERD_SOCK'],
    [],
  ),
  escape(
    'host-path',
    'writes to the file system of the node, or reads its keys',
    'a hostPath volume that is writable, or that has the files of the kubelet, of the control plane or of users',
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    ['EXPLOIT_HOST_WRITE', 'EXPLOIT_HOST_READ', 'CE_UMH_CORE_PATTERN'],
    ['CAN_ACCESS_DANGEROUS_HOST_PATH'],
  ),
  escape(
    'var-log',
    'reads any file of the node through a link in its logs',
    'a writable hostPath volume of /var/log, and the log API of the kubelet',
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    ['CE_VAR_LOG_SYMLINK'],
    [],
  ),
];

function escape(id: string, step: string, condition: string, source: string, kubeHound: string[], iceKube: string[]): EdgeKind {
  const peers = { KubeHound: kubeHound, IceKube: iceKube, kubesplaining: ['pod_host_escape'] };
  return { id: `escape-${id}`, step, condition, by: 'a process in the container', technique: 'T1611', source, peers };
}
