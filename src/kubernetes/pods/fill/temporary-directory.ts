import { posix } from 'node:path';
import { asArray, asObject, isUnset } from '../../../text/json';
import { claimsOf } from '../../storage/claims';
import type { ContainerView, PodView } from '../pod-view';
import { fill, isOpen, type Fill, type FillContext, type PodFiller } from './filler';

const PATH = '/tmp';

/** The containers share one volume, of a name that is free. Lists of a wrong type stay. */
export const fillTemporaryDirectory = {
  name: 'temporaryDirectory',
  isAsked: true,
  sets: 'an `emptyDir` at `/tmp` for every container with a read-only root filesystem',
  unless: 'something is mounted at `/tmp`, below or above it',
  isLinuxOnly: true,
  fills: temporaryDirectoryFills,
} as const satisfies PodFiller;

function temporaryDirectoryFills(
  pod: PodView,
  { fillsRootFilesystem, temporaryDirectorySize: sizeLimit }: Pick<FillContext, 'fillsRootFilesystem' | 'temporaryDirectorySize'>,
): Fill[] {
  const { volumes } = pod.spec;
  if (!isUnset(volumes) && !Array.isArray(volumes)) return [];
  const targets = pod.containers.filter((container) => needsOne(container, fillsRootFilesystem));
  if (targets.length === 0) return [];
  const name = freeName(pod);
  return [
    append(pod.path, 'volumes', volumes, { name, emptyDir: { sizeLimit } }),
    ...targets.map(({ path, spec }) => append(path, 'volumeMounts', spec.volumeMounts, { name, mountPath: PATH })),
  ];
}

function append(
  base: string,
  list: string,
  present: unknown,
  entry: { readonly [key: string]: string | { readonly sizeLimit: string } },
): Fill {
  return Array.isArray(present) ? fill(base, [list, present.length], entry) : fill(base, [list], [entry]);
}

function needsOne({ spec, securityContext: { readOnlyRootFilesystem: readOnly } }: ContainerView, filled: boolean): boolean {
  if (readOnly !== true && !(filled && isOpen(spec.securityContext) && isUnset(readOnly))) return false;
  const { volumeMounts: mounts, volumeDevices: devices } = spec;
  if ([mounts, devices].some((list) => !isUnset(list) && !Array.isArray(list))) return false;
  const paths = [
    ...asArray(mounts).map((mount) => asObject(mount).mountPath),
    ...asArray(devices).map((device) => asObject(device).devicePath),
  ];
  return !paths.some((path) => typeof path === 'string' && overlaps(path));
}

/** Relative paths count from the root, as the kubelet has it. */
function overlaps(path: string): boolean {
  const absolute = posix.resolve('/', path);
  return absolute === '/' || absolute === PATH || absolute.startsWith(`${PATH}/`);
}

/**
 * Neither the name of a volume, nor of a claim template, whose volume the controller puts in the place of one of that name, nor one that a
 * container mounts already: an operator or a webhook may add its volume.
 */
function freeName({ object, spec, containers }: PodView): string {
  const taken = new Set([
    ...asArray(spec.volumes).map((volume) => asObject(volume).name),
    ...claimsOf(object).map(({ metadata }) => metadata.name),
    ...containers.flatMap(({ spec: { volumeMounts, volumeDevices } }) =>
      [...asArray(volumeMounts), ...asArray(volumeDevices)].map((mount) => asObject(mount).name),
    ),
  ]);
  let name = 'tmp';
  for (let count = 2; taken.has(name); count += 1) name = `tmp-${count}`;
  return name;
}
