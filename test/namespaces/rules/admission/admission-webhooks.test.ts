import { admissionNamespaceOptOut } from '../../../../src/namespaces/rules/admission/admission-namespace-opt-out';
import { admissionObjectOptOut } from '../../../../src/namespaces/rules/admission/admission-object-opt-out';
import { webhookFailurePolicy } from '../../../../src/namespaces/rules/admission/webhook-failure-policy';
import { webhookOwnNamespace } from '../../../../src/namespaces/rules/admission/webhook-own-namespace';
import { webhookService } from '../../../../src/namespaces/rules/admission/webhook-service';
import { webhookTimeout } from '../../../../src/namespaces/rules/admission/webhook-timeout';
import { table } from '../../../support/pods';
import { binding, ofCustomKinds, policy, rule, webhook } from '../../admission-manifests';
import { namespace, object } from '../../manifests';

const LABEL = 'webhook "pods.example.com"';
const at = (field: string, message: string, kind = 'Validating') => `${kind}WebhookConfiguration guard webhooks[0]${field}: ${message}`;
const selector = (...matchExpressions: unknown[]) => ({ matchExpressions });
const without = (key: string) => ({ key, operator: 'DoesNotExist' });
const notIn = (key: string, ...values: string[]) => ({ key, operator: 'NotIn', values });

describe('namespaces/admission-object-opt-out', () =>
  table(admissionObjectOptOut, [
    ['no selector', [policy(), binding(), webhook(), webhook({ objectSelector: {} }), webhook({ objectSelector: null })], []],
    [
      'what it is about',
      webhook({
        objectSelector: {
          matchLabels: { a: 'b' },
          matchExpressions: [
            { key: 'c', operator: 'Exists' },
            { key: 'd', operator: 'In', values: ['e'] },
          ],
        },
      }),
      [],
    ],
    [
      'a webhook',
      webhook({ objectSelector: selector({ key: 'a', operator: 'Exists' }, without('skip'), notIn('tier', 'dev', 'test')) }),
      [
        at(
          '.objectSelector.matchExpressions[1]',
          `${LABEL} does not check objects with the label skip, and anyone who creates an object can set that label`,
        ),
        at(
          '.objectSelector.matchExpressions[2]',
          `${LABEL} does not check objects with the label tier of "dev" or "test", and anyone who creates an object can set that label`,
        ),
      ],
    ],
    [
      'a policy and a binding',
      [
        policy({ matchConstraints: { resourceRules: [rule()], objectSelector: selector(without('skip')) } }),
        binding({ matchResources: { objectSelector: selector(without('skip')) } }),
      ],
      [
        'ValidatingAdmissionPolicy guard spec.matchConstraints.objectSelector.matchExpressions[0]: the policy does not check objects '
          + 'with the label skip, and anyone who creates an object can set that label',
        'ValidatingAdmissionPolicyBinding guard spec.matchResources.objectSelector.matchExpressions[0]: the binding does not check '
          + 'objects with the label skip, and anyone who creates an object can set that label',
      ],
    ],
    [
      'custom kinds, and what changes objects',
      [ofCustomKinds({ objectSelector: selector(without('skip')) }), webhook({ objectSelector: selector(without('skip')) }, 'Mutating')],
      [],
    ],
    [
      'a selector that the server rejects',
      webhook({ objectSelector: selector({ key: 'a', operator: 'Not' }) }),
      [
        '? '
          + at(
            '.objectSelector',
            `${LABEL}: the operator for a is not one of In, NotIn, Exists, DoesNotExist, so the API server rejects it`,
          ),
      ],
    ],
  ]));

