import { isWithin } from '../../../kubernetes/pods/node-path';

type Place = readonly [folder: string, holds: string];

/** Anyone who reads these, or opens what is in them, has the node, or the cluster's secrets. */
const SECRET: readonly Place[] = [
  ['/etc/kubernetes', 'keys and kubeconfigs of the node and of the control plane'],
  ['/etc/rancher', 'kubeconfigs and tokens of k3s or RKE2'],
  ['/var/lib/rancher', 'keys, tokens and state of k3s or RKE2'],
  ['/var/lib/k0s', 'keys and state of k0s'],
  ['/var/snap/microk8s', 'keys and state of MicroK8s'],
  ['/var/lib/etcd', 'the state of the cluster, Secrets included'],
  ['/var/lib/kubelet/pki', 'the key of the kubelet'],
  ['/var/lib/kubelet/kubeconfig', 'the kubeconfig of the kubelet'],
  ['/var/lib/kubelet/bootstrap-kubeconfig', 'the token with which nodes join the cluster'],
  ['/var/lib/kubelet/pods', 'tokens and Secrets of every pod on the node'],
  ['/var/lib/containerd', 'the files of every container on the node'],
  ['/var/lib/containers', 'the files of every container on the node'],
  ['/var/lib/docker', 'the files of every container on the node'],
  ['/programdata/docker', 'the files of every container on the node'],
  ['/etc/shadow', 'password hashes of the node'],
  ['/etc/gshadow', 'password hashes of the node'],
  ['/etc/ssh', 'the SSH keys of the node'],
  ['/etc/ssl/private', 'private keys of the node'],
  ['/root', 'keys and cloud credentials of root'],
  ['/home', 'keys and cloud credentials of users'],
  ['/users', 'keys and cloud credentials of users'],
  ['/.aws', 'cloud credentials of services without a home'],
  ['/.azure', 'cloud credentials of services without a home'],
  ['/.config/gcloud', 'cloud credentials of services without a home'],
  ['/gcloud', 'cloud credentials of services without a home'],
  ['/run/systemd/private', 'the socket of systemd, which starts services as root'],
  ['/run/dbus/system_bus_socket', 'the system bus, over which systemd starts services as root'],
  ['/dev/mem', 'the memory of the node'],
  ['/dev/kmem', 'the memory of the node'],
];

/**
 * The node's processes. What is in the folder of one (its environment, its files by `root` and `cwd`) is open to any process with its uid
 * and its capabilities, as root of one container has those of root in another: tokens included, and writable even where the mount is
 * read-only.
 */
const PROCESSES = /^\/proc(?:$|\/\d+(?:\/|$))/;

/** Anyone who writes to these has the node: it runs what is in them, or obeys it. */
const PROGRAMS: readonly Place[] = [
  ['/etc', 'configuration of the node'],
  ['/usr', 'programs of the node'],
  ['/bin', 'programs of the node'],
  ['/sbin', 'programs of the node'],
  ['/lib', 'libraries and kernel modules of the node'],
  ['/lib32', 'libraries of the node'],
  ['/lib64', 'libraries of the node'],
  ['/boot', 'the kernel of the node'],
  ['/var/lib/kubelet/config.yaml', 'configuration of the kubelet'],
  ['/opt/cni', 'programs that the node runs as root for every pod'],
  ['/proc', 'settings of the kernel'],
  ['/sys', 'settings of the kernel'],
  ['/var/spool/cron', 'programs that the node runs as root'],
  ['/windows', 'programs of the node'],
  ['/program files', 'programs of the node'],
];

/** Folders under which other filesystems are usually mounted: a read-only mount leaves those writable unless it is recursive. */
const MOUNT_POINTS: ReadonlySet<string> = new Set([
  '/',
  '/dev',
  '/home',
  '/media',
  '/mnt',
  '/proc',
  '/run',
  '/sys',
  '/var',
  '/var/lib',
  '/var/lib/kubelet',
  '/var/lib/kubelet/pods',
]);

/** Sockets through which a client controls the container runtime, and with it the node. */
const SOCKETS: readonly string[] = [
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/run/docker.sock',
  '/run/docker/containerd/containerd.sock',
  '/run/dockershim.sock',
  '/run/k0s/containerd.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '/var/snap/microk8s/common/run/containerd.sock',
  '/pipe/containerd-containerd',
  '/pipe/docker_engine',
];
const SOCKET = /\/(?:docker|dockershim|cri-dockerd|containerd|crio|podman)\.sock(?:\.ttrpc)?$/;

/** What reading a place gives away: itself when it is one of the table or in one, else the first one that it holds. */
export function secretsAt(place: string): string | undefined {
  return found(place, SECRET) ?? (PROCESSES.test(place) ? 'the environment and the files of other containers' : undefined);
}

/** What writing to a place changes on the node. */
export function programsAt(place: string): string | undefined {
  return found(place, PROGRAMS);
}

/** The socket of a container runtime that the place is or holds. */
export function runtimeSocketAt(place: string): string | undefined {
  return SOCKET.test(place) ? place : SOCKETS.find((socket) => isWithin(socket, place));
}

export function holdsMountPoints(place: string): boolean {
  return MOUNT_POINTS.has(place);
}

function found(place: string, table: readonly Place[]): string | undefined {
  for (const [folder, holds] of table) {
    if (isWithin(place, folder)) return holds;
    if (isWithin(folder, place)) return `${holds} (${folder})`;
  }
  return undefined;
}
