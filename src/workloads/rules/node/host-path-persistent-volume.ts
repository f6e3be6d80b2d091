import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isObject, isUnset, typeName } from '../../../text/json';
import { placeOf } from './host-paths';
import { programsAt, runtimeSocketAt, secretsAt } from './sensitive-places';

export const hostPathPersistentVolume = defineRule({
  id: 'workloads/host-path-persistent-volume',
  title: 'PersistentVolumes must not use hostPath, or local on a sensitive path',
  description:
    'Through its claim, a pod that Pod Security admits mounts the directory of the node. Any `hostPath` is a violation. '
    + '`local`, which the scheduler takes into account and which is meant for disks, is a violation only for directories in which '
    + 'the node keeps keys, tokens, programs or the socket of the container runtime.',
  severity: Severity.HIGH,
  fix: 'Use a CSI driver; for disks of a node use `local` on a directory that contains nothing else.',
  sources: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation',
  ],
  bad:
    '{ apiVersion: v1, kind: PersistentVolume, metadata: { name: data }, '
    + 'spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], hostPath: { path: /data } } }',
  good:
    '{ apiVersion: v1, kind: PersistentVolume, metadata: { name: data }, '
    + 'spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], local: { path: /mnt/disks/1 }, nodeAffinity: '
    + '{ required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [node-1] }] }] } } } }',
  subject: objectsOfKind('/PersistentVolume'),
  check: forbidHostPaths,
});

function forbidHostPaths({ json: { spec } }: KubeObject): readonly Outcome[] {
  if (!isObject(spec)) return [undecided('spec', `the spec of the volume is ${typeName(spec)}, not a mapping`)];
  const source = (['hostPath', 'local'] as const).find((key) => !isUnset(spec[key]));
  if (source === undefined) return NONE;
  const value = spec[source];
  if (!isObject(value)) return [undecided(`spec.${source}`, `${source} is ${typeName(value)}, not a mapping`)];
  const path = `spec.${source}.path`;
  const place = placeOf(value, path, 'the volume');
  if (!('place' in place)) return [place];
  const holds =
    secretsAt(place.place)
    ?? programsAt(place.place)
    ?? (runtimeSocketAt(place.place) === undefined ? undefined : 'the socket of the container runtime');
  if (source === 'local' && holds === undefined) return NONE;
  return [{ path, message: `the volume is ${place.place} of the node${holds === undefined ? '' : `: ${holds}`}` }];
}
