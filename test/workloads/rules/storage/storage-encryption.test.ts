import { storageEncryption } from '../../../../src/workloads/rules/storage/storage-encryption';
import { table } from '../../../support/pods';

const storageClass = (provisioner: unknown, parameters?: unknown) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast' },
  provisioner,
  parameters,
});
const at = (text: string) => `StorageClass fast ${text}`;
const unset = (driver: string, name = 'encrypted') => at(`parameters.${name}: ${driver} does not encrypt volumes unless ${name} is set`);

table(storageEncryption, [
  ['unset', storageClass('ebs.csi.aws.com'), [unset('ebs.csi.aws.com')]],
  ['null', storageClass('ebs.csi.aws.com', { encrypted: null }), [unset('ebs.csi.aws.com')]],
  ['no parameters', storageClass('ebs.csi.aws.com', {}), [unset('ebs.csi.aws.com')]],
  ['true', storageClass('ebs.csi.aws.com', { encrypted: 'true' }), []],
  ['in other letters', storageClass('kubernetes.io/aws-ebs', { encrypted: 'True' }), []],
  [
    'false',
    storageClass('ebs.csi.aws.com', { encrypted: 'false' }),
    [at('parameters.encrypted: encrypted is "false", so volumes are not encrypted')],
  ],
  [
    'empty',
    storageClass('ebs.csi.aws.com', { encrypted: '' }),
    [at('parameters.encrypted: encrypted is "", so volumes are not encrypted')],
  ],
  ['a key alone', storageClass('ebs.csi.aws.com', { kmsKeyId: 'arn' }), [unset('ebs.csi.aws.com')]],
  [
    'not a string',
    storageClass('ebs.csi.aws.com', { encrypted: true }),
    [`? ${at('parameters.encrypted: encrypted is a boolean, not a string')}`],
  ],
  [
    'Ceph of Rook',
    storageClass('rook-ceph.rbd.csi.ceph.com', { encrypted: 'false' }),
    [at('parameters.encrypted: encrypted is "false", so volumes are not encrypted')],
  ],
  ['Ceph of Rook, encrypted', storageClass('rook-ceph.cephfs.csi.ceph.com', { encrypted: 'true' }), []],
  ['Portworx', storageClass('pxd.portworx.com'), [unset('pxd.portworx.com', 'secure')]],
  ['UpCloud', storageClass('storage.csi.upcloud.com', { encryption: 'data-at-rest' }), []],
  ['a cloud that always does', [storageClass('pd.csi.storage.gke.io'), storageClass('disk.csi.azure.com')], []],
  [
    'another driver',
    storageClass('example.com/disk'),
    [`? ${at('provisioner: whether "example.com/disk" encrypts volumes is not known')}`],
  ],
  [
    'a name that only ends alike',
    storageClass('notebs.csi.aws.com'),
    [`? ${at('provisioner: whether "notebs.csi.aws.com" encrypts volumes is not known')}`],
  ],
  ['no driver', storageClass(undefined), [`? ${at('provisioner: provisioner is nothing, not a string')}`]],
]);
