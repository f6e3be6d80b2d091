import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { asArray, asObject, isObject, typeName } from '../../../text/json';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isUnset } from '../../../kubernetes/pods/security/read';

export const storageClass = defineRule({
  id: 'workloads/storage-class',
  title: 'PersistentVolumeClaims must set storageClassName',
  description:
    'Without it, the claim gets the default class of the cluster, or none. Claims and the claim templates of StatefulSets '
    + 'count. An empty class passes, since it means none on purpose; so do the legacy annotation, and an input that contains the '
    + 'default StorageClass.',
  severity: Severity.LOW,
  fix: 'Set `storageClassName`.',
  sources: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1'],
  bad:
    '{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, '
    + 'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }',
  good:
    '{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, '
    + 'spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }',
  operations: true,
  subject: objectsOfKind('/PersistentVolumeClaim', 'apps/StatefulSet'),
  check: requireStorageClass,
});

const OLD = 'volume.beta.kubernetes.io/storage-class';

function requireStorageClass(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  if (object.kind === 'PersistentVolumeClaim') return judgeClaim(object.json, '', inventory, 'the claim');
  return asArray(asObject(object.json.spec).volumeClaimTemplates).flatMap((template, index) => {
    const claim = asObject(template);
    const { name } = asObject(claim.metadata);
    return judgeClaim(
      claim,
      `spec.volumeClaimTemplates[${index}].`,
      inventory,
      typeof name === 'string' ? `claim ${JSON.stringify(name)}` : `claim ${index}`,
    );
  });
}

function judgeClaim(
  { metadata, spec }: Readonly<Record<string, unknown>>,
  base: string,
  inventory: Inventory,
  label: string,
): readonly Outcome[] {
  const path = `${base}spec.storageClassName`;
  const { storageClassName } = asObject(spec);
  if (typeof storageClassName === 'string') return NONE;
  if (!isUnset(storageClassName)) return [undecided(path, `storageClassName is ${typeName(storageClassName)}, not a string`)];
  const annotations = asObject(metadata).annotations;
  if ((isObject(annotations) && typeof annotations[OLD] === 'string') || inventory.derive(hasDefaultClass)) return NONE;
  return [{ path, message: `${label} names no storage class` }];
}

function hasDefaultClass(inventory: Inventory): boolean {
  return inventory
    .byKind('storage.k8s.io', 'StorageClass')
    .some(({ annotations }) => annotations['storageclass.kubernetes.io/is-default-class'] === 'true');
}
