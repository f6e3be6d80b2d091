import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import { toKubeObject } from '../../../../src/kubernetes/objects/object';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';
import { defaultServiceAccount } from '../../../../src/workloads/rules/accounts/default-service-account';
import { missingServiceAccount } from '../../../../src/workloads/rules/accounts/missing-service-account';
import { serviceAccountAlias } from '../../../../src/workloads/rules/accounts/service-account-alias';
import { serviceAccountConflict } from '../../../../src/workloads/rules/accounts/service-account-conflict';
import { findings } from '../../../support/findings';
import { pod, table } from '../../../support/pods';

const ignored = 'Pod api spec.serviceAccount: serviceAccount "api" is ignored: the pod runs as "admin", which serviceAccountName says';

describe('workloads/service-account-conflict', () =>
  table(serviceAccountConflict, [
    ['two names', pod({ serviceAccount: 'api', serviceAccountName: 'admin' }), [ignored]],
    ['the same name twice', pod({ serviceAccount: 'api', serviceAccountName: 'api' }), []],
    [
      'one of them, null and empty',
      [
        pod(),
        pod({ serviceAccount: 'api' }),
        pod({ serviceAccountName: 'api' }),
        pod({ serviceAccount: 'api', serviceAccountName: null }),
        pod({ serviceAccount: '', serviceAccountName: 'api' }),
      ],
      [],
    ],
    [
      'values that the server rejects',
      [pod({ serviceAccount: 1, serviceAccountName: 'api' }), pod({ serviceAccount: 'api', serviceAccountName: ['api'] })],
      [
        '? Pod api spec.serviceAccount: serviceAccount is a number, not a string',
        '? Pod api spec.serviceAccountName: serviceAccountName is a list, not a string',
      ],
    ],
  ]));

const deprecated = 'Pod api spec.serviceAccount: the pod names its service account "api" in the deprecated field serviceAccount';

describe('workloads/service-account-alias', () =>
  table(serviceAccountAlias, [
    [
      'alone, beside null and beside empty',
      [
        pod({ serviceAccount: 'api' }),
        pod({ serviceAccount: 'api', serviceAccountName: null }),
        pod({ serviceAccount: 'api', serviceAccountName: '' }),
      ],
      [deprecated, deprecated, deprecated],
    ],
    ['beside serviceAccountName', pod({ serviceAccount: 'api', serviceAccountName: 'other' }), []],
    ['unset, null and empty', [pod(), pod({ serviceAccount: null }), pod({ serviceAccount: '' })], []],
    [
      'a value that the server rejects',
      pod({ serviceAccount: true }),
      ['? Pod api spec.serviceAccount: serviceAccount is a boolean, not a string'],
    ],
  ]));

const token = (fields: object) => [
  { name: 'tmp', emptyDir: {} },
  { name: 'token', projected: { sources: [{ configMap: { name: 'ca' } }, { serviceAccountToken: { path: 'token', ...fields } }] } },
];
const asks = 'Pod api spec.serviceAccountName: the pod requests the token of the ServiceAccount "default"';
const holds = 'Pod api spec.serviceAccountName: volume "token" holds a token of the service account "default"';
const no = { automountServiceAccountToken: false };

describe('workloads/default-service-account', () =>
  table(defaultServiceAccount, [
    [
      'asked for: unset, empty and named',
      [
        pod({ automountServiceAccountToken: true }),
        pod({ automountServiceAccountToken: true, serviceAccountName: '' }),
        pod({ automountServiceAccountToken: true, serviceAccountName: 'default' }),
        pod({ automountServiceAccountToken: true, serviceAccountName: 'default', serviceAccount: 'api' }),
        pod({ automountServiceAccountToken: true, serviceAccount: 'default' }),
      ],
      [asks, asks, asks, asks, asks],
    ],
    [
      'an account of its own',
      [
        pod({ automountServiceAccountToken: true, serviceAccountName: 'api' }),
        pod({ automountServiceAccountToken: true, serviceAccount: 'api' }),
      ],
      [],
    ],
    ['left open, null and ruled out', [pod(), pod({ automountServiceAccountToken: null }), pod(no)], []],
    [
      'a projected token for the API server',
      [
        pod({ ...no, volumes: token({}) }),
        pod({ ...no, volumes: token({ audience: null }) }),
        pod({ ...no, volumes: token({ audience: '' }) }),
      ],
      [holds, holds, holds],
    ],
    ['one for somebody else', pod({ ...no, volumes: token({ audience: 'vault' }) }), []],
    [
      'a value that the server rejects',
      pod({ automountServiceAccountToken: 'true' }),
      ['? Pod api spec.automountServiceAccountToken: automountServiceAccountToken is a string, not a boolean'],
    ],
  ]));

const account = (namespace?: string, name = 'api') => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
const inPayments = pod({ serviceAccountName: 'api' }, { namespace: 'payments' });

describe('workloads/missing-service-account', () => {
  table(missingServiceAccount, [
    ['in the input', [inPayments, account('payments'), account('other')], []],
    [
      'in other namespaces only',
      [inPayments, account('other'), account('third')],
      ['Pod payments/api spec.serviceAccountName: the ServiceAccount "api" is in the namespace other, third of the input, not in payments'],
    ],
    [
      'the older field',
      [pod({ serviceAccount: 'api' }, { namespace: 'payments' }), account('other')],
      ['Pod payments/api spec.serviceAccount: the ServiceAccount "api" is in the namespace other of the input, not in payments'],
    ],
    [
      'nowhere',
      [inPayments, account('payments', 'other')],
      ['? Pod payments/api spec.serviceAccountName: the ServiceAccount "api" is not in the input'],
    ],
    [
      'a namespace that is not stated',
      [pod({ serviceAccountName: 'api' }), account('payments')],
      ['? Pod api spec.serviceAccountName: the ServiceAccount "api" is not in the input'],
    ],
    ['neither states it', [pod({ serviceAccountName: 'api' }), account()], []],
    [
      'default, unset, null and empty',
      [pod({ serviceAccountName: 'default' }), pod(), pod({ serviceAccountName: null }), pod({ serviceAccountName: '' })],
      [],
    ],
    ['a value of a wrong type is left to another rule', pod({ serviceAccountName: 1 }), []],
  ]);

  test('a name that every mapping has is not one of the input', () => {
    expect(findings(missingServiceAccount, [pod({ serviceAccountName: 'constructor' }, { namespace: 'payments' })])).toEqual([
      '? Pod payments/api spec.serviceAccountName: the ServiceAccount "constructor" is not in the input',
    ]);
  });
});

test('static pods have no account', () => {
  for (const rule of [defaultServiceAccount, missingServiceAccount]) {
    const object = toKubeObject(
      pod({ automountServiceAccountToken: true, ...(rule === missingServiceAccount ? { serviceAccountName: 'api' } : {}) }),
      { hostPath: '/etc/kubernetes/manifests/api.yaml' },
    )!;
    const context = { inventory: new Inventory([object]), kubernetes: parseMinor('1.37'), asOf: '2026-11-23', waivers: [] };
    expect(rule.subject.select(context).flatMap(({ value }) => rule.revisions[0]!.check(value, context, {}))).toEqual([]);
  }
});
