import { Chart, Testing } from 'cdk8s';
import { Grant, LeastPrivilegeRole, Subject } from '../../src/rbac';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { AccessReviews, askables, onResource, onUrl, type Ask, type Askable, type Identity } from './support/access-review';
import { authorizerSettled } from './support/authorizer';
import type { Client } from './support/client';
import { Cluster, requireCluster } from './support/cluster';
import { isGiven, ROLES, ruleKey, rulesGiven, synthesised, type GivenRole } from './support/given-roles';
import { NOTHING, TOO_MUCH } from './support/refused-roles';

const EVERYBODY = 'system:authenticated';
const accountOf = (name: string): Identity => ({
  user: `system:serviceaccount:payments:${name}`,
  groups: ['system:serviceaccounts', 'system:serviceaccounts:payments', EVERYBODY],
});

/** Who holds what, and who is the same to the server except the name that the role is given to. */
const HOLDERS: Readonly<Record<string, { readonly who: Identity; readonly like: Identity; readonly role: GivenRole }>> = {
  'the user jane': { who: { user: 'jane', groups: [EVERYBODY] }, like: { user: 'john', groups: [EVERYBODY] }, role: ROLES.deployer },
  'a user of the group viewers': {
    who: { user: 'vera', groups: ['viewers', EVERYBODY] },
    like: { user: 'john', groups: [EVERYBODY] },
    role: ROLES.viewer,
  },
  'the account reconciler': { who: accountOf('reconciler'), like: accountOf('other'), role: ROLES.reconciler },
};

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
const SPECIAL_VERBS = [
  'use',
  'bind',
  'escalate',
  'impersonate',
  'approve',
  'sign',
  'attest',
  'proxy',
  'associated-node:update',
  'arbitrary-node:update',
  '*',
];
const NAMES = ['', 'api', 'other'];
const PLACES = ['payments', 'orders', ''];
const URLS = [
  '/',
  '/api',
  '/api/v1',
  '/apis',
  '/healthz',
  '/livez',
  '/livez/etcd',
  '/readyz',
  '/metrics',
  '/metrics/slis',
  '/logs',
  '/logs/',
  '/version',
  '/openapi/v3',
  '/debug/pprof/',
  '/.well-known/openid-configuration',
  '/openid/v1/jwks',
  '*',
  '/*',
];
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', '*'];

/** Nothing serves them, yet the authorizer is asked about them; and one resource of somebody else. */
const BEYOND_DISCOVERY: readonly Askable[] = [
  ...['users', 'groups'].map((resource) => ({ group: '', resource, namespaced: false })),
  ...['nodes/metrics', 'nodes/stats', 'nodes/log', 'nodes/configz'].map((resource) => ({ group: '', resource, namespaced: false })),
  ...['uids', 'userextras/scopes'].map((resource) => ({ group: 'authentication.k8s.io', resource, namespaced: false })),
  { group: 'certificates.k8s.io', resource: 'signers', namespaced: false },
  { group: 'resource.k8s.io', resource: 'resourceclaims/driver', namespaced: true },
  { group: 'example.com', resource: 'widgets', namespaced: true },
  { group: '*', resource: '*', namespaced: true },
  { group: '', resource: '*/*', namespaced: true },
];

/**
 * Every verb on everything, without a name and with two, in two namespaces and in the whole cluster; and what the roles themselves name.
 */
