import { isWithin, nodePath } from '../../../kubernetes/pods/node-path';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { asArray, asObject, asString } from '../../../text/json';

/** A way out of a container of a pod. */
export interface Escape {
  /** Id of the table of edges. */
  readonly kind: string;
  /** Path within the object. */
  readonly path: string;
  /** `container "agent": privileged`. */
  readonly text: string;
}

const SOCKETS = /(?:^|\/)(?:docker|containerd|crio|cri-dockerd|podman|dockershim)\.sock$/;
/** Reading these gives credentials of the node or of what runs on it. */
const KEYS = ['/etc/kubernetes', '/etc/shadow', '/root', '/home', '/var/lib/kubelet', '/var/lib/etcd', '/proc', '/etc/ssh'];
/** Writing these gives nothing but what is in them. */
const HARMLESS = [
  '/dev/shm',
  '/mnt',
  '/data',
  '/srv',
  '/opt/data',
  '/tmp',
  '/var/tmp',
  '/sys/fs/bpf',
  '/usr/share/zoneinfo',
  '/etc/localtime',
];
const CAPABILITIES: readonly (readonly [name: string, kind: string, needsHostPid: boolean])[] = [
  ['SYS_ADMIN', 'escape-sys-admin', false],
  ['SYS_MODULE', 'escape-sys-module', false],
  ['DAC_READ_SEARCH', 'escape-dac-read-search', false],
  ['SYS_RAWIO', 'escape-bpf', false],
  ['SYS_PTRACE', 'escape-host-pid', true],
  ['BPF', 'escape-bpf', true],
  ['PERFMON', 'escape-bpf', true],
];

/**
 * The ways from the containers of a pod to its node. In a user namespace of its own, capabilities and root mean nothing to the node: there
 * only a socket that is mounted counts.
 */
export function escapesOf(pod: PodView): readonly Escape[] {
  const hasOwnUsers = pod.spec.hostUsers === false;
  const found: Escape[] = [];
  const volumes = hostPaths(pod);
  for (const container of pod.containers) {
    if (!hasOwnUsers) found.push(...byContext(pod, container));
    found.push(...byMounts(container, volumes, hasOwnUsers));
  }
  return found;
}

function byContext({ spec }: PodView, { securityContext, path, label }: ContainerView): Escape[] {
  const at = (field: string) => `${path}.securityContext.${field}`;
  const isPrivileged = securityContext.privileged === true;
  if (asObject(securityContext.windowsOptions).hostProcess === true) {
    return [{ kind: 'escape-privileged', path: at('windowsOptions.hostProcess'), text: `${label} is a process of a Windows node` }];
  }
  if (isPrivileged) return [{ kind: 'escape-privileged', path: at('privileged'), text: `${label} is privileged` }];
  const added = asArray(asObject(securityContext.capabilities).add).map((name) => (asString(name) ?? '').replace(/^CAP_/, ''));
  const hostPid = spec.hostPID === true;
  return CAPABILITIES.flatMap(([name, kind, needsHostPid]): Escape[] => {
    const index = added.findIndex((each) => each === name || each === 'ALL');
    if (index < 0 || (needsHostPid && !hostPid)) return [];
    return [
      { kind, path: at(`capabilities.add[${index}]`), text: `${label} has the capability ${name}${needsHostPid ? ' and hostPID' : ''}` },
    ];
  });
}

/** Volumes of the pod that are paths of the node, by name. */
function hostPaths({ spec, path }: PodView): ReadonlyMap<string, { readonly host: string; readonly at: string }> {
  const found = new Map<string, { host: string; at: string }>();
  asArray(spec.volumes).forEach((volume, index) => {
    const { name, hostPath } = asObject(volume);
    const host = asString(asObject(hostPath).path);
    const named = asString(name);
    if (host !== undefined && named !== undefined) {
      found.set(named, { host: nodePath(host) ?? host, at: `${path}.volumes[${index}].hostPath` });
    }
  });
  return found;
}

function byMounts({ spec, label }: ContainerView, volumes: ReturnType<typeof hostPaths>, hasOwnUsers: boolean): Escape[] {
  return asArray(spec.volumeMounts).flatMap((mount): Escape[] => {
    const { name, readOnly, subPath } = asObject(mount);
    const volume = volumes.get(asString(name) ?? '');
    if (!volume) return [];
    const part = asString(subPath);
    const host = part === undefined ? volume.host : (nodePath(`${volume.host}/${part}`) ?? volume.host);
    const said = (kind: string, what: string) => [{ kind, path: volume.at, text: `${label} mounts ${host}${what}` }];
    if (SOCKETS.test(host) || ['/run', '/run/containerd', '/run/docker', '/run/crio'].includes(host)) {
      return said('escape-runtime-socket', ', with the socket of the container runtime');
    }
    if (hasOwnUsers) return [];
    if (host === '/' || KEYS.some((key) => isWithin(host, key) || isWithin(key, host))) return said('escape-host-path', '');
    if (readOnly === true || HARMLESS.some((folder) => isWithin(host, folder))) return [];
    return isWithin(host, '/var/log') ? said('escape-var-log', ', writable') : said('escape-host-path', ', writable');
  });
}
