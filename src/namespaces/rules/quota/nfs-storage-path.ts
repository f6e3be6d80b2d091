import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { claims, type ClaimView } from '../../../kubernetes/storage/claims';
import { asObject, isObject, typeName } from '../../../text/json';
import { joinPath } from '../../../text/path';

const ANNOTATION = 'nfs.io/storage-path';

export const nfsStoragePath = defineRule({
  id: 'namespaces/nfs-storage-path',
  title: "The annotation nfs.io/storage-path must not point outside the claim's own directory",
  description:
    'The NFS subdir external provisioner uses the annotation if its StorageClass sets `pathPattern`. With `..` a claim reaches '
    + 'the directories of other tenants, and an empty path means the directory of all claims. Whether the directory belongs to '
    + 'the namespace is not checked.',
  severity: Severity.HIGH,
  fix: `Set ${ANNOTATION} to a separate directory for the claim, without "..".`,
  sources: ['https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner'],
  bad:
    '{ apiVersion: v1, kind: PersistentVolumeClaim, '
    + `metadata: { name: data, namespace: payments, annotations: { ${ANNOTATION}: ../billing } }, spec: { storageClassName: nfs-client } }`,
  good:
    '{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data, namespace: payments, '
    + `annotations: { ${ANNOTATION}: payments/data } }, spec: { storageClassName: nfs-client } }`,
  subject: {
    name: 'claims that name their directory on an NFS export',
    select: ({ inventory }) =>
      claims(inventory)
        .filter(({ metadata: { annotations } }) => isObject(annotations) && Object.hasOwn(annotations, ANNOTATION))
        .map((value) => ({ value, object: value.object })),
  },
  check: staysWithin,
});

function staysWithin({ metadata, metadataPath }: ClaimView): readonly Outcome[] {
  const value = asObject(metadata.annotations)[ANNOTATION] ?? '';
  const path = joinPath(`${metadataPath}.annotations`, ANNOTATION);
  if (typeof value !== 'string') {
    return [undecided(path, `the annotation is ${typeName(value)}, not a string, so the API server rejects the claim`)];
  }
  const folders = value.split('/').filter((folder) => folder !== '' && folder !== '.');
  if (folders.includes('..')) return [{ path, message: `the directory ${JSON.stringify(value)} is outside of that of the claim` }];
  return folders.length > 0 ? NONE : [{ path, message: `the directory ${JSON.stringify(value)} is the one that all claims share` }];
}
