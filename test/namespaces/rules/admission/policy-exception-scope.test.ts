import { policyExceptionScope } from '../../../../src/namespaces/rules/admission/policy-exception-scope';
import { table } from '../../../support/pods';

const exception = (spec: unknown, apiVersion = 'kyverno.io/v2') => ({
  apiVersion,
  kind: 'PolicyException',
  metadata: { name: 'agent' },
  spec,
});
const one = [{ policyName: 'no-host-paths', ruleNames: ['volumes'] }];
const resources = { kinds: ['Pod'], names: ['agent-*'], namespaces: ['tools'] };
const match = { any: [{ resources }] };
const at = (text: string) => `PolicyException agent ${text}`;

table(policyExceptionScope, [
  ['narrow', exception({ exceptions: one, match }), []],
  [
    'of the older versions',
    exception({ exceptions: one, match: {} }, 'kyverno.io/v2beta1'),
    [at('spec.match: the exception is for every resource')],
  ],
  ['several policies', exception({ exceptions: [...one, ...one], match }), [at('spec.exceptions: the exception is for 2 policies')]],
  [
    'every policy and rule',
    exception({ exceptions: [{ policyName: '*', ruleNames: ['volumes', '?*'] }], match }),
    [
      at('spec.exceptions[0].policyName: the exception is for every policy'),
      at('spec.exceptions[0].ruleNames: the exception is for every rule of the policy'),
    ],
  ],
  [
    'no rules',
    exception({ exceptions: [{ policyName: 'a', ruleNames: [] }], match }),
    [at('spec.exceptions[0].ruleNames: the exception is for every rule of the policy')],
  ],
  ['no match', exception({ exceptions: one }), [at('spec.match: the exception is for every resource')]],
  ['an empty list', exception({ exceptions: one, match: { any: [] } }), [at('spec.match: the exception is for every resource')]],
  [
    'one filter of several without names',
    exception({ exceptions: one, match: { any: [{ resources }, { resources: { ...resources, names: ['*'] } }] } }),
    [at('spec.match.any[1].resources.names: the exception is for resources of every name')],
  ],
  [
    'a selector in place of names',
    exception({
      exceptions: one,
      match: { any: [{ resources: { kinds: ['Pod'], namespaces: ['a'], selector: { matchLabels: { a: 'b' } } } }] },
    }),
    [at('spec.match.any[0].resources.names: the exception is for resources of every name')],
  ],
  [
    'subjects alone',
    exception({ exceptions: one, match: { any: [{ subjects: [{ kind: 'User', name: 'jane' }] }] } }),
    [at('spec.match.any[0].resources.names: the exception is for resources of every name')],
  ],
  [
    'every namespace',
    exception({ exceptions: one, match: { any: [{ resources: { kinds: ['Pod'], names: ['agent'] } }] } }),
    [at('spec.match.any[0].resources.namespaces: the exception is for every namespace')],
  ],
  [
    'kinds outside of namespaces',
    exception({ exceptions: one, match: { any: [{ resources: { kinds: ['Namespace', 'ClusterRole'], names: ['agent'] } }] } }),
    [],
  ],
  [
    'one kind of two within',
    exception({ exceptions: one, match: { any: [{ resources: { kinds: ['Namespace', 'Pod'], names: ['agent'] } }] } }),
    [at('spec.match.any[0].resources.namespaces: the exception is for every namespace')],
  ],
  ['all filters, one narrow', exception({ exceptions: one, match: { all: [{ subjects: [] }, { resources }] } }), []],
  [
    'all filters, none narrow',
    exception({ exceptions: one, match: { all: [{ resources: { kinds: ['Pod'] } }, { subjects: [] }] } }),
    [at('spec.match.all[0].resources.names: the exception is for resources of every name')],
  ],
  ['spec unset', exception(undefined), [`? ${at('spec: spec is nothing, not a mapping')}`]],
  ['exceptions of a wrong type', exception({ exceptions: 'a', match }), [`? ${at('spec.exceptions: exceptions is a string, not a list')}`]],
  [
    'for CEL policies',
    exception({ policyRefs: [{ name: 'a' }, { name: 'b' }] }, 'policies.kyverno.io/v1'),
    [at('spec.matchConditions: the exception is for every resource'), at('spec.policyRefs: the exception is for 2 policies')],
  ],
  [
    'for one CEL policy, with a condition',
    exception(
      { policyRefs: [{ name: 'a' }], matchConditions: [{ name: 'agent', expression: "object.metadata.name == 'agent'" }] },
      'policies.kyverno.io/v1',
    ),
    [],
  ],
  ['of another group', exception({}, 'example.com/v1'), []],
]);
