import type { ComponentFlags } from '../../../kubernetes/components/component-flags';
import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';
import { joinPath } from '../../../text/path';

/** A place of the API server's file system that comes from outside its container. */
export interface Mount {
  readonly mountPath: string;
  readonly readOnly: boolean;
  /** Where it is on the node; undefined when it is not a host path, or cannot be told. */
  readonly hostPath: string | undefined;
  /** The kind of volume: `hostPath`, `emptyDir`, …; '' when the volume is not there. */
  readonly volume: string;
  /** The volume as it is written. */
  readonly source: JsonObject;
  /** The part of the volume that is mounted; '' for all of it. */
  readonly subPath: string;
  /** Where the mount is written; undefined for those that kubeadm adds by itself. */
  readonly path: string | undefined;
}

/** All mounts of an API server, and where another would be written. */
export interface Mounts {
  readonly path: string;
  readonly mounts: readonly Mount[];
}

export function mountsOf(server: ComponentFlags): Mounts {
  return server.source === 'kubeadm' ? kubeadmMounts(server) : containerMounts(server);
}

/** The mount in which a file of the container lies: the innermost one. */
export function mountFor({ mounts }: Mounts, file: string): Mount | undefined {
  const holders = mounts.filter(({ mountPath }) => within(file, mountPath));
  return holders.reduce<Mount | undefined>(
    (best, mount) => (best && best.mountPath.length > mount.mountPath.length ? best : mount),
    undefined,
  );
}

/** The path on the node of a file in the container. */
export function hostPathOf(mount: Mount, file: string): string | undefined {
  return mount.hostPath === undefined ? undefined : tidy(mount.hostPath + relative(mount, file));
}

/** The path of a file within its volume, without slash in front. */
export function pathInVolume(mount: Mount, file: string): string {
  return tidy(mount.subPath + relative(mount, file)).slice(1);
}

/** The path of a file below its mount, with a slash in front; '' for the mount itself. */
function relative({ mountPath }: Mount, file: string): string {
  return mountPath === '/' ? tidy(file) : tidy(file).slice(tidy(mountPath).length);
}

function within(file: string, folder: string): boolean {
  const [inner, outer] = [tidy(file), tidy(folder)];
  return inner === outer || inner.startsWith(outer === '/' ? '/' : `${outer}/`);
}

function tidy(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Source: cmd/kubeadm/app/phases/controlplane/volumes.go */
function kubeadmMounts({ object, clusterConfiguration, clusterConfigurationPath }: ComponentFlags): Mounts {
  const config: JsonObject = clusterConfiguration ?? object.json;
  const path = joinPath(clusterConfigurationPath ?? '', 'apiServer', 'extraVolumes');
  const own = [asString(config.certificatesDir) ?? '/etc/kubernetes/pki', '/etc/ssl/certs'].map((folder) => ({
    mountPath: folder,
    hostPath: folder,
    readOnly: true,
    volume: 'hostPath',
    source: {},
    subPath: '',
    path: undefined,
  }));
  const extra = asArray(asObject(config.apiServer).extraVolumes).flatMap((item, index) => {
    const { mountPath, hostPath, readOnly } = asObject(item);
    if (typeof mountPath !== 'string' || mountPath === '') return [];
    return [
      {
        mountPath,
        hostPath: asString(hostPath),
        readOnly: readOnly === true,
        volume: 'hostPath',
        source: {},
        subPath: '',
        path: `${path}[${index}]`,
      },
    ];
  });
  return { path, mounts: [...own, ...extra] };
}

function containerMounts({ pod, container }: ComponentFlags): Mounts {
  const volumes = new Map<string, JsonObject>();
  for (const volume of asArray(pod?.spec.volumes)) {
    if (isObject(volume) && typeof volume.name === 'string') volumes.set(volume.name, volume);
  }
  const path = joinPath(container!.path, 'volumeMounts');
  const mounts = asArray(container!.spec.volumeMounts).flatMap((item, index) => {
    const { mountPath, name, readOnly, subPath, subPathExpr } = asObject(item);
    if (typeof mountPath !== 'string' || mountPath === '' || typeof name !== 'string') return [];
    const volume = volumes.get(name) ?? {};
    const root = asString(asObject(volume.hostPath).path);
    const known = root !== undefined && !(typeof subPathExpr === 'string' && subPathExpr !== '');
    return [
      {
        mountPath,
        readOnly: readOnly === true,
        source: volume,
        subPath: asString(subPath) ?? '',
        path: `${path}[${index}]`,
        hostPath: known ? tidy(`${root}/${asString(subPath) ?? ''}`) : undefined,
        volume: Object.keys(volume).find((key) => key !== 'name') ?? '',
      },
    ];
  });
  return { path, mounts };
}
