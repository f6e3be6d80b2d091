import { ineffectiveEntry } from '../../../../src/audit/rules/policy/ineffective-entry';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const RESOURCE_VERBS = 'the verbs of these requests are get, list, watch, create, update, patch, delete, deletecollection, proxy';
const PATH_VERBS = 'the verbs of these requests are get, head, post, put, patch, delete, options, connect, trace';
const FORM = 'it is not of the form resource, resource/subresource, resource/*, */subresource or *';
const core = (...resources: string[]) => ({ resources: [{ group: '', resources }] });

test.each<[string, object, string[]]>([
  ['nothing named', {}, []],
  [
    'what requests have',
    {
      users: ['alice'],
      userGroups: ['system:nodes'],
      verbs: ['get', 'proxy'],
      namespaces: ['', 'kube-system'],
      ...core('pods', 'pods/log', 'pods/*', '*/status', '*'),
    },
    [],
  ],
  ['custom resources', { resources: [{ group: 'example.com', resources: ['widgets'] }] }, []],
  ['a star as user', { users: ['*'] }, ['users[0]: rule 0 lists "*", which matches no request: "*" has no meaning in users']],
  [
    'a star in a user',
    { users: ['a', 'system:serviceaccount:kube-system:*'] },
    ['users[1]: rule 0 lists "system:serviceaccount:kube-system:*", which matches no request: "*" has no meaning in users'],
  ],
  ['an empty user', { users: [''] }, ['users[0]: rule 0 lists "", which matches no request: every user has a name']],
  [
    'a star as group',
    { userGroups: ['*'] },
    ['userGroups[0]: rule 0 lists "*", which matches no request: "*" has no meaning in userGroups'],
  ],
  ['an empty group', { userGroups: [''] }, ['userGroups[0]: rule 0 lists "", which matches no request: every group has a name']],
  [
    'a star as namespace',
    { namespaces: ['*'] },
    ['namespaces[0]: rule 0 lists "*", which matches no request: "*" has no meaning in namespaces'],
  ],
  [
    'no namespace',
    { namespaces: ['Kube-System'] },
    ['namespaces[0]: rule 0 lists "Kube-System", which matches no request: no namespace can have this name'],
  ],
  ['a star as verb', { verbs: ['*'] }, ['verbs[0]: rule 0 lists "*", which matches no request: "*" has no meaning in verbs']],
  [
    'a verb of authorization',
    { verbs: ['impersonate'], ...core('serviceaccounts') },
    [`verbs[0]: rule 0 lists "impersonate", which matches no request: ${RESOURCE_VERBS}`],
  ],
  [
    'a method for resources',
    { verbs: ['post'], namespaces: ['a'] },
    [`verbs[0]: rule 0 lists "post", which matches no request: ${RESOURCE_VERBS}`],
  ],
  [
    'a resource verb for paths',
    { verbs: ['list'], nonResourceURLs: ['/a'] },
    [`verbs[0]: rule 0 lists "list", which matches no request: ${PATH_VERBS}`],
  ],
  ['both kinds of verbs for everything', { verbs: ['list', 'post'] }, []],
  [
    'a singular',
    core('secret'),
    ['resources[0].resources[0]: rule 0 lists "secret", which matches no request: the core group has no secret'],
  ],
  ['upper case', core('Secrets'), [`resources[0].resources[0]: rule 0 lists "Secrets", which matches no request: ${FORM}`]],
  [
    'a pattern that is none',
    core('*/*', 'pods*', 'a/b/c', ''),
    ['*/*', 'pods*', 'a/b/c', ''].map(
      (pattern, index) => `resources[0].resources[${index}]: rule 0 lists ${JSON.stringify(pattern)}, which matches no request: ${FORM}`,
    ),
  ],
  [
    'the wrong group',
    core('tokenreviews'),
    [
      'resources[0].resources[0]: rule 0 lists "tokenreviews", which matches no request: the core group has no tokenreviews, which '
        + 'authentication.k8s.io has',
    ],
  ],
  [
    'a core resource elsewhere',
    { resources: [{ group: 'apps', resources: ['pods/log'] }] },
    ['resources[0].resources[0]: rule 0 lists "pods/log", which matches no request: the group apps has no pods, which the core group has'],
  ],
  [
    'core as a name',
    { resources: [{ group: 'core', resources: ['pods'] }] },
    ['resources[0].group: rule 0 selects the group "core", which matches no request: the core group is ""'],
  ],
])('%s', (_, rule, expected) => {
  expect(findings(ineffectiveEntry, [policyOf([{ level: 'Metadata', ...rule }])])).toEqual(
    expected.map((line) => `Policy audit rules[0].${line}`),
  );
});

test("a policy that is refused is another rule's matter", () => {
  expect(findings(ineffectiveEntry, [policyOf([{ level: 'All', users: ['*'] }])])).toEqual([]);
});
