import { namespacesRules } from '../../../src/namespaces/rules';

test('the profile hardened leaves out the rules that are not about security', () => {
  expect(
    namespacesRules
      .filter(({ operations }) => operations)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([
    'namespaces/pod-security-audit-warn',
    'namespaces/pod-security-stricter',
    'namespaces/policy-without-pods',
    'namespaces/webhook-own-namespace',
    'namespaces/webhook-timeout',
  ]);
});
