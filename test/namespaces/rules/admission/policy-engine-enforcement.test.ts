import { policyEngineEnforcement } from '../../../../src/namespaces/rules/admission/policy-engine-enforcement';
import { table } from '../../../support/pods';

const kyverno = (spec: object, kind = 'ClusterPolicy') => ({ apiVersion: 'kyverno.io/v1', kind, metadata: { name: 'p' }, spec });
const rule = (validate: object | undefined, name = 'r') => ({ name, validate });
const cel = (spec: unknown, kind = 'ValidatingPolicy') => ({ apiVersion: 'policies.kyverno.io/v1', kind, metadata: { name: 'p' }, spec });
const constraint = (spec: unknown) => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'K8sRequiredLabels',
  metadata: { name: 'c' },
  spec,
});
const reported = (path: string, name = '"r"', kind = 'ClusterPolicy') =>
  `${kind} p ${path}: objects that violate rule ${name} are reported and admitted`;

table(policyEngineEnforcement, [
  ['Kyverno: unset is Audit', kyverno({ rules: [rule({})] }), [reported('spec.rules[0].validate.failureAction')]],
  [
    'Kyverno: the rule says so',
    [
      kyverno({ rules: [rule({ failureAction: 'Enforce' })] }),
      kyverno({ validationFailureAction: 'Audit', rules: [rule({ failureAction: 'enforce' })] }),
    ],
    [],
  ],
  [
    'Kyverno: the rule says otherwise',
    kyverno({ validationFailureAction: 'Enforce', rules: [rule({ failureAction: 'Audit' }), rule({}, 's')] }),
    [reported('spec.rules[0].validate.failureAction')],
  ],
  [
    'Kyverno: the policy says so',
    [
      kyverno({ validationFailureAction: 'Enforce', rules: [rule({})] }),
      kyverno({ validationFailureAction: 'enforce', rules: [rule({})] }, 'Policy'),
    ],
    [],
  ],
  [
    'Kyverno: the policy says audit',
    kyverno({ validationFailureAction: 'audit', rules: [rule({})] }, 'Policy'),
    [reported('spec.validationFailureAction', '"r"', 'Policy')],
  ],
  [
    'Kyverno: enforced somewhere',
    [
      kyverno({ validationFailureActionOverrides: [{ action: 'Enforce', namespaces: ['a'] }], rules: [rule({})] }),
      kyverno({ rules: [rule({ failureActionOverrides: [{ action: 'enforce' }] })] }),
    ],
    [],
  ],
  [
    'Kyverno: overrides that do not',
    kyverno({ rules: [rule({ failureActionOverrides: [{ action: 'Audit' }, null] })] }),
    [reported('spec.rules[0].validate.failureAction')],
  ],
  [
    'Kyverno: overrides that report for all',
    [
      kyverno({
        validationFailureAction: 'Enforce',
        validationFailureActionOverrides: [
          { action: 'Audit', namespaces: ['b'] },
          { action: 'Audit', namespaces: ['*'] },
          { action: 'Enforce', namespaces: ['a'] },
        ],
        rules: [rule({})],
      }),
      kyverno({ rules: [rule({ failureAction: 'Enforce', failureActionOverrides: [{ action: 'Audit', namespaces: ['*'] }] })] }),
    ],
    [reported('spec.validationFailureActionOverrides[1].action'), reported('spec.rules[0].validate.failureActionOverrides[0].action')],
  ],
  [
    'Kyverno: overrides that report for some',
    kyverno({
      validationFailureAction: 'Enforce',
      validationFailureActionOverrides: [
        { action: 'Audit', namespaces: ['*'], namespaceSelector: {} },
        { action: 'Audit', namespaces: ['b'] },
      ],
      rules: [rule({})],
    }),
    [],
  ],
  [
    'Kyverno: overrides of the policy do not count beside an action of the rule',
    kyverno({ validationFailureActionOverrides: [{ action: 'Enforce', namespaces: ['*'] }], rules: [rule({ failureAction: 'Audit' })] }),
    [reported('spec.rules[0].validate.failureAction')],
  ],
  [
    'Kyverno: images',
    [
      kyverno({ rules: [{ name: 'r', verifyImages: [{ imageReferences: ['*'] }] }] }),
      kyverno({ rules: [{ name: 'r', verifyImages: [{}, { failureAction: 'Audit' }] }] }),
      kyverno({ validationFailureAction: 'Audit', rules: [{ name: 'r', verifyImages: [null] }] }),
    ],
    [
      reported('spec.rules[0].verifyImages[0].failureAction'),
      reported('spec.rules[0].verifyImages[1].failureAction'),
      reported('spec.validationFailureAction'),
    ],
  ],
  [
    'Kyverno: images, enforced',
    [
      kyverno({ rules: [{ name: 'r', verifyImages: [{ failureAction: 'Audit' }, { failureAction: 'Enforce' }] }] }),
      kyverno({ validationFailureAction: 'Enforce', rules: [{ name: 'r', verifyImages: [{}] }] }),
      kyverno({ rules: [{ name: 'r', verifyImages: [] }] }),
    ],
    [],
  ],
  [
    'Kyverno: a value that there is not',
    kyverno({ rules: [rule({ failureAction: 'Deny' })] }),
    ['? ClusterPolicy p spec.rules[0].validate.failureAction: the failure action of rule "r" is "Deny", neither Audit nor Enforce'],
  ],
  [
    'Kyverno: not at admission',
    kyverno({ admission: false, validationFailureAction: 'Enforce', rules: [rule({})] }),
    ['ClusterPolicy p spec.admission: the policy is not evaluated at admission'],
  ],
  [
    'Kyverno: nothing is validated',
    [kyverno({ admission: false, rules: [rule(undefined), { name: 'm', mutate: {} }] }), kyverno({}), kyverno({ rules: 'x' })],
    [],
  ],
  [
    'Kyverno, CEL: denies unless it says otherwise',
    [cel({}), cel({ validationActions: [] }), cel({ validationActions: ['Audit', 'Deny'] }, 'NamespacedValidatingPolicy')],
    [],
  ],
  [
    'Kyverno, CEL: does not',
    [cel({ validationActions: ['Audit'] }), cel({ validationActions: ['Warn', 'Audit'] }, 'ImageValidatingPolicy')],
    [
      'ValidatingPolicy p spec.validationActions: objects that violate the policy are admitted: its actions are Audit',
      'ImageValidatingPolicy p spec.validationActions: objects that violate the policy are admitted: its actions are Warn and Audit',
    ],
  ],
  [
    'Kyverno, CEL: not at admission',
    cel({ evaluation: { admission: { enabled: false } } }),
    ['ValidatingPolicy p spec.evaluation.admission.enabled: the policy is not evaluated at admission'],
  ],
  ['other kinds', [cel({ validationActions: ['Audit'] }, 'MutatingPolicy'), kyverno({ rules: [rule({})] }, 'CleanupPolicy')], []],
  ['Gatekeeper: denies unless it says otherwise', [constraint({}), constraint(undefined), constraint({ enforcementAction: 'deny' })], []],
  [
    'Gatekeeper: does not',
    [constraint({ enforcementAction: 'dryrun' }), constraint({ enforcementAction: 'warn' })],
    [
      'K8sRequiredLabels c spec.enforcementAction: objects that violate the constraint are admitted: its action is dryrun',
      'K8sRequiredLabels c spec.enforcementAction: objects that violate the constraint are admitted: its action is warn',
    ],
  ],
  [
    'Gatekeeper: scoped',
    [
      constraint({
        enforcementAction: 'scoped',
        scopedEnforcementActions: [
          { action: 'warn', enforcementPoints: [{ name: '*' }] },
          { action: 'deny', enforcementPoints: [{ name: 'validation.gatekeeper.sh' }] },
        ],
      }),
      constraint({
        enforcementAction: 'scoped',
        scopedEnforcementActions: [{ action: 'deny', enforcementPoints: [{ name: 'audit.gatekeeper.sh' }] }],
      }),
    ],
    [
      'K8sRequiredLabels c spec.scopedEnforcementActions: objects that violate the constraint are admitted: no scoped action denies '
        + 'at admission',
    ],
  ],
  [
    'Gatekeeper: a value that there is not',
    constraint({ enforcementAction: 'Deny' }),
    ['? K8sRequiredLabels c spec.enforcementAction: the enforcement action is "Deny", none of deny, dryrun, warn, scoped'],
  ],
]);
