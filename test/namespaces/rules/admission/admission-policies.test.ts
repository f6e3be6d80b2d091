import { admissionPolicyBinding } from '../../../../src/namespaces/rules/admission/admission-policy-binding';
import { admissionPolicyEffect } from '../../../../src/namespaces/rules/admission/admission-policy-effect';
import { admissionPolicyFailure } from '../../../../src/namespaces/rules/admission/admission-policy-failure';
import { admissionPolicyParams } from '../../../../src/namespaces/rules/admission/admission-policy-params';
import { table } from '../../../support/pods';
import { binding, policy, rule, webhook } from '../../admission-manifests';

const MUTATING = 'MutatingAdmissionPolicy';
const onBinding = (field: string, message: string, name = 'guard') => `ValidatingAdmissionPolicyBinding ${name} spec.${field}: ${message}`;
const onPolicy = (field: string, message: string) => `ValidatingAdmissionPolicy guard spec.${field}: ${message}`;

describe('namespaces/admission-policy-binding', () =>
  table(admissionPolicyBinding, [
    ['bound and denied', [policy(), binding()], []],
    ['denied and audited', [policy(), binding({ validationActions: ['Audit', 'Deny'] })], []],
    [
      'no binding',
      policy(),
      ['? ValidatingAdmissionPolicy guard: no binding of the policy is in the input, and without one it does nothing'],
    ],
    [
      'the binding of another policy',
      [policy(), binding({ policyName: 'other' })],
      [
        '? ValidatingAdmissionPolicy guard: no binding of the policy is in the input, and without one it does nothing',
        `? ${onBinding('policyName', 'the policy other is not in the input, and a binding of a policy that is not there does nothing')}`,
      ],
    ],
    [
      'only warned',
      [policy(), binding({ validationActions: ['Warn', 'Audit'] })],
      [
        onBinding(
          'validationActions',
          'the API server admits requests that violate the policy guard: no binding denies them, and the actions of this one are Warn '
            + 'and Audit',
        ),
      ],
    ],
    ['one of two denies', [policy(), binding({ validationActions: ['Warn'] }, undefined, 'trial'), binding()], []],
    [
      'neither denies',
      [policy(), binding({ validationActions: ['Warn'] }, undefined, 'trial'), binding({ validationActions: ['Audit'] })],
      [
        onBinding(
          'validationActions',
          'the API server admits requests that violate the policy guard: no binding denies them, and the actions of this one are Warn',
          'trial',
        ),
        onBinding(
          'validationActions',
          'the API server admits requests that violate the policy guard: no binding denies them, and the actions of this one are Audit',
        ),
      ],
    ],
    [
      'actions unset, empty, of a wrong type',
      [policy(), ...[undefined, [], 'Deny'].map((validationActions) => binding({ validationActions }))],
      [
        `? ${onBinding('validationActions', 'validationActions is nothing, so the API server rejects the binding')}`,
        `? ${onBinding('validationActions', 'validationActions is empty, so the API server rejects the binding')}`,
        `? ${onBinding('validationActions', 'validationActions is a string, so the API server rejects the binding')}`,
      ],
    ],
    [
      'a binding of nothing',
      binding({ policyName: '' }),
      [`? ${onBinding('policyName', 'the binding names no policy, so the API server rejects it')}`],
    ],
    ['a mutating policy', [policy({}, MUTATING), binding({ validationActions: undefined }, MUTATING)], []],
    [
      'a mutating policy without binding of its kind',
      [policy({}, MUTATING), binding()],
      [
        '? MutatingAdmissionPolicy guard: no binding of the policy is in the input, and without one it does nothing',
        `? ${onBinding('policyName', 'the policy guard is not in the input, and a binding of a policy that is not there does nothing')}`,
      ],
    ],
  ]));

const ALL_EXCLUDED = onPolicy(
  'matchConstraints.excludeResourceRules',
  'the policy is never called: everything that it matches is excluded',
);
const everything = rule({ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] });

