import { knownFields } from '../../../../src/audit/rules/policy/known-fields';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

test.each<[string, object, string[]]>([
  [
    'all known',
    policyOf([{ level: 'Metadata', userGroups: ['a'], omitManagedFields: true }], { omitStages: [], omitManagedFields: false }),
    [],
  ],
  [
    'a misspelt field of a rule',
    policyOf([{ level: 'None', userGroup: ['a'] }]),
    ['Policy audit rules[0].userGroup: there is no field "userGroup", so kube-apiserver drops it'],
  ],
  [
    'another case',
    policyOf([{ level: 'None', nonResourceUrls: ['/a'] }]),
    ['Policy audit rules[0].nonResourceUrls: there is no field "nonResourceUrls", so kube-apiserver drops it'],
  ],
  [
    'a field of RBAC',
    policyOf([{ level: 'None', resources: [{ apiGroups: ['a'] }] }]),
    ['Policy audit rules[0].resources[0].apiGroups: there is no field "apiGroups", so kube-apiserver drops it'],
  ],
  [
    'a field of the policy',
    policyOf([{ level: 'None' }], { spec: {} }),
    ['Policy audit spec: there is no field "spec", so kube-apiserver drops it'],
  ],
  [
    'told for policies that are refused, too',
    policyOf([{ Level: 'None' }]),
    ['Policy audit rules[0].Level: there is no field "Level", so kube-apiserver drops it'],
  ],
])('%s', (_, manifest, expected) => {
  expect(findings(knownFields, [manifest])).toEqual(expected);
});
