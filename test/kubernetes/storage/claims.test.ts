import { claims } from '../../../src/kubernetes/storage/claims';
import { inventoryOf } from '../../support/findings';

const CLAIM = { metadata: { name: 'data' }, spec: { storageClassName: 'fast' } };
const object = (apiVersion: string, kind: string, fields: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'a', namespace: 'n' },
  ...fields,
});
const found = (...manifests: readonly object[]) =>
  claims(inventoryOf(manifests)).map(({ object: { kind }, namespace, path, metadataPath, label, spec }) => [
    kind,
    namespace,
    path,
    metadataPath,
    label,
    spec.storageClassName,
  ]);

test('a claim, and those that are made for each pod, in input order', () => {
  const templates = { spec: { volumeClaimTemplates: [CLAIM, { spec: {} }] } };
  expect(
    found(
      object('apps/v1', 'StatefulSet', templates),
      object('v1', 'PersistentVolumeClaim', { spec: { storageClassName: 'slow' } }),
      object('apps.kruise.io/v1beta1', 'CloneSet', { spec: { volumeClaimTemplates: [CLAIM] } }),
    ),
  ).toEqual([
    ['StatefulSet', 'n', 'spec.volumeClaimTemplates[0].spec', 'spec.volumeClaimTemplates[0].metadata', 'claim "data"', 'fast'],
    ['StatefulSet', 'n', 'spec.volumeClaimTemplates[1].spec', 'spec.volumeClaimTemplates[1].metadata', 'claim 1', undefined],
    ['PersistentVolumeClaim', 'n', 'spec', 'metadata', 'the claim', 'slow'],
    ['CloneSet', 'n', 'spec.volumeClaimTemplates[0].spec', 'spec.volumeClaimTemplates[0].metadata', 'claim "data"', 'fast'],
  ]);
});

test.each<[string, object]>([
  ['a Deployment has none', object('apps/v1', 'Deployment', { spec: { volumeClaimTemplates: [CLAIM] } })],
  ['what is not a list', object('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates: CLAIM } })],
  ['no spec', object('apps/v1', 'StatefulSet', {})],
  ['the kind in another group', object('example.com/v1', 'PersistentVolumeClaim', { spec: {} })],
])('%s', (_, manifest) => expect(found(manifest)).toEqual([]));