describe('namespaces/admission-policy-effect', () =>
  table(admissionPolicyEffect, [
    ['a policy and a webhook', [policy(), webhook(), policy({ mutations: [{}], validations: undefined }, MUTATING)], []],
    ['a condition', policy({ matchConditions: [{ name: 'a', expression: 'request.name != "x"' }] }), []],
    [
      'a condition that is false',
      [
        policy({
          matchConditions: [
            { name: 'a', expression: 'true' },
            { name: 'b', expression: ' ( false ) ' },
          ],
        }),
        webhook({ matchConditions: [{ expression: 'false' }] }),
      ],
      [
        onPolicy('matchConditions[1].expression', 'the policy is never called: its condition "b" is false'),
        'ValidatingWebhookConfiguration guard webhooks[0].matchConditions[0].expression: webhook "pods.example.com" is never called: its '
          + 'condition 0 is false',
      ],
    ],
    [
      'everything excluded',
      policy({ matchConstraints: { resourceRules: [rule()], excludeResourceRules: [rule(), everything] } }),
      [ALL_EXCLUDED],
    ],
    [
      'all that it matches excluded, in several rules',
      policy({
        matchConstraints: {
          resourceRules: [rule({ operations: ['CREATE', 'UPDATE'], resources: ['pods', 'pods/ephemeralcontainers'] })],
          excludeResourceRules: [rule({ resources: ['*/*'] }), rule({ operations: ['UPDATE', 'DELETE'], resources: ['pods/*'] })],
        },
      }),
      [ALL_EXCLUDED],
    ],
    [
      'subresources are not excluded by * or by their resource',
      ['*', 'pods'].map((resource) =>
        policy({
          matchConstraints: {
            resourceRules: [rule({ resources: ['pods/exec'] })],
            excludeResourceRules: [{ ...everything, resources: [resource] }],
          },
        }),
      ),
      [],
    ],
    [
      'one of two operations, groups, versions excluded',
      [{ operations: ['CREATE', 'UPDATE'] }, { apiGroups: ['', 'apps'] }, { apiVersions: ['v1', 'v2'] }, { operations: ['*'] }].map(
        (fields) => policy({ matchConstraints: { resourceRules: [rule(fields)], excludeResourceRules: [rule()] } }),
      ),
      [],
    ],
    [
      'the names that it is about excluded, and others',
      [['a'], ['a', 'b'], ['b']].map((resourceNames) =>
        policy({ matchConstraints: { resourceRules: [rule({ resourceNames: ['a'] })], excludeResourceRules: [rule({ resourceNames })] } }),
      ),
      [ALL_EXCLUDED, ALL_EXCLUDED],
    ],
    [
      'one scope of two excluded, and the same',
      [
        [undefined, 'Namespaced'],
        ['Namespaced', 'Namespaced'],
        ['Cluster', 'Namespaced'],
      ].map(([scope, excluded]) =>
        policy({ matchConstraints: { resourceRules: [rule({ scope })], excludeResourceRules: [rule({ scope: excluded })] } }),
      ),
      [ALL_EXCLUDED],
    ],
    [
      'rules that match nothing, excluded or not',
      [[], [everything]].map((excludeResourceRules) =>
        policy({ matchConstraints: { resourceRules: [rule({ operations: [] })], excludeResourceRules } }),
      ),
      [],
    ],
    [
      'excluded by something that is not a rule',
      policy({ matchConstraints: { resourceRules: [rule()], excludeResourceRules: [null, 'all', {}, { apiGroups: [''] }] } }),
      [],
    ],
    [
      'all excluded by a binding',
      [policy(), binding({ matchResources: { excludeResourceRules: [everything] } })],
      [onBinding('matchResources.excludeResourceRules', 'the binding excludes all that the policy guard matches')],
    ],
    [
      'a binding for something else',
      [
        policy(),
        ...[{ operations: ['UPDATE'] }, { resources: ['pods/status'] }, { apiGroups: ['apps'] }].map((fields) =>
          binding({ matchResources: { resourceRules: [rule(fields)] } }),
        ),
      ],
      Array(3).fill(onBinding('matchResources.resourceRules', 'the binding matches nothing of what the policy guard matches')),
    ],
    [
      'a binding for part of it, for more, for another version, without rules',
      [
        policy(),
        ...[[rule({ resourceNames: ['a'] })], [everything], [rule({ apiVersions: ['v2'] })], [], undefined].map((resourceRules) =>
          binding({ matchResources: { resourceRules } }),
        ),
      ],
      [],
    ],
    [
      'a binding for the other group of events',
      [
        policy({ matchConstraints: { resourceRules: [rule({ resources: ['events'] })] } }),
        binding({ matchResources: { resourceRules: [rule({ apiGroups: ['events.k8s.io'], resources: ['events'] })] } }),
      ],
      [],
    ],
    [
      'a mutating policy that is bound for something else',
      [
        policy({ mutations: [{}], validations: undefined }, MUTATING),
        binding({ matchResources: { resourceRules: [rule({ resources: ['secrets'] })] } }, MUTATING),
      ],
      [
        'MutatingAdmissionPolicyBinding guard spec.matchResources.resourceRules: the binding matches nothing of what the policy guard '
          + 'matches',
      ],
    ],
    [
      'something excluded',
      policy({
        matchConstraints: {
          resourceRules: [rule()],
          excludeResourceRules: [
            { ...everything, resourceNames: ['a'] },
            { ...everything, scope: 'Cluster' },
            { ...everything, operations: ['DELETE'] },
          ],
        },
      }),
      [],
    ],
    [
      'no resource rules',
      [policy({ matchConstraints: undefined }), policy({ matchConstraints: { resourceRules: [] } })],
      [
        `? ${onPolicy('matchConstraints.resourceRules', 'the policy has no resource rules, so the API server rejects it')}`,
        `? ${onPolicy('matchConstraints.resourceRules', 'the policy has no resource rules, so the API server rejects it')}`,
      ],
    ],
    [
      'validations that are true',
      policy({ validations: [{ expression: 'true' }, { expression: '(true)' }] }),
      [onPolicy('validations', 'the policy never denies: its validations are all true')],
    ],
    ['one that is more', policy({ validations: [{ expression: 'true' }, { expression: 'a || true' }] }), []],
    [
      'only audit annotations',
      policy({ validations: [], auditAnnotations: [{ key: 'a', valueExpression: '"b"' }] }),
      [onPolicy('validations', 'the policy never denies: it has no validations, only audit annotations')],
    ],
    [
      'no validations',
      [policy({ validations: undefined }), policy({ validations: {} })],
      [
        `? ${onPolicy('validations', 'the policy has neither validations nor audit annotations, so the API server rejects it')}`,
        `? ${onPolicy('validations', 'the policy has neither validations nor audit annotations, so the API server rejects it')}`,
      ],
    ],
  ]));

