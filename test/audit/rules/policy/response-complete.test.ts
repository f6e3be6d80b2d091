import { responseComplete } from '../../../../src/audit/rules/policy/response-complete';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const COMPLETE = 'the stage ResponseComplete is omitted, so the log does not show how requests ended';
const PANIC = 'the stage Panic is omitted, so a request that crashes its handler leaves no result';
const metadata = (...omitStages: string[]) => ({ level: 'Metadata', omitStages });

test.each<[string, object, string[]]>([
  ['unset', policyOf([{ level: 'Metadata' }]), []],
  ['empty', policyOf([metadata()], { omitStages: [] }), []],
  ['others', policyOf([metadata('ResponseStarted')], { omitStages: ['RequestReceived'] }), []],
  [
    'by the policy',
    policyOf([{ level: 'Metadata' }], { omitStages: ['RequestReceived', 'ResponseComplete'] }),
    [`Policy audit omitStages[1]: ${COMPLETE}`],
  ],
  [
    'by a rule',
    policyOf([{ ...metadata('Panic', 'ResponseComplete'), users: ['a'] }, { level: 'Metadata' }]),
    [`Policy audit rules[0].omitStages[0]: ${PANIC}`, `Policy audit rules[0].omitStages[1]: ${COMPLETE}`],
  ],
  ['by a rule at None', policyOf([{ level: 'None', users: ['a'], omitStages: ['ResponseComplete'] }, { level: 'Metadata' }]), []],
  ['by a rule that can never match', policyOf([{ level: 'Metadata' }, metadata('ResponseComplete')]), []],
  ['nothing is recorded anyway', policyOf([{ level: 'None' }], { omitStages: ['ResponseComplete'] }), []],
])('%s', (_, manifest, expected) => {
  expect(findings(responseComplete, [manifest])).toEqual(expected);
});