describe('namespaces/admission-namespace-opt-out', () =>
  table(admissionNamespaceOptOut, [
    ['no selector', [policy(), webhook({ namespaceSelector: {} })], []],
    ['by name', webhook({ namespaceSelector: selector(notIn('kubernetes.io/metadata.name', 'kube-system')) }), []],
    ['those that are picked', webhook({ namespaceSelector: { matchLabels: { guard: 'on' } } }), []],
    [
      'by another label',
      webhook({ namespaceSelector: selector(without('skip')) }),
      [at('.namespaceSelector.matchExpressions[0]', `${LABEL} does not receive requests for namespaces with the label skip`)],
    ],
    [
      'with those of the input',
      [
        webhook({ namespaceSelector: selector(notIn('tier', 'dev')) }),
        namespace('a', { tier: 'dev' }),
        namespace('b', { tier: 'prod' }),
        namespace('c'),
      ],
      [
        at(
          '.namespaceSelector.matchExpressions[0]',
          `${LABEL} does not receive requests for namespaces with the label tier of "dev", which are now: a`,
        ),
      ],
    ],
    ['custom kinds', ofCustomKinds({ namespaceSelector: selector(without('skip')) }), []],
    [
      'a selector that the server rejects',
      webhook({ namespaceSelector: [] }),
      [`? ${at('.namespaceSelector', `${LABEL}: the selector is not a mapping, so the API server rejects it`)}`],
    ],
  ]));

describe('namespaces/webhook-failure-policy', () =>
  table(webhookFailurePolicy, [
    ['unset, null, Fail', [webhook(), webhook({ failurePolicy: null }), webhook({ failurePolicy: 'Fail' })], []],
    [
      'Ignore',
      [webhook({ failurePolicy: 'Ignore' }), webhook({ failurePolicy: 'Ignore' }, 'Mutating')],
      [
        at('.failurePolicy', `while ${LABEL} is unavailable, the API server admits requests that it has not validated`),
        at('.failurePolicy', `while ${LABEL} is unavailable, the API server admits requests without its changes`, 'Mutating'),
      ],
    ],
    [
      'every group',
      webhook({ failurePolicy: 'Ignore', name: undefined, rules: [rule({ apiGroups: ['example.com', '*'] })] }),
      [at('.failurePolicy', 'while webhook 0 is unavailable, the API server admits requests that it has not validated')],
    ],
    ...[
      '', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'apps', 'authentication.k8s.io',
      'authorization.k8s.io', 'autoscaling', 'batch', 'certificates.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io',
      'extensions', 'flowcontrol.apiserver.k8s.io', 'networking.k8s.io', 'node.k8s.io', 'policy', 'rbac.authorization.k8s.io',
      'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io',
    ].map(
      (group) =>
        [
          `the group "${group}" of Kubernetes`,
          webhook({ failurePolicy: 'Ignore', rules: [rule({ apiGroups: [group] })] }),
          [at('.failurePolicy', `while ${LABEL} is unavailable, the API server admits requests that it has not validated`)],
        ] as const,
    ), // prettier-ignore
    ['custom kinds', ofCustomKinds({ failurePolicy: 'Ignore' }), []],
    ['no rules', webhook({ failurePolicy: 'Ignore', rules: undefined }), []],
    [
      'anything else',
      webhook({ failurePolicy: false }),
      [`? ${at('.failurePolicy', `${LABEL}: failurePolicy is false, neither Fail nor Ignore, so the API server rejects it`)}`],
    ],
    ['webhooks of a wrong type', { ...webhook(), webhooks: 'none' }, []],
  ]));

const service = (...ports: unknown[]) => object('Service', 'guard', 'guard', { spec: { ports } });

describe('namespaces/webhook-service', () =>
  table(webhookService, [
    ['443 is the default', [webhook(), service({ port: 443 })], []],
    [
      'another port',
      [webhook({ clientConfig: { service: { namespace: 'guard', name: 'guard', port: 8443 } } }), service({ port: 443 }, { port: 8443 })],
      [],
    ],
    [
      'a port that is not there',
      [webhook(), service({ port: 8443 })],
      [at('.clientConfig.service.port', `${LABEL} is never reached: Service guard/guard has no port 443`)],
    ],
    [
      'a Service that is not in the input',
      [webhook(), object('Service', 'guard', 'other', { spec: { ports: [{ port: 443 }] } })],
      [`? ${at('.clientConfig.service', `${LABEL} is served by Service guard/guard, which is not in the input`)}`],
    ],
    ['an URL', webhook({ clientConfig: { url: 'https://guard.example.com' } }), []],
    [
      'neither',
      webhook({ clientConfig: undefined }),
      [`? ${at('.clientConfig', `${LABEL} names neither a Service nor an URL, so the API server rejects it`)}`],
    ],
  ]));

