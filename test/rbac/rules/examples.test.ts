import { rbacRules } from '../../../src/rbac/rules';
import { runRules } from '../../support/findings';

describe.each(rbacRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test.each(['1.35', '1.36', '1.37'])('its bad example violates it, its good one does not, at %s', (kubernetes) => {
    const bad = runRules(rule, rule.bad, { kubernetes }).findings.map(({ status }) => status);
    expect(bad.length).toBeGreaterThan(0);
    expect(new Set(bad)).toEqual(new Set(['violation']));
    expect(runRules(rule, rule.good, { kubernetes }).findings).toEqual([]);
  });
});

test('every rule of the practice is well-formed and belongs to it', () => {
  runRules(rbacRules, []);
  expect(rbacRules.filter(({ id }) => !id.startsWith('rbac/'))).toEqual([]);
});
