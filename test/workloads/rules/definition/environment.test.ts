import { duplicateEnvironment } from '../../../../src/workloads/rules/definition/duplicate-environment';
import { missingSource } from '../../../../src/workloads/rules/definition/missing-source';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const env = (...entries: unknown[]) => withContainer({ env: entries });
const again = (index: number, name: string) =>
  `Pod api spec.containers[0].env[${index}]: container "api" names the variable "${name}" again, which hides the earlier one`;

describe('workloads/duplicate-environment', () =>
  table(duplicateEnvironment, [
    [
      'each list',
      inEachList({
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      }),
      [
        again(1, 'A'),
        'Pod api spec.ephemeralContainers[0].env[1]: ephemeral container "debug" names the variable "A" again, which hides the earlier one',
        'Pod api spec.initContainers[0].env[1]: init container "setup" names the variable "A" again, which hides the earlier one',
      ],
    ],
    [
      'a third',
      env({ name: 'A', value: '1' }, { name: 'B', value: '1' }, { name: 'A', value: '1' }, { name: 'A' }),
      [again(2, 'A'), again(3, 'A')],
    ],
    ['one that builds on the earlier', env({ name: 'PATH', value: '/bin' }, { name: 'PATH', value: '$(PATH):/opt/bin' }), []],
    [
      'one that is only the earlier, or comes from elsewhere',
      env({ name: 'A', value: '1' }, { name: 'A', value: '$(A)' }, { name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }),
      [again(1, 'A'), again(2, 'A')],
    ],
    [
      'differing case, and another container',
      [
        env({ name: 'A', value: '1' }, { name: 'a', value: '2' }),
        pod({
          containers: [
            { name: 'x', env: [{ name: 'A' }, { name: 'B' }] },
            { name: 'y', env: [{ name: 'A' }] },
          ],
        }),
      ],
      [],
    ],
    ['unset, null and empty', [pod(), withContainer({ env: null }), env(), env(null, null), env({ value: '1' }, { value: '2' })], []],
  ]));

const map = (data: object, name = 'api', namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
});
const secret = (data: object, name = 'db') => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: data });
const fromMap = (name: string, key: string, more: object = {}) =>
  env({ name: 'MODE', valueFrom: { configMapKeyRef: { name, key, ...more } } });
const fromSecret = (name: string, key: string) => env({ name: 'PW', valueFrom: { secretKeyRef: { name, key } } });
const OPERATORS = [
  { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'a' }, spec: { target: { name: 'from-vault' } } },
  { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'own-name' }, spec: {} },
  {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name: 'sealed' },
    spec: { template: { metadata: { name: 'unsealed' } } },
  },
  { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'c' }, spec: { secretName: 'cert' } },
];
const needs = (message: string) =>
  `Pod api spec.containers[0].env[0].valueFrom.configMapKeyRef: the variable "MODE" of container "api" needs the ${message}`;

describe('workloads/missing-source', () =>
  table(missingSource, [
    ['key and object are there', [fromMap('api', 'mode'), map({ mode: 'fast' })], []],
    ['the key is not', [fromMap('api', 'mood'), map({ mode: 'fast' })], [needs('key "mood" of the ConfigMap "api", which has none')]],
    [
      'a key that every mapping has',
      [fromMap('api', 'constructor'), map({ mode: 'fast' })],
      [needs('key "constructor" of the ConfigMap "api", which has none')],
    ],
    [
      'the object is not, among others',
      [fromMap('app', 'mode'), map({ mode: 'fast' })],
      [`? ${needs('ConfigMap "app", which is not in the input')}`],
    ],
    ['the input holds none of the kind in the namespace', [fromMap('app', 'mode'), map({}, 'api', 'other'), secret({})], []],
    ['optional', [fromMap('app', 'mode', { optional: true }), fromMap('api', 'mood', { optional: true }), map({})], []],
    [
      'an object that holds nothing yet',
      [fromMap('api', 'mood'), map({})],
      [`? ${needs('key "mood" of the ConfigMap "api", which is empty: something may fill it')}`],
    ],
    ['a token that the controller makes', [fromSecret('db', 'token'), { ...secret({}), type: 'kubernetes.io/service-account-token' }], []],
    [
      'not optional, said',
      [fromMap('api', 'mood', { optional: false }), map({ mode: 'fast' })],
      [needs('key "mood" of the ConfigMap "api", which has none')],
    ],
    [
      'what an operator makes',
      [...['from-vault', 'own-name', 'unsealed', 'cert'].map((name) => fromSecret(name, 'password')), secret({ x: 'y' }), ...OPERATORS],
      [],
    ],
    ['what Kubernetes makes', [pod({ volumes: [{ name: 'ca', configMap: { name: 'kube-root-ca.crt' } }] }), map({})], []],
    [
      'a key of a Secret',
      [fromSecret('db', 'password'), fromSecret('db', 'word'), secret({ password: 'x' })],
      [
        'Pod api spec.containers[0].env[0].valueFrom.secretKeyRef: the variable "PW" of container "api" needs the key "word" of the '
          + 'Secret "db", which has none',
      ],
    ],
    [
      'whole objects',
      [
        withContainer({
          envFrom: [
            { configMapRef: { name: 'api' } },
            { configMapRef: { name: 'app' } },
            { secretRef: { name: 'pw' } },
            { secretRef: { name: 'pw', optional: true } },
          ],
        }),
        map({}),
        secret({}),
      ],
      [
        '? Pod api spec.containers[0].envFrom[1].configMapRef: container "api" needs the ConfigMap "app", which is not in the input',
        '? Pod api spec.containers[0].envFrom[2].secretRef: container "api" needs the Secret "pw", which is not in the input',
      ],
    ],
    [
      'volumes',
      [
        pod({
          volumes: [
            {
              name: 'a',
              configMap: {
                name: 'api',
                items: [
                  { key: 'mode', path: 'm' },
                  { key: 'mood', path: 'n' },
                ],
              },
            },
            { name: 'b', secret: { secretName: 'pw' } },
            { name: 'c', secret: { secretName: 'pw', optional: true } },
            {
              name: 'd',
              projected: {
                sources: [
                  { serviceAccountToken: { path: 't' } },
                  { configMap: { name: 'app' } },
                  { secret: { name: 'db', items: [{ key: 'word', path: 'w' }] } },
                ],
              },
            },
            { name: 'e', emptyDir: {} },
          ],
        }),
        map({ mode: 'x' }),
        secret({ password: 'x' }),
      ],
      [
        'Pod api spec.volumes[0].configMap: volume "a" needs the key "mood" of the ConfigMap "api", which has none',
        '? Pod api spec.volumes[1].secret: volume "b" needs the Secret "pw", which is not in the input',
        '? Pod api spec.volumes[3].projected.sources[1].configMap: volume "d" needs the ConfigMap "app", which is not in the input',
        'Pod api spec.volumes[3].projected.sources[2].secret: volume "d" needs the key "word" of the Secret "db", which has none',
      ],
    ],
    ['binary data', [fromMap('api', 'logo'), { ...map({}), binaryData: { logo: 'AA==' } }], []],
    [
      'unset, null and empty',
      [
        pod(),
        env({ name: 'A', valueFrom: null }),
        fromMap('', 'x'),
        pod({ volumes: [null, { name: 'x', configMap: null }, { name: 'y', projected: {} }] }),
        map({}),
      ],
      [],
    ],
  ]));
