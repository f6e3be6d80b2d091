import { failedAuthentication } from '../../../../src/audit/rules/policy/failed-authentication';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const LOST = 'the stage ResponseStarted is omitted, the only one at which a request with failed authentication (401) is recorded';
const omit = { omitStages: ['ResponseStarted'] };

test.each<[string, object, string[]]>([
  ['unset', policyOf([{ level: 'Metadata' }]), []],
  ['others', policyOf([{ level: 'Metadata', omitStages: ['RequestReceived'] }]), []],
  ['by the policy', policyOf([{ level: 'Metadata' }], omit), [`Policy audit omitStages[0]: ${LOST}`]],
  ['by a rule for all', policyOf([{ level: 'Metadata', ...omit }]), [`Policy audit rules[0].omitStages[0]: ${LOST}`]],
  [
    'by a rule for some resources',
    policyOf([{ level: 'Metadata', resources: [{ resources: ['pods'] }], ...omit }, { level: 'Metadata' }]),
    [`Policy audit rules[0].omitStages[0]: ${LOST}`],
  ],
  ['by a rule for a user', policyOf([{ level: 'Metadata', users: ['a'], ...omit }, { level: 'Metadata' }]), []],
  ['by a rule for a group', policyOf([{ level: 'Metadata', userGroups: ['system:authenticated'], ...omit }, { level: 'Metadata' }]), []],
  ['by the policy, whose rules name users', policyOf([{ level: 'Metadata', users: ['a'] }], omit), []],
  [
    'by a rule behind one that takes it',
    policyOf([{ level: 'Metadata', verbs: ['get'] }, { level: 'Request', verbs: ['get'], ...omit }, { level: 'Metadata' }]),
    [],
  ],
])('%s', (_, manifest, expected) => {
  expect(findings(failedAuthentication, [manifest])).toEqual(expected);
});
