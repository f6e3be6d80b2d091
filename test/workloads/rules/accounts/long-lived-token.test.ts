import { longLivedToken } from '../../../../src/workloads/rules/accounts/long-lived-token';
import { findings, runRules } from '../../../support/findings';

const TYPE = 'kubernetes.io/service-account-token';
const secret = (name: string, more: object = {}, annotations: object = { 'kubernetes.io/service-account.name': 'ci' }) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'shop', annotations },
  type: TYPE,
  ...more,
});
const pod = (spec: object, name = 'api') => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec });
const volume = (secretName: string, more: object = {}) =>
  pod({ containers: [], volumes: [{ name: 'v', secret: { secretName, ...more } }] });
const account = (...secrets: unknown[]) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'ci', namespace: 'shop' },
  secrets,
});

const HELD = 'Secret shop/t type: the Secret holds a token of ServiceAccount shop/ci that does not expire';
const missing = (where: string, user: string, name: string) =>
  `? ${where}: ${user} names the Secret shop/${name}, which is not in the input and is called like a token that does not expire`;

test.each<[string, object[], string[]]>([
  ['a Secret', [secret('t')], [HELD]],
  ['of another type', [secret('t', { type: 'Opaque' }), volume('t')], []],
  ['of no type', [secret('t', { type: undefined })], []],
  ['with the annotation alone', [secret('t', { type: null })], []],
  [
    'without ServiceAccount',
    [secret('t', {}, {})],
    [
      '? Secret shop/t metadata.annotations["kubernetes.io/service-account.name"]: the Secret names no ServiceAccount (annotation '
        + 'kubernetes.io/service-account.name), so the API server rejects it',
    ],
  ],
  ['mounted', [secret('t'), volume('t')], [`${HELD}; used by Pod shop/api`]],
  ['mounted where it is optional', [secret('t'), volume('t', { optional: true })], [`${HELD}; used by Pod shop/api`]],
  [
    'projected, as a variable, all of it, listed: one finding',
    [
      secret('t'),
      pod({ containers: [], volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 't' } }] } }] }),
      pod({ initContainers: [{ name: 'c', env: [{ name: 'T', valueFrom: { secretKeyRef: { name: 't', key: 'token' } } }] }] }, 'env'),
      pod({ containers: [{ name: 'c', envFrom: [{ secretRef: { name: 't' } }] }] }, 'all'),
      account({ name: 't' }),
    ],
    [`${HELD}; used by Pod shop/api, Pod shop/env, Pod shop/all and 1 more`],
  ],
  [
    'used by a workflow',
    [
      secret('t'),
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Workflow',
        metadata: { name: 'w', namespace: 'shop' },
        spec: { volumes: [{ name: 'v', secret: { secretName: 't' } }], templates: [] },
      },
    ],
    [`${HELD}; used by Workflow shop/w`],
  ],
  ['in another namespace', [secret('t'), { ...volume('t'), metadata: { name: 'api', namespace: 'other' } }], [HELD]],
  [
    'not in the input, by a generated name',
    [volume('ci-token-x7k2p')],
    [missing('Pod shop/api spec.volumes[0].secret', 'volume "v"', 'ci-token-x7k2p')],
  ],
  [
    'not in the input, by a pod and its account: one finding',
    [volume('ci-token-x7k2p'), account({ name: 'ci-token-x7k2p' })],
    [missing('Pod shop/api spec.volumes[0].secret', 'volume "v"', 'ci-token-x7k2p')],
  ],
  [
    'listed by an account alone',
    [account({ name: 'ci-token' }, { name: 'ci-dockercfg-x7k2p' }, {}, 'ci-token', { name: 3 })],
    [missing('ServiceAccount shop/ci secrets[0]', 'its list of secrets', 'ci-token')],
  ],
  ['a Secret of another type with such a name', [secret('ci-token-x7k2p', { type: 'Opaque' }), volume('ci-token-x7k2p')], []],
  ['other names', [volume('github-token'), volume('ci-token-x7k2'), volume('ci-tokens-x7k2p')], []],
  [
    'a projected token',
    [pod({ containers: [], volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }] })],
    [],
  ],
])('%s', (_, manifests, expected) => expect(findings(longLivedToken, manifests)).toEqual(expected));

test('what uses it is related', () => {
  const [finding] = runRules(longLivedToken, [secret('t'), volume('t'), account({ name: 't' })]).findings;
  expect(finding!.related?.map(({ object, path, what }) => [object.kind, path, what])).toEqual([
    ['Pod', 'spec.volumes[0].secret', 'volume "v", which uses the token'],
    ['ServiceAccount', 'secrets[0]', 'its list of secrets, which uses the token'],
  ]);
});
