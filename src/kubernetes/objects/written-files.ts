import { posix } from 'node:path';
import { asArray, asObject, isObject, type JsonObject } from '../../text/json';
import { fact } from './fact';
import type { KubeObject } from './object';

/** A file that an object has written to nodes, with what it states of its mode and owner. */
export interface WrittenFile {
  readonly object: KubeObject;
  /** Absolute path on the node. */
  readonly hostPath: string;
  /** Path of the entry within the object. */
  readonly entry: string;
  readonly permissions: unknown;
  readonly owner: unknown;
  /** What writes it: their defaults differ. */
  readonly format: 'cloud-config' | 'ignition' | 'unknown';
}

/** Kinds of Cluster API with a KubeadmConfigSpec, and where it is. */
const CARRIERS: readonly (readonly [group: string, kind: string, path: readonly string[]])[] = [
  ['bootstrap.cluster.x-k8s.io', 'KubeadmConfig', ['spec']],
  ['bootstrap.cluster.x-k8s.io', 'KubeadmConfigTemplate', ['spec', 'template', 'spec']],
  ['controlplane.cluster.x-k8s.io', 'KubeadmControlPlane', ['spec', 'kubeadmConfigSpec']],
  ['controlplane.cluster.x-k8s.io', 'KubeadmControlPlaneTemplate', ['spec', 'template', 'spec', 'kubeadmConfigSpec']],
];

/** The files that objects of Cluster API have written to nodes. */
export const writtenFiles = fact('files that Cluster API writes', (inventory): readonly WrittenFile[] =>
  CARRIERS.flatMap(([group, kind, path]) => inventory.byKind(group, kind).flatMap((object) => filesOf(object, path))),
);

function filesOf(object: KubeObject, path: readonly string[]): readonly WrittenFile[] {
  const spec = path.reduce<JsonObject>((at, key) => asObject(at[key]), object.json);
  return asArray(spec.files).flatMap((file, index): readonly WrittenFile[] => {
    if (!isObject(file) || typeof file.path !== 'string') return [];
    const entry = `${path.join('.')}.files[${index}]`;
    return [
      {
        object,
        hostPath: posix.normalize(file.path),
        entry,
        permissions: file.permissions,
        owner: file.owner,
        format: formatOf(spec.format),
      },
    ];
  });
}

function formatOf(format: unknown): WrittenFile['format'] {
  if (format === undefined || format === null || format === '' || format === 'cloud-config') return 'cloud-config';
  return format === 'ignition' ? 'ignition' : 'unknown';
}
