import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import { claims, type ClaimView } from '../../../kubernetes/storage/claims';
import { isObject, isUnset, typeName } from '../../../text/json';

export const storageClass = defineRule({
  id: 'workloads/storage-class',
  title: 'PersistentVolumeClaims must set storageClassName',
  description:
    'Without it, the claim gets the default class of the cluster, or none. Claims and the claim templates of StatefulSets, '
    + 'OpenKruise workloads and agent sandboxes count. An empty class passes, since it means none on purpose; so do the legacy '
    + 'annotation, and an input that contains the default StorageClass.',
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
  subject: subject('claims', ({ inventory }) => claims(inventory).map((value) => ({ value, object: value.object }))),
  check: requireStorageClass,
});

const OLD = 'volume.beta.kubernetes.io/storage-class';

function requireStorageClass(
  { metadata, spec: { storageClassName }, path: holder, label }: ClaimView,
  { inventory }: CheckContext,
): readonly Outcome[] {
  const path = `${holder}.storageClassName`;
  if (typeof storageClassName === 'string') return NONE;
  if (!isUnset(storageClassName)) return [undecided(path, `storageClassName is ${typeName(storageClassName)}, not a string`)];
  const { annotations } = metadata;
  if ((isObject(annotations) && typeof annotations[OLD] === 'string') || hasDefaultClass(inventory)) return NONE;
  return [{ path, message: `${label} names no storage class` }];
}

const hasDefaultClass = fact('default StorageClass', (inventory): boolean =>
  inventory
    .byKind('storage.k8s.io', 'StorageClass')
    .some(({ annotations }) => annotations['storageclass.kubernetes.io/is-default-class'] === 'true'),
);
