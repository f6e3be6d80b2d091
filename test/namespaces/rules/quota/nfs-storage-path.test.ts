import { nfsStoragePath } from '../../../../src/namespaces/rules/quota/nfs-storage-path';
import { table } from '../../../support/pods';

const KEY = 'nfs.io/storage-path';
const claim = (value: unknown) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'payments', annotations: { [KEY]: value } },
  spec: {},
});
const at = (message: string) => `PersistentVolumeClaim payments/data metadata.annotations["${KEY}"]: ${message}`;

table(nfsStoragePath, [
  ['no annotation', { ...claim('x'), metadata: { name: 'data' } }, []],
  ['a folder', [claim('payments/data'), claim('/payments'), claim('a..b/...')], []],
  [
    'out of it',
    [claim('../billing'), claim('payments/../../etc'), claim('..')],
    [
      at('the directory "../billing" is outside of that of the claim'),
      at('the directory "payments/../../etc" is outside of that of the claim'),
      at('the directory ".." is outside of that of the claim'),
    ],
  ],
  [
    'the folder of all',
    [claim(''), claim('/'), claim('./'), claim(null)],
    [
      at('the directory "" is the one that all claims share'),
      at('the directory "/" is the one that all claims share'),
      at('the directory "./" is the one that all claims share'),
      at('the directory "" is the one that all claims share'),
    ],
  ],
  ['a wrong type', claim(1), [`? ${at('the annotation is a number, not a string, so the API server rejects the claim')}`]],
  [
    'a claim of a StatefulSet',
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: { volumeClaimTemplates: [{ metadata: { annotations: { [KEY]: '..' } } }] },
    },
    [`StatefulSet db spec.volumeClaimTemplates[0].metadata.annotations["${KEY}"]: the directory ".." is outside of that of the claim`],
  ],
]);
