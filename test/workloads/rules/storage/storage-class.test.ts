import { storageClass } from '../../../../src/workloads/rules/storage/storage-class';
import { table } from '../../../support/pods';
import { deployment, workload } from '../../../support/workloads';

const claim = (spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', ...metadata },
  spec: { accessModes: ['ReadWriteOnce'], ...spec },
});
const defaultClass = (value: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': value } },
  provisioner: 'example.com/disk',
});
const NONE = 'PersistentVolumeClaim data spec.storageClassName: the claim names no storage class';

table(storageClass, [
  ['unset and null', [claim(), claim({ storageClassName: null })], [NONE, NONE]],
  ['a class, or none on purpose', [claim({ storageClassName: 'fast' }), claim({ storageClassName: '' })], []],
  ['the old annotation', claim({}, { annotations: { 'volume.beta.kubernetes.io/storage-class': 'fast' } }), []],
  ['the default class is in the input', [claim(), defaultClass('true')], []],
  ['another class is', [claim(), defaultClass('false')], [NONE]],
  [
    'templates of a StatefulSet',
    workload('StatefulSet', { volumeClaimTemplates: [claim({ storageClassName: 'fast' }), claim(), { spec: {} }] }),
    [
      'StatefulSet api spec.volumeClaimTemplates[1].spec.storageClassName: claim "data" names no storage class',
      'StatefulSet api spec.volumeClaimTemplates[2].spec.storageClassName: claim 2 names no storage class',
    ],
  ],
  ['workloads without', [workload('StatefulSet'), deployment()], []],
  [
    'what the server rejects',
    claim({ storageClassName: 1 }),
    ['? PersistentVolumeClaim data spec.storageClassName: storageClassName is a number, not a string'],
  ],
]);
