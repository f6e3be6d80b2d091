import { sensitiveRequests } from '../../../../src/audit/rules/policy/sensitive-requests';
import { SENSITIVE_REQUESTS } from '../../../../src/audit/tables';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const ALL = { level: 'Metadata' };
const none = (selector: object) => ({ level: 'None', ...selector });
const rule0 = (titles: string) => [`Policy audit rules[0].level: rule 0 leaves unrecorded: ${titles}`];

test.each<[string, object[], string[]]>([
  ['everything at Metadata', [ALL], []],
  ['harmless reading', [none({ verbs: ['get', 'list', 'watch'], resources: [{ resources: ['services'] }] }), ALL], []],
  ['paths', [none({ nonResourceURLs: ['*'] }), ALL], []],
  [
    'by one user only',
    [none({ users: ['admin'], resources: [{ resources: ['pods/exec'] }] }), ALL],
    rule0('exec, attach and port-forward'),
  ],
  [
    'one kind of write',
    [none({ verbs: ['patch'], resources: [{ group: 'example.com', resources: ['widgets'] }] }), ALL],
    rule0('other changes'),
  ],
  ['deletion of events', [none({ resources: [{ group: 'events.k8s.io' }] }), ALL], rule0('deletion of events; other changes')],
  ['events being made', [none({ verbs: ['create'], resources: [{ resources: ['events'] }] }), ALL], rule0('other changes')],
  ['secrets being read', [none({ verbs: ['list'], resources: [{ resources: ['secrets'] }] }), ALL], rule0('reading of secrets')],
  [
    'recorded by a rule before',
    [
      { level: 'Metadata', resources: [{ resources: ['secrets'] }] },
      none({ verbs: ['list'], resources: [{ resources: ['secrets'] }] }),
      ALL,
    ],
    [],
  ],
  [
    'no rule',
    [{ level: 'Metadata', users: ['a'] }],
    [`Policy audit rules: no rule records all: ${SENSITIVE_REQUESTS.map(({ title }) => title).join('; ')}`],
  ],
])('%s', (_, rules, expected) => {
  expect(findings(sensitiveRequests, [policyOf(rules)])).toEqual(expected);
});

test.each(SENSITIVE_REQUESTS.map(({ title, selector }) => [title, selector] as const))('%s', (title, selector) => {
  const [line] = findings(sensitiveRequests, [policyOf([none(selector), ALL])]);
  expect(line?.split(': ').at(-1)?.split('; ')).toContain(title);
});