const kind = { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } };

describe('namespaces/admission-policy-params', () =>
  table(admissionPolicyParams, [
    ['a policy without parameters', [policy(), binding()], []],
    ['named', [policy(kind), binding({ paramRef: { name: 'a', parameterNotFoundAction: 'Deny' } })], []],
    [
      'not named',
      [policy(kind), binding(), binding({ paramRef: null })],
      [
        onBinding('paramRef', 'the binding gives the policy guard no parameter, so it is evaluated without'),
        onBinding('paramRef', 'the binding gives the policy guard no parameter, so it is evaluated without'),
      ],
    ],
    [
      'let through where there is none',
      [policy(kind), binding({ paramRef: { selector: {}, parameterNotFoundAction: 'Allow' } })],
      [onBinding('paramRef.parameterNotFoundAction', 'if a parameter is missing, the policy guard admits every request')],
    ],
    [
      'a mutating policy',
      [policy(kind, MUTATING), binding({}, MUTATING)],
      ['MutatingAdmissionPolicyBinding guard spec.paramRef: the binding gives the policy guard no parameter, so it is evaluated without'],
    ],
    ['no binding in the input', policy(kind), []],
  ]));

describe('namespaces/admission-policy-failure', () =>
  table(admissionPolicyFailure, [
    ['unset, null, Fail', [policy(), policy({ failurePolicy: null }), policy({ failurePolicy: 'Fail' })], []],
    [
      'Ignore',
      [policy({ failurePolicy: 'Ignore' }), policy({ failurePolicy: 'Ignore' }, MUTATING)],
      [
        onPolicy('failurePolicy', 'the API server admits a request if an expression of the policy fails on it'),
        'MutatingAdmissionPolicy guard spec.failurePolicy: the API server admits a request if an expression of the policy fails on it',
      ],
    ],
    [
      'anything else',
      policy({ failurePolicy: 'ignore' }),
      [`? ${onPolicy('failurePolicy', 'failurePolicy is "ignore", neither Fail nor Ignore, so the API server rejects the policy')}`],
    ],
    ['a webhook is another matter', webhook({ failurePolicy: 'Ignore' }), []],
  ]));
