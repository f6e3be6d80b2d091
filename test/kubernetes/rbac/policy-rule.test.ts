import {
  entryCovers,
  namesItsObject,
  readRules,
  ruleGrants,
  rulesCover,
  type PolicyRule,
  type RbacFault,
} from '../../../src/kubernetes/rbac/policy-rule';

function rule(parts: Partial<PolicyRule>): PolicyRule {
  return {
    path: 'rules[0]',
    verbs: ['get'],
    apiGroups: [''],
    resources: ['pods'],
    resourceNames: [],
    emptyNames: false,
    nonResourceURLs: [],
    ...parts,
  };
}

test.each([
  ['*', 'pods', true],
  ['*', 'pods/exec', true],
  ['pods', 'pods', true],
  ['pods', 'pods/exec', false],
  ['pods/exec', 'pods/exec', true],
  ['*/exec', 'pods/exec', true],
  ['*/exec', 'pods', false],
  ['*/execute', 'pods/exec', false],
  ['*/xec', 'pods/exec', false],
  ['pods/*', 'pods/exec', false],
  ['userextras/scopes', 'userextras/', true],
  ['userextras', 'userextras/', false],
  ['userextras/', 'userextras/', true],
  ['*/scopes', 'userextras/', true],
  ['', 'pods', false],
])('the entry %j covers %s: %s', (entry, resource, expected) => {
  expect(entryCovers(entry, resource)).toBe(expected);
});

test.each([
  ['get', 'pods', true],
  ['list', 'pods', true],
  ['create', 'pods', false],
  ['create', 'pods/exec', true],
  ['deletecollection', 'pods', false],
])('%s on %s names its object: %s', (verb, resource, expected) => {
  expect(namesItsObject(verb, resource)).toBe(expected);
});

test.each<[string, Partial<PolicyRule>, string, boolean]>([
  ['verb and group as named', {}, 'get', true],
  ['another verb', {}, 'list', false],
  ['another group', { apiGroups: ['apps'] }, 'get', false],
  ['any group', { apiGroups: ['*'] }, 'get', true],
  ['any verb', { verbs: ['*'] }, 'escalate', true],
  ['a verb with a star in it', { verbs: ['ge*'] }, 'get', false],
  ['named objects and a verb that names one', { resourceNames: ['a'] }, 'get', true],
  ['named objects and a verb that names none', { resourceNames: ['a'], verbs: ['create'] }, 'create', false],
  ['the name that matches requests without one', { resourceNames: [''], verbs: ['create'] }, 'create', true],
])('a rule grants: %s', (_, parts, verb, expected) => {
  expect(ruleGrants(rule(parts), { group: '', resource: 'pods', verb })).toBe(expected);
});

test.each<[string, Partial<PolicyRule>, Partial<PolicyRule>, boolean]>([
  ['itself', {}, {}, true],
  ['fewer verbs', { verbs: ['get', 'list'] }, { verbs: ['list'] }, true],
  ['more verbs', {}, { verbs: ['get', 'list'] }, false],
  ['named objects of all', {}, { resourceNames: ['a'] }, true],
  ['all objects of named', { resourceNames: ['a'] }, {}, false],
  ['other names', { resourceNames: ['a'] }, { resourceNames: ['b'] }, false],
  ['everything', { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, true],
  ['a wildcard of what is named', {}, { resources: ['*'] }, false],
  [
    'URLs under a prefix',
    { apiGroups: [], resources: [], nonResourceURLs: ['/healthz/*'] },
    { apiGroups: [], resources: [], nonResourceURLs: ['/healthz/etcd'] },
    true,
  ],
  [
    'URLs elsewhere',
    { apiGroups: [], resources: [], nonResourceURLs: ['/healthz/*'] },
    { apiGroups: [], resources: [], nonResourceURLs: ['/metrics'] },
    false,
  ],
])('a rule covers %s', (_, wide, narrow, expected) => {
  expect(rulesCover([rule(wide)], rule(narrow))).toBe(expected);
});

test('two rules cover together what neither does alone', () => {
  const both = rule({ resources: ['pods', 'services'] });
  expect(rulesCover([rule({}), rule({ resources: ['services'] })], both)).toBe(true);
  expect(rulesCover([rule({})], both)).toBe(false);
});

test.each<[string, unknown, string[]]>([
  ['unset', undefined, []],
  ['null', null, []],
  ['empty', [], []],
  ['a mapping', {}, ['rules: rules is a mapping, not a list']],
  ['a text as rule', ['get pods'], ['rules[0]: rules[0] is a string, not a mapping']],
  ['verbs as text', [{ apiGroups: [''], resources: ['pods'], verbs: 'get' }], ['rules[0].verbs: rules[0].verbs is a string, not a list']],
  [
    'a number as verb',
    [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 7] }],
    ['rules[0].verbs[1]: rules[0].verbs[1] is a number, not a string'],
  ],
  ['no verbs', [{ apiGroups: [''], resources: ['pods'], verbs: [] }], ['rules[0].verbs: rules[0] names no verb']],
  [
    'an empty mapping',
    [{}],
    [
      'rules[0].verbs: rules[0] names no verb',
      'rules[0].apiGroups: rules[0] names no API group',
      'rules[0].resources: rules[0] names no resource',
    ],
  ],
  [
    'URLs in a Role',
    [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
    ['rules[0].nonResourceURLs: rules[0] names URLs, which a Role cannot grant'],
  ],
])('reading rules: %s', (_, value, expected) => {
  const faults: RbacFault[] = [];
  readRules(value, true, faults);
  expect(faults.map(({ path, message }) => `${path}: ${message}`)).toEqual(expected);
});

test('URLs and resources do not go together, in a ClusterRole either', () => {
  const faults: RbacFault[] = [];
  expect(readRules([{ nonResourceURLs: ['/metrics'], resources: ['pods'], apiGroups: [''], verbs: ['get'] }], false, faults)).toHaveLength(
    1,
  );
  expect(faults).toEqual([{ path: 'rules[0].nonResourceURLs', message: 'rules[0] names both resources and URLs' }]);
});
