import { rbacRules } from '../../../src/rbac/rules';

test('the profile hardened leaves out the rules that are not about security', () => {
  expect(
    rbacRules
      .filter(({ operations }) => operations)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['rbac/config-map-write']);
});
