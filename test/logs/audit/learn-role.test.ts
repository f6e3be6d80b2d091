import { EventReader } from '../../../src/logs/audit/event-reader';
import { learnRole } from '../../../src/logs/audit/learn-role';
import { countEvent, Observation } from '../../../src/logs/audit/observation';
import type { JsonObject } from '../../../src/text/json';
import { auditEvent } from '../../support/audit-log';

interface Request {
  readonly verb: string;
  readonly on?: JsonObject;
  readonly path?: string;
  readonly code?: number;
  readonly user?: string;
  readonly more?: JsonObject;
}

/** What is learnt, a line for each rule. */
function learnt(...requests: readonly Request[]) {
  const state = new Observation();
  const reader = new EventReader({
    event: (event, format) => void countEvent(state, event, format, () => []),
    other: () => undefined,
    fault: (fault) => expect(fault).toBeUndefined(),
  });
  for (const { verb, on, path = '/x', code = 200, user = 'jane', more } of requests) {
    const decision = code === 403 ? 'forbid' : 'allow';
    const annotations = { 'authorization.k8s.io/decision': decision };
    const about = { verb, objectRef: on, requestURI: path, user: { username: user, groups: [] }, responseStatus: { code }, annotations };
    reader.read(JSON.stringify(auditEvent({ ...about, ...more })), undefined);
  }
  const { roles, refused, notes } = learnRole(state, 'jane');
  const rules = roles.flatMap(({ namespace, grants }) =>
    grants.map(({ group, resource, names, urls, verbs }) =>
      [`${namespace || 'cluster'}:`, verbs.join(','), urls.join(' ') || `${resource}${group && `.${group}`}`, ...names].join(' '),
    ),
  );
  return { rules, refused, notes };
}
const rulesOf = (...requests: readonly Request[]) => learnt(...requests).rules;
const pods = (name?: string, subresource?: string) => ({ resource: 'pods', namespace: 'shop', name, subresource });

describe('the least role', () => {
  test('names, where they are few and will be there again', () => {
    expect(rulesOf({ verb: 'get', on: pods('db-0') }, { verb: 'patch', on: pods('db-0') })).toEqual(['shop: get,patch pods db-0']);
    expect(rulesOf({ verb: 'get', on: pods('web-7d9f8b6c5d-x2lkq') })).toEqual(['shop: get pods']);
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ verb: 'get', on: pods(name) }));
    expect(rulesOf(...many.slice(1))).toEqual(['shop: get pods b c d e f']);
    expect(rulesOf(...many)).toEqual(['shop: get pods']);
    expect(rulesOf({ verb: 'create', on: pods('a') }, { verb: 'delete', on: pods('a') })).toEqual(['shop: create,delete pods']);
  });
  test('list and watch have no name, but with a field selector', () => {
    expect(rulesOf({ verb: 'list', on: pods() }, { verb: 'watch', on: pods() }, { verb: 'get', on: pods('a') })).toEqual([
      'shop: list,watch pods',
      'shop: get pods a',
    ]);
    expect(rulesOf({ verb: 'watch', on: pods('a') })).toEqual(['shop: watch pods a']);
  });
  test('each namespace its own; the cluster only for what is in none', () => {
    expect(
      rulesOf(
        { verb: 'list', on: { resource: 'pods', namespace: 'a' } },
        { verb: 'list', on: { resource: 'nodes' } },
        { verb: 'get', on: { resource: 'namespaces', namespace: 'a', name: 'a' } },
        { verb: 'list', on: { resource: 'deployments', apiGroup: 'apps' } },
        { verb: 'get', path: '/metrics?x=1' },
        { verb: 'get', path: '/version' },
      ),
    ).toEqual([
      'cluster: get /metrics /version',
      'cluster: list nodes',
      'cluster: list deployments.apps',
      'a: get namespaces a',
      'a: list pods',
    ]);
  });
  test('what the API server asks for beside the verb', () => {
    expect(rulesOf({ verb: 'get', on: pods('db-0', 'exec') })).toEqual(['shop: get,create pods/exec db-0']);
    expect(rulesOf({ verb: 'patch', on: pods('db-0'), code: 201 })).toEqual(['shop: create,patch pods']);
  });
  test('authorized is what counts: not found is granted, refused by admission too, forbidden not', () => {
    const { rules, refused } = learnt(
      { verb: 'get', on: pods('a'), code: 404 },
      { verb: 'create', on: pods(), code: 403, more: { annotations: { 'authorization.k8s.io/decision': 'allow' } } },
      { verb: 'delete', on: pods('a'), code: 403 },
      { verb: 'list', on: pods(), user: 'other' },
    );
    expect([rules, refused]).toEqual([['shop: get,create pods'], ['delete pods in shop, 1 time']]);
  });
  test('what no role should give, and what is unclear, is left out and said', () => {
    const { rules, notes } = learnt(
      { verb: 'get', on: pods('a'), more: { impersonatedUser: { username: 'admin' } } },
      { verb: 'get', on: pods('a'), code: 500, more: { annotations: {} } },
    );
    expect([rules, notes]).toEqual([
      [],
      [
        'impersonate users, 1 time: left out, because no role should give it',
        'get pods in shop, 1 time: left out, because it failed, and may not have been authorized',
      ],
    ]);
  });
});
