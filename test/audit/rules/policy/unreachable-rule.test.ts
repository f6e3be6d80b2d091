import { unreachableRule } from '../../../../src/audit/rules/policy/unreachable-rule';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const by = (hider: number, hidden = hider + 1) => [
  `Policy audit rules[${hidden}]: rule ${hidden} can never match: rule ${hider} takes every request that it selects`,
];
const together = (hidden: number) => [
  `Policy audit rules[${hidden}]: rule ${hidden} can never match: the rules before it together take every request that it selects`,
];
const core = (...resources: string[]) => [{ group: '', resources }];

test.each<[string, object[], string[]]>([
  ['one rule', [{}], []],
  ['behind a catch-all', [{}, { users: ['alice'] }], by(0)],
  [
    'the same twice',
    [
      { users: ['a'], verbs: ['get'] },
      { users: ['a'], verbs: ['get'] },
    ],
    by(0),
  ],
  ['other users', [{ users: ['a', 'b'] }, { users: ['b', 'c'] }], []],
  ['fewer users', [{ users: ['a', 'b'] }, { users: ['b'] }], by(0)],
  ['users together', [{ users: ['a'] }, { users: ['b'] }, { users: ['b', 'a'] }], together(2)],
  ['fewer groups', [{ userGroups: ['a', 'b'] }, { userGroups: ['a'] }], by(0)],
  ['groups together', [{ userGroups: ['a'] }, { userGroups: ['b'] }, { userGroups: ['a', 'b'] }], together(2)],
  ['a user may be outside the group', [{ userGroups: ['devs'] }, { users: ['alice'] }], []],
  ['every group is not everybody: authentication fails', [{ userGroups: ['system:authenticated', 'system:unauthenticated'] }, {}], []],
  [
    'verbs together with the rest',
    [
      { verbs: ['get', 'list'], resources: core('pods') },
      { verbs: ['watch'], resources: core('pods') },
      { verbs: ['get', 'watch'], resources: core('pods') },
    ],
    together(2),
  ],
  ['a star', [{ resources: core('*') }, { resources: core('pods/log') }], by(0)],
  ['the whole group', [{ resources: [{ group: 'apps' }] }, { resources: [{ group: 'apps', resources: ['deployments/scale'] }] }], by(0)],
  ['every group', [{ resources: [{ group: '*' }] }, { namespaces: ['a'] }], by(0)],
  ['resource/* takes the resource', [{ resources: core('pods/*') }, { resources: core('pods') }], by(0)],
  ['a resource does not take its subresources', [{ resources: core('pods') }, { resources: core('pods/log') }], []],
  ['*/subresource', [{ resources: core('*/log') }, { resources: core('pods/log') }], by(0)],
  ['names', [{ resources: [{ resources: ['pods'], resourceNames: ['a'] }] }, { resources: core('pods') }], []],
  ['namespaces', [{ namespaces: ['a', 'b'] }, { namespaces: ['b'], resources: core('pods') }], by(0)],
  ['paths', [{ nonResourceURLs: ['/healthz*'] }, { nonResourceURLs: ['/healthz', '/healthz/etcd'] }], by(0)],
  ['longer paths', [{ nonResourceURLs: ['/healthz/*'] }, { nonResourceURLs: ['/healthz'] }], []],
  ['resources do not take paths', [{ resources: [{ group: '*' }] }, { nonResourceURLs: ['*'] }], []],
  ['resources and paths together take everything', [{ resources: [{ group: '*' }] }, { nonResourceURLs: ['*'] }, {}], together(2)],
  [
    'a pattern that names nothing',
    [{ resources: core('pods/') }],
    ['Policy audit rules[0]: rule 0 can never match: it names no resource that a request can be for'],
  ],
])('%s', (_, rules, expected) => {
  expect(findings(unreachableRule, [policyOf(rules.map((rule) => ({ level: 'Metadata', ...rule })))])).toEqual(expected);
});

test('a policy that is refused decides nothing', () => {
  expect(findings(unreachableRule, [policyOf([{}, {}])])).toEqual([
    '? Policy audit rules[0].level: kube-apiserver rejects this policy (the level is not set), so nothing is decided',
  ]);
});
