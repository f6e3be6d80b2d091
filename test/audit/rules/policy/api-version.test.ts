import { apiVersion } from '../../../../src/audit/rules/policy/api-version';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

test.each<[string, string, string[]]>([
  ['v1', 'audit.k8s.io/v1', []],
  [
    'v1beta1',
    'audit.k8s.io/v1beta1',
    ['Policy audit apiVersion: the policy is written in audit.k8s.io/v1beta1, with which kube-apiserver does not start'],
  ],
  [
    'v1alpha1',
    'audit.k8s.io/v1alpha1',
    ['Policy audit apiVersion: the policy is written in audit.k8s.io/v1alpha1, with which kube-apiserver does not start'],
  ],
  ['no version', 'audit.k8s.io', []],
  ['a Policy of another group', 'kyverno.io/v1', []],
])('%s', (_, version, expected) => {
  expect(findings(apiVersion, [{ ...policyOf([{ level: 'Metadata' }]), apiVersion: version }])).toEqual(expected);
});
