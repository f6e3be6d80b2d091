import { adaptRule } from '../../src/engine/adapt-rule';
import { Severity } from '../../src/engine/severity';
import { helpUri } from '../../src/reports/package-facts';
import { madeUpRule } from '../support/made-up-rules';

const repository = 'https://example.com/repository';

test('the page of a rule is that of the release', () => {
  expect(helpUri(madeUpRule(), { repository, version: '1.2.3' })).toBe(`${repository}/blob/v1.2.3/docs/rules/made-up/first.md`);
});

test('a checkout has no tag: the page of the branch', () => {
  expect(helpUri(madeUpRule(), { repository, version: '0.0.0' })).toBe(`${repository}/blob/main/docs/rules/made-up/first.md`);
});

test('a rule of another author has no page: its source', () => {
  const source = 'https://acme.example/owner';
  const rule = adaptRule({ id: 'acme/owner', title: 'Have an owner', severity: Severity.LOW, fix: 'Name one.', source, check: () => [] });
  expect(helpUri(rule)).toBe(source);
});
