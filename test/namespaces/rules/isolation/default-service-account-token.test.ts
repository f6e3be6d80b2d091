import { defaultServiceAccountToken } from '../../../../src/namespaces/rules/isolation/default-service-account-token';
import { findings } from '../../../support/findings';
import { namespace, object, pod } from '../../manifests';

const account = (fields: object, name = 'default') => object('ServiceAccount', name, 'payments', fields);
const at = 'ServiceAccount payments/default automountServiceAccountToken:';
const relies =
  '? Pod payments/api spec.serviceAccountName: the pod runs as the service account default of namespace payments, which is not in the '
  + 'input';

test.each<[string, object[], string[]]>([
  ['false', [account({ automountServiceAccountToken: false })], []],
  ['unset', [account({})], [`${at} the service account default hands its token to pods (automountServiceAccountToken is unset)`]],
  [
    'null',
    [account({ automountServiceAccountToken: null })],
    [`${at} the service account default hands its token to pods (automountServiceAccountToken is unset)`],
  ],
  [
    'true',
    [account({ automountServiceAccountToken: true })],
    [`${at} the service account default hands its token to pods (automountServiceAccountToken is true)`],
  ],
  [
    'a string',
    [account({ automountServiceAccountToken: 'false' })],
    [`? ${at} automountServiceAccountToken is a string, not a boolean, so the API server rejects the account`],
  ],
  ['another account', [account({}, 'api')], []],
  [
    'a namespace without it',
    [namespace('payments'), account({}, 'api')],
    [
      'Namespace payments: the service account default of namespace payments is not in the input, so the cluster makes one that hands '
        + 'its token to pods',
    ],
  ],
  ['a namespace with it', [namespace('payments'), account({ automountServiceAccountToken: false })], []],
  ['an unseen namespace, a pod relies on it', [pod('web', 'payments', { serviceAccountName: 'web' }), pod('api')], [relies]],
  ['it is named', [pod('api', 'payments', { serviceAccountName: 'default' })], [relies]],
  ['the name is empty', [pod('api', 'payments', { serviceAccountName: '' })], [relies]],
  ['by the old field', [pod('api', 'payments', { serviceAccount: 'web' })], []],
  ['the pod opts out', [pod('api', 'payments', { automountServiceAccountToken: false })], []],
  ['the pod says no in a string', [pod('api', 'payments', { automountServiceAccountToken: 'false' })], [relies]],
])('%s', (_, manifests, expected) => {
  expect(findings(defaultServiceAccountToken, manifests)).toEqual(expected);
});
