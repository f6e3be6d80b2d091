import * as fc from 'fast-check';
import { evaluateAuditPolicy, type AuditAttributes } from '../../../src/kubernetes/audit/audit-policy';
import { readAuditPolicy } from '../../../src/kubernetes/audit/read-audit-policy';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { LEVELS, policyOf, requests, validPolicies, viewOf, wildPolicies } from '../../support/audit';

const read = (document: unknown, kubernetes = '1.37') => readAuditPolicy(document, parseMinor(kubernetes));
const faults = (document: unknown, kubernetes?: string) =>
  read(document, kubernetes).faults.map(({ path, message }) => `${path}: ${message}`);

describe('reading', () => {
  test.each<[string, unknown, string[]]>([
    ['a valid policy', policyOf([{ level: 'Metadata' }]), []],
    ['no mapping', [], [': the document is a list, not a mapping']],
    ['nothing', undefined, [': the document is nothing, not a mapping']],
    ['no rules', policyOf([]), ['rules: the policy has no rules']],
    ['rules null', policyOf(null as never), ['rules: the policy has no rules']],
    ['rules a mapping', policyOf({} as never), ['rules: rules is a mapping, not a list']],
    ['a rule that is null', policyOf([null]), ['rules[0].level: the level is not set']],
    ['a rule that is text', policyOf(['Metadata']), ['rules[0]: rules[0] is a string, not a mapping']],
    [
      'a level in lower case',
      policyOf([{ level: 'metadata' }]),
      ['rules[0].level: "metadata" is not one of the levels None, Metadata, Request, RequestResponse'],
    ],
    ['a level that is a number', policyOf([{ level: 1 }]), ['rules[0].level: rules[0].level is a number, not a string']],
    ['users as text', policyOf([{ level: 'None', users: 'alice' }]), ['rules[0].users: rules[0].users is a string, not a list']],
    [
      'a user that is a boolean',
      policyOf([{ level: 'None', users: ['a', true] }]),
      ['rules[0].users[1]: rules[0].users[1] is a boolean, not a string'],
    ],
    [
      'an unknown stage',
      policyOf([{ level: 'None', omitStages: ['End'] }], { omitStages: ['Begin'] }),
      [
        'rules[0].omitStages[0]: "End" is not one of the stages RequestReceived, ResponseStarted, ResponseComplete, Panic',
        'omitStages[0]: "Begin" is not one of the stages RequestReceived, ResponseStarted, ResponseComplete, Panic',
      ],
    ],
    [
      'names without resources',
      policyOf([{ level: 'None', resources: [{ resourceNames: ['a'] }] }]),
      ['rules[0].resources[0].resourceNames: resourceNames are given without resources'],
    ],
    [
      'a group with version',
      policyOf([{ level: 'None', resources: [{ group: 'apps/v1' }] }]),
      ['rules[0].resources[0].group: "apps/v1" is not the name of an API group'],
    ],
    [
      'both kinds of requests',
      policyOf([{ level: 'None', resources: [{}], nonResourceURLs: ['/a'] }]),
      ['rules[0].nonResourceURLs: rule 0 is for resources and for other paths at once'],
    ],
    [
      'a path without slash',
      policyOf([{ level: 'None', nonResourceURLs: ['a'] }]),
      ['rules[0].nonResourceURLs[0]: "a" does not begin with "/"'],
    ],
    [
      'a star inside',
      policyOf([{ level: 'None', nonResourceURLs: ['/*/a'] }]),
      ['rules[0].nonResourceURLs[0]: "/*/a" has a "*" that is not its last character'],
    ],
    [
      'v1beta1',
      { ...policyOf([{ level: 'None' }]), apiVersion: 'audit.k8s.io/v1beta1' },
      ['apiVersion: apiVersion is "audit.k8s.io/v1beta1", and audit.k8s.io/v1 is the only one that exists'],
    ],
    [
      'omitManagedFields as text',
      policyOf([{ level: 'None', omitManagedFields: 'no' }]),
      ['rules[0].omitManagedFields: rules[0].omitManagedFields is a string, not a boolean'],
    ],
  ])('%s', (_, document, expected) => {
    expect(faults(document)).toEqual(expected);
    expect(read(document).policy === undefined).toBe(expected.length > 0);
  });

  test('the group "*" is understood from 1.36 on', () => {
    const document = policyOf([{ level: 'None', resources: [{ group: '*', resources: ['pods'] }] }]);
    expect(faults(document, '1.35')).toEqual(['rules[0].resources[0].group: the group "*" is understood from Kubernetes 1.36 on']);
    expect(faults(document, '1.36')).toEqual([]);
  });

  test('unknown fields are dropped, with their case, at every depth; the policy stays', () => {
    const { policy, ignored } = read(policyOf([{ level: 'Metadata', Users: ['a'], resources: [{ apiGroup: 'apps' }] }], { omitStage: [] }));
    expect(ignored.map(({ path }) => path)).toEqual(['omitStage', 'rules[0].Users', 'rules[0].resources[0].apiGroup']);
    expect(policy?.rules[0]).toMatchObject({ users: [], resources: [{ group: '', resources: [], resourceNames: [] }] });
  });

  test('keys of the object prototype are nothing but unknown fields', () => {
    const document: unknown = JSON.parse(
      '{"apiVersion":"audit.k8s.io/v1","kind":"Policy","rules":[{"level":"None","__proto__":{"users":["x"]},"constructor":1}]}',
    );
    const { policy, ignored } = read(document);
    expect(policy?.rules[0]?.users).toEqual([]);
    expect(ignored.map(({ path }) => path)).toEqual(['rules[0].__proto__', 'rules[0].constructor']);
  });

  test('nothing makes the reader fail, and what it accepts can be evaluated', () => {
    fc.assert(
      fc.property(wildPolicies, requests, (document, request) => {
        const { policy, faults: found } = read(document);
        expect(policy === undefined).toBe(found.length > 0);
        if (policy) expect(LEVELS).toContain(evaluateAuditPolicy(policy, request).level);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('evaluating', () => {
  const jane = { name: 'jane', groups: ['devs'] };
  const on = (resource: string, more: object = {}, rest: Partial<AuditAttributes> = {}): AuditAttributes => ({
    user: jane,
    verb: 'get',
    path: '/api',
    ...rest,
    resource: { group: '', resource, subresource: '', name: '', namespace: 'default', ...more },
  });
  const at = (path: string, rest: Partial<AuditAttributes> = {}): AuditAttributes => ({
    user: jane,
    verb: 'get',
    path,
    ...rest,
    resource: undefined,
  });
  const matches = (rule: object, request: AuditAttributes) =>
    evaluateAuditPolicy(viewOf(policyOf([{ level: 'Metadata', ...rule }])), request).rule !== undefined;

  test.each<[string, object, AuditAttributes, boolean]>([
    ['nothing named takes resources', {}, on('pods'), true],
    ['nothing named takes paths', {}, at('/healthz'), true],
    ['nothing named takes failed authentication', {}, at('/healthz', { user: undefined }), true],
    ['a user', { users: ['jane'] }, on('pods'), true],
    ['another user', { users: ['joe'] }, on('pods'), false],
    ['users are not patterns', { users: ['*'] }, on('pods'), false],
    ['users never take failed authentication', { users: ['', 'system:anonymous'] }, on('pods', {}, { user: undefined }), false],
    ['one group of several', { userGroups: ['ops', 'devs'] }, on('pods'), true],
    ['groups never take failed authentication', { userGroups: ['system:unauthenticated'] }, on('pods', {}, { user: undefined }), false],
    ['user and group have to meet', { users: ['jane'], userGroups: ['ops'] }, on('pods'), false],
    ['a verb', { verbs: ['get'] }, on('pods'), true],
    ['verbs are not patterns', { verbs: ['*'] }, on('pods'), false],
    ['the group left out is the core group', { resources: [{ resources: ['pods'] }] }, on('pods'), true],
    ['the core group only', { resources: [{ resources: ['deployments'] }] }, on('deployments', { group: 'apps' }), false],
    [
      'no resources take the whole group',
      { resources: [{ group: 'apps' }] },
      on('deployments', { group: 'apps', subresource: 'scale' }),
      true,
    ],
    ['every group', { resources: [{ group: '*', resources: ['deployments'] }] }, on('deployments', { group: 'apps' }), true],
    ['a resource without its subresources', { resources: [{ resources: ['pods'] }] }, on('pods', { subresource: 'log' }), false],
    ['a subresource', { resources: [{ resources: ['pods/log'] }] }, on('pods', { subresource: 'log' }), true],
    ['all subresources take the resource too', { resources: [{ resources: ['pods/*'] }] }, on('pods'), true],
    [
      'a subresource of all',
      { resources: [{ group: '*', resources: ['*/scale'] }] },
      on('deployments', { group: 'apps', subresource: 'scale' }),
      true,
    ],
    ['a subresource of all, without one', { resources: [{ resources: ['*/scale'] }] }, on('pods'), false],
    ['a star takes subresources', { resources: [{ resources: ['*'] }] }, on('pods', { subresource: 'exec' }), true],
    ['a name', { resources: [{ resources: ['pods'], resourceNames: ['a'] }] }, on('pods', { name: 'a' }), true],
    [
      'a name, and a request without',
      { resources: [{ resources: ['pods'], resourceNames: ['a'] }] },
      on('pods', {}, { verb: 'list' }),
      false,
    ],
    ['a namespace', { namespaces: ['default'] }, on('pods'), true],
    ['a namespace takes no paths', { namespaces: [''] }, at('/healthz'), false],
    ['no namespace', { namespaces: [''] }, on('nodes', { namespace: '' }), true],
    ['resources take no paths', { resources: [{ group: '*', resources: ['*'] }] }, at('/healthz'), false],
    ['a path takes no resources', { nonResourceURLs: ['*'] }, on('pods'), false],
    ['a path', { nonResourceURLs: ['/healthz'] }, at('/healthz'), true],
    ['a path is not a prefix', { nonResourceURLs: ['/healthz'] }, at('/healthz/etcd'), false],
    ['a star takes what begins alike', { nonResourceURLs: ['/healthz*'] }, at('/healthzfoo'), true],
    ['a star takes the rest of a path', { nonResourceURLs: ['/healthz/*'] }, at('/healthz/a/b'), true],
  ])('%s', (_, rule, request, expected) => {
    expect(matches(rule, request)).toBe(expected);
  });

  test("the first match decides; stages are united; managed fields are the rule's, else the policy's", () => {
    const policy = viewOf(
      policyOf(
        [{ level: 'Request', users: ['jane'], omitStages: ['Panic', 'RequestReceived'], omitManagedFields: false }, { level: 'None' }],
        { omitStages: ['ResponseStarted', 'RequestReceived'], omitManagedFields: true },
      ),
    );
    expect(evaluateAuditPolicy(policy, on('pods'))).toMatchObject({
      rule: { index: 0 },
      level: 'Request',
      omitStages: ['RequestReceived', 'ResponseStarted', 'Panic'],
      omitManagedFields: false,
    });
    expect(evaluateAuditPolicy(policy, at('/', { user: undefined }))).toMatchObject({
      rule: { index: 1 },
      level: 'None',
      omitManagedFields: true,
    });
  });

  test('without a match nothing is recorded', () => {
    const policy = viewOf(policyOf([{ level: 'Request', users: ['joe'] }], { omitStages: ['Panic'] }));
    expect(evaluateAuditPolicy(policy, on('pods'))).toEqual({
      rule: undefined,
      level: 'None',
      omitStages: ['Panic'],
      omitManagedFields: false,
    });
  });

  test('every request is decided, in the same way each time', () => {
    fc.assert(
      fc.property(validPolicies, requests, (document, request) => {
        const first = evaluateAuditPolicy(viewOf(document), request);
        expect(first).toEqual(evaluateAuditPolicy(viewOf(document), request));
      }),
      { numRuns: 500 },
    );
  });
});