function fullTable(known: readonly Askable[]): Ask[] {
  const asks = [...known, ...BEYOND_DISCOVERY].flatMap(({ group, resource, namespaced }) => {
    // Requests about a Namespace object are made in it.
    const places = namespaced || resource.split('/')[0] === 'namespaces' ? PLACES : [''];
    return [
      // A request that names an object of a namespace names the namespace too.
      ...places.flatMap((namespace) =>
        (namespace === '' && places.length > 1 ? [''] : NAMES).flatMap((name) =>
          VERBS.map((verb) => onResource(verb, group, resource, namespace, name)),
        ),
      ),
      ...SPECIAL_VERBS.map((verb) => onResource(verb, group, resource, places[0]!)),
    ];
  });
  const named = Object.values(ROLES)
    .flatMap(({ grants }) => grants)
    .flatMap((given) => ('on' in given ? [given] : []))
    .flatMap(({ on: [group, resource], named: names = [] }) =>
      PLACES.flatMap((namespace) =>
        names.flatMap((name) => [...VERBS, ...SPECIAL_VERBS].map((verb) => onResource(verb, group, resource, namespace, name))),
      ),
    );
  const urls = URLS.flatMap((url) => METHODS.map((verb) => onUrl(verb, url)));
  return [...new Map([...asks, ...named, ...urls].map((ask) => [keyOf(ask), ask])).values()];
}

function keyOf({ verb, group, resource, name, namespace, url }: Ask): string {
  return url !== ''
    ? `${verb} ${url}`
    : `${verb} ${resource} of ${JSON.stringify(group)} ${JSON.stringify(name)} in ${JSON.stringify(namespace)}`;
}

