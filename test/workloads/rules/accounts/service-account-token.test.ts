import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import { toKubeObject } from '../../../../src/kubernetes/objects/object';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';
import { serviceAccountToken } from '../../../../src/workloads/rules/accounts/service-account-token';
import { findings, runRules } from '../../../support/findings';
import { pod, table } from '../../../support/pods';

const account = (fields: object, name = 'api', namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace },
  ...fields,
});
const at = (message: string) => `Pod api spec.automountServiceAccountToken: ${message}`;
const inherits = (name: string) => at(`neither the pod nor its ServiceAccount "${name}" sets automountServiceAccountToken: false`);
const missing = (name: string) => `? ${at(`the pod leaves mounting a token to its ServiceAccount "${name}", which is not in the input`)}`;

table(serviceAccountToken, [
  ['false', pod({ automountServiceAccountToken: false }), []],
  [
    'true, whatever the account says',
    [pod({ automountServiceAccountToken: true, serviceAccountName: 'api' }), account({ automountServiceAccountToken: false })],
    [at('the pod requests a ServiceAccount token')],
  ],
  [
    'false, whatever the account says',
    [pod({ automountServiceAccountToken: false, serviceAccountName: 'api' }), account({ automountServiceAccountToken: true })],
    [],
  ],
  ['the account says no', [pod({ serviceAccountName: 'api' }), account({ automountServiceAccountToken: false })], []],
  [
    'null in the pod, no in the account',
    [pod({ automountServiceAccountToken: null, serviceAccountName: 'api' }), account({ automountServiceAccountToken: false })],
    [],
  ],
  ['the account says nothing', [pod({ serviceAccountName: 'api' }), account({})], [inherits('api')]],
  ['the account says null', [pod({ serviceAccountName: 'api' }), account({ automountServiceAccountToken: null })], [inherits('api')]],
  ['the account says yes', [pod({ serviceAccountName: 'api' }), account({ automountServiceAccountToken: true })], [inherits('api')]],
  [
    'an account of that name in another namespace',
    [pod({ serviceAccountName: 'api' }), account({ automountServiceAccountToken: false }, 'api', 'other')],
    [missing('api')],
  ],
  ['an account that is not in the input', pod({ serviceAccountName: 'api' }), [missing('api')]],
  ['no account named: default, which is not in the input', pod(), [missing('default')]],
  ['an empty name is default', pod({ serviceAccountName: '', serviceAccount: null }), [missing('default')]],
  ['default in the input', [pod(), account({ automountServiceAccountToken: false }, 'default')], []],
  [
    'default of a namespace in the input, as Kubernetes makes it',
    [pod(), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } }],
    [at('the pod does not rule out mounting the token of the ServiceAccount "default", which Kubernetes makes')],
  ],
  [
    'another account is not made with its namespace',
    [pod({ serviceAccountName: 'api' }), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } }],
    [missing('api')],
  ],
  ['the older name of the field', [pod({ serviceAccount: 'api' }), account({ automountServiceAccountToken: false })], []],
  [
    'the newer name wins',
    [pod({ serviceAccount: 'api', serviceAccountName: 'other' }), account({ automountServiceAccountToken: false })],
    [missing('other')],
  ],
  [
    'values that the server rejects',
    [pod({ automountServiceAccountToken: 'false' })],
    ['? Pod api spec.automountServiceAccountToken: automountServiceAccountToken is a string, not a boolean'],
  ],
  [
    'a name that the server rejects',
    [pod({ serviceAccountName: 1 })],
    ['? Pod api spec.serviceAccountName: the name of the ServiceAccount is not a string'],
  ],
  [
    'an account that the server rejects',
    [pod({ serviceAccountName: 'api' }), account({ automountServiceAccountToken: 'no' })],
    ['? Pod api spec.automountServiceAccountToken: automountServiceAccountToken of the ServiceAccount "api" is a string, not a boolean'],
  ],
]);

test('a workload is resolved in its own namespace', () => {
  const manifests =
    '\n{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api, namespace: payments }, '
    + 'spec: { template: { spec: { serviceAccountName: api, containers: [{ name: api }] } } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: api, namespace: payments } }';
  expect(findings(serviceAccountToken, manifests)).toEqual([
    'Deployment payments/api spec.template.spec.automountServiceAccountToken: neither the pod nor its ServiceAccount "api" sets '
      + 'automountServiceAccountToken: false',
  ]);
  expect(runRules(serviceAccountToken, manifests).tally.map(({ subjects, violations }) => [subjects, violations])).toEqual([[1, 1]]);
});

test('static pods, which can have no account, are not judged', () => {
  const select = (origin: object) =>
    serviceAccountToken.subject
      .select({
        inventory: new Inventory([toKubeObject(pod(), origin)!]),
        kubernetes: parseMinor('1.37'),
        asOf: '2026-11-23',
        waivers: [],
      })
      .map(({ object }) => object?.name);
  expect(select({ hostPath: '/etc/kubernetes/manifests/api.yaml' })).toEqual([]);
  expect(select({ file: 'api.yaml' })).toEqual(['api']);
});
