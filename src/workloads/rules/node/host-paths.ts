import { undecided, type Outcome } from '../../../engine/rule';
import { memo } from '../../../kubernetes/objects/memo';
import { nodePath } from '../../../kubernetes/pods/node-path';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { entriesOf, volumeLabel } from '../../../kubernetes/pods/security/read';
import { asArray, isObject, isUnset, type JsonObject, typeName } from '../../../text/json';
import { volumeCause } from '../pod-security-rule';

/** A part of the node that a container is given, or that a volume offers though nothing mounts it. */
export interface HostMount {
  /** `container "agent"`, or `volume "etc"` when nothing mounts it. */
  readonly label: string;
  /** Path of the mount, or of the volume's path. */
  readonly path: string;
  /** What of the node it is, in the form of `nodePath`: the volume's path with the mount's `subPath`. */
  readonly place: string;
  readonly mounted: boolean;
  /** False unless the mount says `readOnly: true`. */
  readonly readOnly: boolean;
  /** Whether what is mounted below that place is read-only too. */
  readonly recursive: boolean;
  /** Where the volume is. */
  readonly volume: string;
}

/** What a pod has of its node through `hostPath` volumes. */
export interface HostMounts {
  readonly mounts: readonly HostMount[];
  /** Volumes and mounts of which that cannot be said. */
  readonly undecided: readonly Outcome[];
}

const NONE: HostMounts = { mounts: [], undecided: [] };

/** What a pod has. */
export const hostMounts: (pod: PodView) => HostMounts = memo((pod: PodView) =>
  asArray(pod.spec.volumes).some((volume) => isObject(volume) && isObject(volume.hostPath)) ? read(pod) : NONE,
);

/** The fields that say so. */
export const HOST_PATH_FIELDS = ['spec.volumes[*].hostPath', 'spec.containers[*].volumeMounts'] as const;

/**
 * Checks each of them; what cannot be read stays unknown.
 *
 * @param leads whether what it finds says of the volume what matters most
 */
export function judgeHostMounts(pod: PodView, judge: (mount: HostMount) => string | undefined, leads = false): readonly Outcome[] {
  const { mounts, undecided: rest } = hostMounts(pod);
  if (mounts.length === 0) return rest;
  return [
    ...rest,
    ...mounts.flatMap((mount) => {
      const message = judge(mount);
      return message === undefined ? [] : [{ path: mount.path, message, cause: { ...volumeCause({ path: mount.volume }), leads } }];
    }),
  ];
}

interface HostVolume {
  readonly label: string;
  readonly path: string;
  readonly place: string;
}

/** The place of a `hostPath` (or `local`) source, or why there is none. */
export function placeOf(source: JsonObject, path: string, label: string): { readonly place: string } | Outcome {
  const text = source.path;
  if (typeof text !== 'string') {
    return undecided(
      path,
      isUnset(text) ? `${label} names no path of the node` : `the path of ${label} is ${typeName(text)}, not a string`,
    );
  }
  if (text === '') return undecided(path, `${label} names no path of the node`);
  if (/\$\{|\{\{/.test(text)) return undecided(path, `the path of ${label} contains a placeholder: ${text}`);
  const place = nodePath(text);
  return place === undefined ? undecided(path, `the path of ${label} goes up (..), which the API server rejects`) : { place };
}

function read(pod: PodView): HostMounts {
  const volumes = new Map<unknown, HostVolume>();
  const open: Outcome[] = [];
  for (const [index, volume] of entriesOf(pod.spec.volumes)) {
    if (!isObject(volume.hostPath)) continue;
    const [label, path] = [volumeLabel(volume, index), `${pod.path}.volumes[${index}].hostPath.path`];
    const place = placeOf(volume.hostPath, path, label);
    if ('place' in place) volumes.set(volume.name, { label, path, ...place });
    else open.push(place);
  }
  const mounts: HostMount[] = [];
  const used = new Set<unknown>();
  for (const container of pod.containers) {
    const list = container.spec.volumeMounts;
    if (!isUnset(list) && !Array.isArray(list)) {
      open.push(undecided(`${container.path}.volumeMounts`, `volumeMounts of ${container.label} is ${typeName(list)}, not a list`));
    }
    for (const [index, mount] of entriesOf(list)) {
      const volume = volumes.get(mount.name);
      if (!volume) continue;
      used.add(mount.name);
      if (isUnset(mount.readOnly) || typeof mount.readOnly === 'boolean') mounts.push(mountOf(container, mount, index, volume));
      else {
        open.push(
          undecided(
            `${container.path}.volumeMounts[${index}].readOnly`,
            `readOnly of ${container.label} is ${typeName(mount.readOnly)}, not a boolean`,
          ),
        );
      }
    }
  }
  for (const [name, volume] of volumes) {
    if (!used.has(name)) mounts.push({ ...volume, volume: volume.path, mounted: false, readOnly: true, recursive: true });
  }
  return { mounts, undecided: open };
}

/** A `subPath` narrows the volume; a `subPathExpr` is known at run time only, so that the whole volume counts. */
function mountOf({ label, path }: ContainerView, mount: JsonObject, index: number, volume: HostVolume): HostMount {
  const below = typeof mount.subPath === 'string' && mount.subPath !== '' ? nodePath(`${volume.place}/${mount.subPath}`) : undefined;
  const readOnly = mount.readOnly === true;
  return {
    label,
    path: `${path}.volumeMounts[${index}]`,
    place: below ?? volume.place,
    volume: volume.path,
    mounted: true,
    readOnly,
    recursive: readOnly && (mount.recursiveReadOnly === 'Enabled' || mount.recursiveReadOnly === 'IfPossible'),
  };
}