describeProof('LeastPrivilegeRole on a real API server', requireCluster(), () => {
  let cluster: Cluster;
  let reviews: AccessReviews;
  let known: readonly Askable[];
  const clients: Record<string, Client> = {};
  const common = new Map<string, Promise<Set<string>>>();

  /** What one who holds no role may do: what the server's own roles give everybody. */
  const allowedToEverybodyLike = (who: Identity) => {
    if (!common.has(who.user)) {
      common.set(
        who.user,
        reviews.allowed(who, fullTable(known)).then((allowed) => new Set(allowed.map(keyOf))),
      );
    }
    return common.get(who.user)!;
  };

  beforeAll(async () => {
    cluster = await Cluster.start('least-privilege-role', { apiServerFlags: { 'runtime-config': 'api/all=true' } });
    known = askables(await cluster.apiTable().resources());
    for (const name of ['payments', 'orders']) await cluster.makeNamespace(name);
    for (const name of ['reconciler', 'builder', 'other']) {
      await cluster.admin.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'payments' } });
    }
    for (const object of synthesised()) expect(await cluster.admin.apply(object)).toMatchObject({ status: 201, warnings: [] });
    reviews = await AccessReviews.open(cluster);
    await authorizerSettled(cluster);
    clients['the user jane'] = cluster.clientFor({ user: 'jane' });
    clients['a user of the group viewers'] = cluster.clientFor({ user: 'vera', groups: ['viewers'] });
    clients['the account reconciler'] = await cluster.clientForServiceAccount('payments', 'reconciler');
  });

  afterAll(async () => {
    process.stdout.write(`${reviews?.asked} access reviews over ${known?.length} resources and subresources\n`);
    reviews?.close();
    await cluster?.stop();
  });

  test('every resource and subresource that the server serves can be granted', () => {
    expect(known.length).toBeGreaterThan(100);
    const refused = known.flatMap(({ group, resource }) => {
      try {
        Grant.on(group, resource);
        return [];
      } catch (error) {
        return [String(error)];
      }
    });
    expect(refused).toEqual([]);
  });

  describe.each(Object.entries(HOLDERS))('%s', (title, { who, like, role }) => {
    guarantee(
      'LeastPrivilegeRole',
      'users, groups and service accounts are allowed what was granted, over every verb, resource and subresource of the API server, '
        + 'and nothing else',
      async () => {
        const table = fullTable(known);
        const forEverybody = await allowedToEverybodyLike(like);
        const allowed = (await reviews.allowed(who, table)).map(keyOf);
        const expected = table.filter((ask) => isGiven(role, ask) || forEverybody.has(keyOf(ask))).map(keyOf);
        expect(allowed).toEqual(expected);
        expect(expected.length - forEverybody.size).toBeGreaterThan(20);
        expect(table.length).toBeGreaterThan(6000);
      },
    );

    guarantee('LeastPrivilegeRole', 'SelfSubjectRulesReview tells each identity exactly what was granted', async () => {
      const rulesOf = async (client: Client, namespace: string) => {
        const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
        const { status, body } = await client.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', { body: review });
        expect([status, body.status.incomplete, body.status.evaluationError]).toEqual([201, false, undefined]);
        return {
          resources: body.status.resourceRules.map(ruleKey).sort() as string[],
          urls: body.status.nonResourceRules.map(ruleKey).sort() as string[],
        };
      };
      const other =
        role === ROLES.reconciler ? await cluster.clientForServiceAccount('payments', 'other') : cluster.clientFor({ user: 'john' });
      for (const namespace of ['payments', 'orders', 'kube-system']) {
        const own = await rulesOf(clients[title]!, namespace);
        const others = await rulesOf(other, namespace);
        const given = rulesGiven(role, namespace);
        expect(own).toEqual({ resources: [...others.resources, ...given.resources].sort(), urls: [...others.urls, ...given.urls].sort() });
      }
    });

    guarantee('LeastPrivilegeRole', 'real requests get 403 when they are not granted, and only then', async () => {
      const me = await clients[title]!.request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
      });
      expect(me.body.status.userInfo).toMatchObject({ username: who.user, groups: expect.arrayContaining([...who.groups]) });
      const wrong: string[] = [];
      const counts = { granted: 0, refused: 0 };
      const requests = realRequests(await cluster.apiTable().resources());
      const forEverybody = new Set(
        (
          await reviews.allowed(
            like,
            requests.map(({ ask }) => ask),
          )
        ).map(keyOf),
      );
      await inBatches(requests, async ({ ask, method, path }) => {
        const granted = isGiven(role, ask) || forEverybody.has(keyOf(ask));
        const { status, body } = await clients[title]!.request(method, path, {
          body: method === 'GET' ? undefined : {},
          headers: method === 'PATCH' ? { 'content-type': 'application/merge-patch+json' } : {},
        });
        const forbidden = status === 403 && /^[\w."-]+ .*is forbidden: User "/.test(body.message);
        counts[granted ? 'granted' : 'refused'] += 1;
        if (forbidden === granted || status === 401 || status === 429) wrong.push(`${keyOf(ask)}: ${status} ${body.message ?? ''}`);
      });
      expect(wrong).toEqual([]);
      expect(counts.granted).toBeGreaterThan(3);
      expect(counts.refused).toBeGreaterThan(500);
    });
  });

  guarantee('LeastPrivilegeRole', 'a client that only resembles a subject has nothing of the role', async () => {
    const given = fullTable(known).filter((ask) => Object.values(ROLES).some((role) => isGiven(role, ask)));
    expect(given.length).toBeGreaterThan(100);
    const john: Identity = { user: 'john', groups: [EVERYBODY] };
    const forEverybody = (await reviews.allowed(john, given)).map(keyOf);
    for (const who of [
      { user: 'viewers', groups: [EVERYBODY] },
      { user: 'john', groups: ['jane', EVERYBODY] },
      { user: 'Jane', groups: ['Viewers', EVERYBODY] },
      { user: 'reconciler', groups: ['payments', EVERYBODY] },
      { user: 'system:serviceaccount:orders:reconciler', groups: ['system:serviceaccounts', 'system:serviceaccounts:orders', EVERYBODY] },
    ]) {
      expect((await reviews.allowed(who, given)).map(keyOf)).toEqual(forEverybody);
    }
  });

  test('every subject of a role has the same', async () => {
    const given = fullTable(known).filter((ask) => isGiven(ROLES.deployer, ask));
    expect((await reviews.allowed(accountOf('builder'), given)).map(keyOf)).toEqual(given.map(keyOf));
  });

  describe('what it refuses', () => {
    beforeAll(async () => {
      await cluster.makeNamespace('refused');
      for (const name of ['db', 'everybody', 'nobody']) {
        expect(await cluster.admin.create({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'refused' } })).toMatchObject({
          status: 201,
        });
      }
      await cluster.admin.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'reader', namespace: 'refused' } });
    });

    guarantee.group(
      'LeastPrivilegeRole',
      'roles that are refused for giving too much would be taken by the API server, and give too much',
      () => {
        test.each(TOO_MUCH.map((row) => [row.title, row] as const))(
          'would be taken by the server, and give too much: %s',
          async (_, { build, refusal, applied, follows, statuses }) => {
            expect(build).toThrow(refusal);
            for (const object of applied) expect(await cluster.admin.create(object)).toMatchObject({ status: 201 });
            await authorizerSettled(cluster);
            expect(await follows(cluster)).toEqual(statuses);
          },
        );
      },
    );

    guarantee.group(
      'LeastPrivilegeRole',
      'roles that are refused for giving nothing would be taken by the API server, and give nothing',
      () => {
        test.each(NOTHING.map((row) => [row.title, row] as const))(
          'would be taken by the server, and give nothing: %s',
          async (_, { build, refusal, applied, follows, statuses }) => {
            expect(build).toThrow(refusal);
            for (const object of applied) expect(await cluster.admin.create(object)).toMatchObject({ status: 201 });
            await authorizerSettled(cluster);
            expect(await follows(cluster)).toEqual(statuses);
          },
        );
      },
    );

    test('cluster-scoped resources in a Role give nothing, and URLs in it are refused by the server too', async () => {
      const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'out-of-place', namespace: 'refused' } };
      const make = (grant: Grant) => () =>
        new LeastPrivilegeRole(new Chart(Testing.app(), 'c', { namespace: 'refused' }), 'r', {
          grants: [grant],
          subjects: [Subject.user('nina')],
        });
      expect(make(Grant.on('', 'nodes').verbs('list'))).toThrow(
        /is on a cluster-scoped resource, so list would have no effect within a namespace/,
      );
      expect(make(Grant.onUrls('/metrics').verbs('get'))).toThrow(/is on URLs, which belong to no namespace/);
      expect(await cluster.admin.create({ ...role, rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] })).toMatchObject({
        status: 422,
      });
      expect(await cluster.admin.create({ ...role, rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }] })).toMatchObject({
        status: 201,
      });
      const binding = {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'out-of-place' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'nina' }],
      };
      expect(await cluster.admin.create({ ...role, kind: 'RoleBinding', ...binding })).toMatchObject({ status: 201 });
      await authorizerSettled(cluster);
      expect(await cluster.clientFor({ user: 'nina' }).request('GET', '/api/v1/nodes')).toMatchObject({ status: 403 });
    });
  });
});

