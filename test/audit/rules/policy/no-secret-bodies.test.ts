import { noSecretBodies } from '../../../../src/audit/rules/policy/no-secret-bodies';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const FAMILY = ['secrets', 'config maps', 'service account tokens', 'token reviews'];
const records = (level: string, titles: readonly string[], rule = 0) =>
  [...titles].sort().map((title) => `Policy audit rules[${rule}].level: rule ${rule} records bodies of ${title} (level ${level})`);
const GUARD = {
  level: 'Metadata',
  resources: [
    { resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
    { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
  ],
};
const secrets = (change: object) => ({ resources: [{ resources: ['secrets'] }], ...change });

test.each<[string, object[], string[]]>([
  ['Metadata', [{ level: 'Metadata' }], []],
  ['None', [{ level: 'None' }], []],
  ['everything at Request', [{ level: 'Request' }], records('Request', FAMILY)],
  ['everything behind the guard', [GUARD, { level: 'RequestResponse' }], []],
  ['a guard for one namespace', [{ ...GUARD, namespaces: ['a'] }, { level: 'Request' }], records('Request', FAMILY, 1)],
  [
    'a guard that leaves one out',
    [
      { level: 'Metadata', resources: [{ resources: ['secrets', 'configmaps'] }, { group: 'authentication.k8s.io' }] },
      { level: 'Request' },
    ],
    records('Request', ['service account tokens'], 1),
  ],
  [
    'by a star',
    [{ level: 'Request', resources: [{ group: '', resources: ['*'] }] }],
    records('Request', ['secrets', 'config maps', 'service account tokens']),
  ],
  ['by the whole group', [{ level: 'Request', resources: [{ group: 'authentication.k8s.io' }] }], records('Request', ['token reviews'])],
  [
    'by resource/*',
    [{ level: 'Request', resources: [{ resources: ['secrets/*', 'serviceaccounts/*'] }] }],
    records('Request', ['secrets', 'service account tokens']),
  ],
  [
    'by */subresource',
    [{ level: 'RequestResponse', resources: [{ resources: ['*/token'] }] }],
    records('RequestResponse', ['service account tokens']),
  ],
  ['by namespace', [{ level: 'Request', namespaces: ['a'] }], records('Request', FAMILY)],
  [
    'one name',
    [{ level: 'Request', resources: [{ resources: ['configmaps'], resourceNames: ['x'] }] }],
    records('Request', ['config maps']),
  ],
  ['service accounts are not their tokens', [{ level: 'RequestResponse', resources: [{ resources: ['serviceaccounts'] }] }], []],
  ['what is sent for reading has no body', [secrets({ level: 'Request', verbs: ['get', 'list', 'watch', 'delete'] })], []],
  ['what is returned for reading', [secrets({ level: 'RequestResponse', verbs: ['list'] })], records('RequestResponse', ['secrets'])],
  ['what deletions return', [secrets({ level: 'RequestResponse', verbs: ['deletecollection'] })], records('RequestResponse', ['secrets'])],
  ['watches', [secrets({ level: 'RequestResponse', verbs: ['watch'] })], []],
  ['one user', [secrets({ level: 'Request', users: ['alice'], verbs: ['patch'] })], records('Request', ['secrets'])],
  ['a rule that can never match', [{ level: 'Metadata' }, { level: 'Request' }], []],
  [
    'a group left out is the core group',
    [{ level: 'Request', resources: [{ resources: ['configmaps'] }] }],
    records('Request', ['config maps']),
  ],
])('%s', (_, rules, expected) => {
  expect(findings(noSecretBodies, [policyOf(rules)])).toEqual(expected);
});
