import { validPolicy } from '../../../../src/audit/rules/policy/valid-policy';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

// What is refused is listed in test/kubernetes/audit/audit-policy.test.ts and compared with the API server in test/oracle/audit.
test.each<[string, object, string[]]>([
  ['valid', policyOf([{ level: 'Metadata' }]), []],
  ['unset rules', { ...policyOf([]), rules: undefined }, ['Policy audit rules: the policy has no rules']],
  [
    'every fault is told',
    policyOf([{ level: 'All' }, { level: 'None', nonResourceURLs: ['x'] }]),
    [
      'Policy audit rules[0].level: "All" is not one of the levels None, Metadata, Request, RequestResponse',
      'Policy audit rules[1].nonResourceURLs[0]: "x" does not begin with "/"',
    ],
  ],
  ["the version is another rule's matter", { ...policyOf([{ level: 'Metadata' }]), apiVersion: 'audit.k8s.io/v1beta1' }, []],
])('%s', (_, manifest, expected) => {
  expect(findings(validPolicy, [manifest])).toEqual(expected);
});

test.each([
  ['1.35', ['Policy audit rules[0].resources[0].group: the group "*" is understood from Kubernetes 1.36 on']],
  ['1.36', []],
])('the group "*" on %s', (kubernetes, expected) => {
  expect(
    findings(validPolicy, [policyOf([{ level: 'Metadata', resources: [{ group: '*' }] }, { level: 'Metadata' }])], { kubernetes }),
  ).toEqual(expected);
});