const METHOD_VERBS = [
  ['GET', 'get', true],
  ['GET', 'list', false],
  ['POST', 'create', false],
  ['PUT', 'update', true],
  ['PATCH', 'patch', true],
  ['DELETE', 'delete', true],
  ['DELETE', 'deletecollection', false],
] as const;

/**
 * A request for every verb on everything that is served, on an object that does not exist, in the namespace `payments` where it has one.
 */
function realRequests(
  served: Awaited<ReturnType<ReturnType<Cluster['apiTable']>['resources']>>,
): { ask: Ask; method: string; path: string }[] {
  const made = served.flatMap(({ group, groupVersion, resource, namespaced, subresources }) => {
    const namespace = namespaced ? 'payments' : '';
    const collection = `${group === '' ? '/api' : '/apis'}/${groupVersion}${namespaced ? '/namespaces/payments' : ''}/${resource}`;
    const plain = METHOD_VERBS.map(([method, verb, named]) => ({
      ask: onResource(verb, group, resource, resource === 'namespaces' && named ? 'other' : namespace, named ? 'other' : ''),
      method,
      path: named ? `${collection}/other` : collection,
    }));
    const below = subresources.flatMap(({ name }) =>
      METHOD_VERBS.filter(([, verb, named]) => named || verb === 'create').map(([method, verb]) => ({
        ask: onResource(verb, group, `${resource}/${name}`, resource === 'namespaces' ? 'other' : namespace, 'other'),
        method,
        path: `${collection}/other/${name}`,
      })),
    );
    return [...plain, ...below];
  });
  return made;
}

async function inBatches<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < items.length) await act(items[next++]!);
    }),
  );
}
