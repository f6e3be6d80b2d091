import { allowedSecrets } from '../../../../src/workloads/rules/definition/allowed-secrets';
import { findings } from '../../../support/findings';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const volumes = (...list: readonly unknown[]) => pod({ volumes: list });
const found = (place: string, name = 'root') => `Pod api spec.${place}: the pod uses the Secret default/${name}, which is not allowed`;
const env = (name: unknown, optional?: boolean) => ({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name, key: 'k', optional } } }] });

table(
  allowedSecrets,
  [
    ['none', [pod(), volumes(), pod({ volumes: null })], []],
    ['allowed', [volumes({ name: 's', secret: { secretName: 'api-db' } }), withContainer(env('api-db'))], []],
    ['a volume', volumes({ name: 's', secret: { secretName: 'root' } }), [found('volumes[0].secret.secretName')]],
    [
      'a projected volume',
      volumes({ name: 's', projected: { sources: [{ secret: { name: 'api-a' } }, { secret: { name: 'root' } }] } }),
      [found('volumes[0].projected.sources[1].secret.name')],
    ],
    [
      'a variable, also where it is optional',
      withContainer(env('root', true)),
      [found('containers[0].env[0].valueFrom.secretKeyRef.name')],
    ],
    [
      'all variables of one, in each list',
      inEachList({ envFrom: [{ secretRef: { name: 'root' } }] }),
      [
        found('containers[0].envFrom[0].secretRef.name'),
        found('ephemeralContainers[0].envFrom[0].secretRef.name'),
        found('initContainers[0].envFrom[0].secretRef.name'),
      ],
    ],
    [
      'another namespace',
      pod({ volumes: [{ name: 's', secret: { secretName: 'api-db' } }] }, { namespace: 'other' }),
      ['Pod other/api spec.volumes[0].secret.secretName: the pod uses the Secret other/api-db, which is not allowed'],
    ],
    ['for the kubelet', pod({ imagePullSecrets: [{ name: 'root' }] }), []],
    ['unset, empty and wrong types', [volumes({ name: 's', secret: {} }), volumes(7), withContainer(env('')), withContainer(env(7))], []],
  ],
  { names: ['default/api-*'] },
);

test('unset, the rule asks nothing; an empty list allows none', () => {
  expect(findings(allowedSecrets, [withContainer(env('api'))])).toEqual([]);
  expect(findings(allowedSecrets, [withContainer(env('api'))], { options: { names: [] } })).toEqual([
    found('containers[0].env[0].valueFrom.secretKeyRef.name', 'api'),
  ]);
});
