import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isUnset, typeName } from '../../../text/json';
import { joinPath } from '../../../text/path';

/** What a parameter of a driver has to be, so that its volumes are encrypted. */
interface Parameter {
  readonly name: string;
  readonly value: string;
}

const ENCRYPTED: Parameter = { name: 'encrypted', value: 'true' };

/** Drivers that encrypt when a parameter says so, and not by default. Ends of names: Rook and OpenShift put their namespace in front. */
const BY_PARAMETER: readonly (readonly [driver: string, parameter: Parameter])[] = [
  ['ebs.csi.aws.com', ENCRYPTED],
  ['kubernetes.io/aws-ebs', ENCRYPTED],
  ['driver.longhorn.io', ENCRYPTED],
  ['rbd.csi.ceph.com', ENCRYPTED],
  ['cephfs.csi.ceph.com', ENCRYPTED],
  ['csi.scaleway.com', ENCRYPTED],
  ['pxd.portworx.com', { name: 'secure', value: 'true' }],
  ['kubernetes.io/portworx-volume', { name: 'secure', value: 'true' }],
  ['storage.csi.upcloud.com', { name: 'encryption', value: 'data-at-rest' }],
];

/** Drivers of clouds that encrypt every volume. */
const ALWAYS: ReadonlySet<string> = new Set([
  'pd.csi.storage.gke.io',
  'filestore.csi.storage.gke.io',
  'kubernetes.io/gce-pd',
  'disk.csi.azure.com',
  'file.csi.azure.com',
  'kubernetes.io/azure-disk',
  'kubernetes.io/azure-file',
]);

export const storageEncryption = defineRule({
  id: 'workloads/storage-encryption',
  title: 'StorageClasses must encrypt their volumes',
  description:
    'Disks, snapshots and backups of a volume that is not encrypted can be read by everyone who gets hold of them. Checked is the '
    + 'parameter of drivers that encrypt only if it is set: `encrypted` (AWS EBS, Ceph, Longhorn, Scaleway), `secure` (Portworx) and '
    + '`encryption` (UpCloud). AWS can be set per account and region to encrypt every EBS volume, which no manifest shows: waive the '
    + 'rule there, or set the parameter.\n\n'
    + 'The drivers of Google Cloud and Azure encrypt every volume and pass. Any other driver is unknown, and so is a StorageClass '
    + 'without a driver (`kubernetes.io/no-provisioner`).',
  severity: Severity.MEDIUM,
  fix: 'Set the parameter of the driver, for example `encrypted: "true"`; parameters cannot be changed, so make a new class.',
  sources: [
    'https://kubernetes.io/docs/concepts/storage/storage-classes/#parameters',
    'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md',
    'https://longhorn.io/docs/1.13.1/advanced-resources/security/volume-encryption/',
    'https://upcloud.com/docs/guides/storage-encryption-at-rest/',
  ],
  bad: '{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: fast }, provisioner: ebs.csi.aws.com }',
  good:
    '{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: fast }, provisioner: ebs.csi.aws.com, '
    + 'parameters: { encrypted: "true" } }',
  subject: objectsOfKind('storage.k8s.io/StorageClass'),
  check: requireEncryption,
});

function requireEncryption({ json: { provisioner, parameters } }: KubeObject): readonly Outcome[] {
  if (typeof provisioner !== 'string') return [undecided('provisioner', `provisioner is ${typeName(provisioner)}, not a string`)];
  if (ALWAYS.has(provisioner)) return NONE;
  const [, parameter] = BY_PARAMETER.find(([driver]) => provisioner === driver || provisioner.endsWith(`.${driver}`)) ?? [];
  if (parameter === undefined) return [undecided('provisioner', `whether ${JSON.stringify(provisioner)} encrypts volumes is not known`)];
  const { name, value } = parameter;
  const written = asObject(parameters)[name];
  const path = joinPath('parameters', name);
  if (isUnset(written)) return [{ path, message: `${provisioner} does not encrypt volumes unless ${name} is set` }];
  if (typeof written !== 'string') return [undecided(path, `${name} is ${typeName(written)}, not a string`)];
  return written.toLowerCase() === value
    ? NONE
    : [{ path, message: `${name} is ${JSON.stringify(written)}, so volumes are not encrypted` }];
}