const OWN = `${LABEL} is called for pods of its own namespace guard`;
const NOT_DECIDED =
  '? '
  + at(
    '.namespaceSelector',
    `whether ${LABEL} is called for pods of its own namespace guard is unknown: the Namespace is not in the input`,
  );

describe('namespaces/webhook-own-namespace', () =>
  table(webhookOwnNamespace, [
    [
      'asked about all',
      [
        webhook(),
        webhook({ namespaceSelector: {}, rules: [rule({ apiGroups: ['*'], operations: ['*'], resources: ['*/*'] })] }, 'Mutating'),
      ],
      [
        at('.namespaceSelector', `${OWN}: when all of them are gone, none can be started`),
        at('.namespaceSelector', `${OWN}: when all of them are gone, none can be started`, 'Mutating'),
      ],
    ],
    ['left out by name', webhook({ namespaceSelector: selector(notIn('kubernetes.io/metadata.name', 'guard')) }), []],
    [
      'another one left out by name',
      [webhook({ namespaceSelector: selector(notIn('kubernetes.io/metadata.name', 'kube-system')) }), namespace('guard')],
      [at('.namespaceSelector', `${OWN}: when all of them are gone, none can be started`)],
    ],
    ['left out by label', [webhook({ namespaceSelector: selector(without('skip')) }), namespace('guard', { skip: '' })], []],
    [
      'not left out by label',
      [webhook({ namespaceSelector: selector(without('skip')) }), namespace('guard')],
      [at('.namespaceSelector', `${OWN}: when all of them are gone, none can be started`)],
    ],
    [
      'the Namespace is not in the input',
      [webhook({ namespaceSelector: selector(without('skip')) }), webhook({ namespaceSelector: { matchLabels: { guard: 'on' } } })],
      [`? ${at('.namespaceSelector', `${OWN}, unless labels of the Namespace, which is not in the input, say otherwise`)}`, NOT_DECIDED],
    ],
    [
      'conditions',
      webhook({ matchConditions: [{ name: 'a', expression: 'request.name != "x"' }] }),
      [`? ${at('.matchConditions', `${OWN}, unless its conditions say otherwise`)}`],
    ],
    [
      'fails open, other objects, own selector, URL',
      [
        webhook({ failurePolicy: 'Ignore' }),
        webhook({ rules: [rule({ resources: ['pods/exec'] })] }),
        webhook({ rules: [rule({ operations: ['DELETE'] })] }),
        webhook({ rules: [rule({ apiGroups: ['apps'] })] }),
        webhook({ objectSelector: selector(without('guard')) }),
        webhook({ clientConfig: { url: 'https://x' } }),
      ],
      [],
    ],
  ]));

describe('namespaces/webhook-timeout', () =>
  table(webhookTimeout, [
    ['unset, null and ten', [webhook(), webhook({ timeoutSeconds: null }), webhook({ timeoutSeconds: 10 })], []],
    [
      'eleven',
      webhook({ timeoutSeconds: 11 }, 'Mutating'),
      [at('.timeoutSeconds', `${LABEL} may keep a request waiting for 11 seconds`, 'Mutating')],
    ],
    [
      'what the server rejects',
      [webhook({ timeoutSeconds: 0 }), webhook({ timeoutSeconds: '5' })],
      [
        `? ${at('.timeoutSeconds', `${LABEL}: timeoutSeconds is 0, not a number from 1 to 30, so the API server rejects it`)}`,
        `? ${at('.timeoutSeconds', `${LABEL}: timeoutSeconds is "5", not a number from 1 to 30, so the API server rejects it`)}`,
      ],
    ],
    ['custom kinds', ofCustomKinds({ timeoutSeconds: 30 }), []],
  ]));
