import { bootstrapToken } from '../../../../src/rbac/rules/credentials/bootstrap-token';
import { table } from '../../../support/pods';

const token = (stringData: unknown, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'bootstrap-token-abcdef', namespace: 'kube-system' },
  type: 'bootstrap.kubernetes.io/token',
  stringData,
  ...more,
});
const USE = { 'usage-bootstrap-authentication': 'true' };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const at = (text: string) => `Secret kube-system/bootstrap-token-abcdef ${text}`;
const never = at('stringData.expiration: the token never expires');

// The day that counts as today is 2026-11-23.
table(bootstrapToken, [
  ['unset, null, empty', [token(USE), token({ ...USE, expiration: null }), token({ ...USE, expiration: '' })], [never, never, never]],
  ['past', token({ ...USE, expiration: '2026-11-22T00:00:00Z' }), []],
  ['within a day', token({ ...USE, expiration: '2026-11-24T23:59:59Z' }), []],
  [
    'later',
    token({ ...USE, expiration: '2026-11-25T00:00:00Z' }),
    [at('stringData.expiration: the token is valid until 2026-11-25T00:00:00Z')],
  ],
  [
    'in data',
    token(undefined, { data: { 'usage-bootstrap-authentication': base64('true'), 'expiration': base64('2030-01-01T00:00:00+02:00') } }),
    [at('data.expiration: the token is valid until 2030-01-01T00:00:00+02:00')],
  ],
  [
    'stringData before data',
    token({ ...USE, expiration: '2020-01-01T00:00:00Z' }, { data: { expiration: base64('2030-01-01T00:00:00Z') } }),
    [],
  ],
  [
    'not a time',
    token({ ...USE, expiration: 'tomorrow' }),
    [`? ${at('stringData.expiration: "tomorrow" is not a time, so the API server takes the token for expired')}`],
  ],
  [
    'no text',
    [
      token({ ...USE, expiration: 20261122 }),
      token({ ...USE, expiration: [] }, { data: { expiration: base64('2020-01-01T00:00:00Z') } }),
      token(USE, { data: { expiration: 5 } }),
    ],
    [
      `? ${at('stringData.expiration: expiration is a number, not a string, so the API server rejects the Secret')}`,
      `? ${at('stringData.expiration: expiration is a list, not a string, so the API server rejects the Secret')}`,
      `? ${at('data.expiration: expiration is a number, not a string, so the API server rejects the Secret')}`,
    ],
  ],
  [
    'of no use',
    [token({}), token({ 'usage-bootstrap-authentication': 'false' }), token({ 'usage-bootstrap-authentication': true }), token('x')],
    [],
  ],
  ['a Secret of another type', token(USE, { type: 'Opaque' }), []],
]);
