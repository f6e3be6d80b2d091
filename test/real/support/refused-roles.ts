import { Grant, Subject } from '../../../src/rbac';
import { authorizerSettled } from './authorizer';
import type { Client, Manifest } from './client';
import type { Cluster } from './cluster';

/** Something that LeastPrivilegeRole refuses, and what the server makes of it when it is written by hand. */
export interface RefusedRole {
  readonly title: string;
  /** Throws. */
  readonly build: () => unknown;
  readonly refusal: RegExp;
  /** As somebody would have written it by hand. */
  readonly applied: readonly Manifest[];
  /** What follows, with the statuses of the server. */
  readonly follows: (cluster: Cluster) => Promise<readonly (number | boolean)[]>;
  readonly statuses: readonly (number | boolean)[];
}

const RBAC = 'rbac.authorization.k8s.io';
const SECRET = '/api/v1/namespaces/refused/secrets/db';
const SECRETS = '/api/v1/namespaces/refused/secrets';

type RuleText = readonly [group: string, resource: string, verbs: string, names?: string];

/** A Role in the namespace `refused`, bound to a user of the same name or to whom it says. */
function byHand(name: string, rules: readonly RuleText[], subject: object = { apiGroup: RBAC, kind: 'User', name }): Manifest[] {
  const content = rules.map(([group, resource, verbs, names]) => ({
    apiGroups: [group],
    resources: [resource],
    verbs: verbs.split(' '),
    ...(names && { resourceNames: [names] }),
  }));
  return [
    { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: { name, namespace: 'refused' }, rules: content },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name, namespace: 'refused' },
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [subject],
    },
  ];
}

/** The statuses of requests, one after the other; after each change of roles, the authorizer is waited for. */
async function statuses(
  cluster: Cluster,
  client: Client,
  ...requests: readonly (readonly [method: string, path: string, body?: unknown, headers?: Record<string, string>])[]
): Promise<number[]> {
  const all: number[] = [];
  for (const [method, path, body, headers] of requests) {
    all.push((await client.request(method, path, { body, headers })).status);
    if (method !== 'GET') await authorizerSettled(cluster);
  }
  return all;
}

const MERGE = { 'content-type': 'application/merge-patch+json' };
const READ_SECRETS = { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] };
const ROLE = (name: string) => `/apis/${RBAC}/v1/namespaces/refused/roles/${name}`;
const BINDINGS = `/apis/${RBAC}/v1/namespaces/refused/rolebindings`;
const adminBinding = (user: string) => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'RoleBinding',
  metadata: { name: `${user}-admin`, namespace: 'refused' },
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ apiGroup: RBAC, kind: 'User', name: user }],
});

/** Too much: the server takes it, and its holder reaches secrets that nobody has named. */
export const TOO_MUCH: readonly RefusedRole[] = [
  {
    title: 'a wildcard for resources',
    build: () => Grant.on('', '*'),
    refusal: /the resource "\*" is a wildcard/,
    applied: byHand('wild-resource', [['', '*', 'get']]),
    follows: (cluster) => statuses(cluster, cluster.clientFor({ user: 'wild-resource' }), ['GET', SECRET]),
    statuses: [200],
  },
  {
    title: 'a wildcard for verbs',
    build: () => Grant.on(RBAC, 'roles').verbs('*'),
    refusal: /the verb "\*" is a wildcard/,
    applied: byHand('wild-verb', [[RBAC, 'roles', '*']]),
    follows: (cluster) =>
      statuses(
        cluster,
        cluster.clientFor({ user: 'wild-verb' }),
        ['GET', SECRET],
        ['PATCH', ROLE('wild-verb'), READ_SECRETS, MERGE],
        ['GET', SECRET],
      ),
    statuses: [403, 200, 200],
  },
  {
    title: 'escalate',
    build: () => Grant.on(RBAC, 'roles').verbs('patch', 'escalate'),
    refusal: /the verb "escalate" lets its holder take rights that were not granted/,
    applied: [...byHand('escalator', [[RBAC, 'roles', 'get patch escalate']]), ...byHand('patcher', [[RBAC, 'roles', 'get patch']])],
    follows: async (cluster) => [
      ...(await statuses(
        cluster,
        cluster.clientFor({ user: 'escalator' }),
        ['GET', SECRET],
        ['PATCH', ROLE('escalator'), READ_SECRETS, MERGE],
        ['GET', SECRET],
      )),
      ...(await statuses(
        cluster,
        cluster.clientFor({ user: 'patcher' }),
        ['PATCH', ROLE('patcher'), READ_SECRETS, MERGE],
        ['GET', SECRET],
      )),
    ],
    statuses: [403, 200, 200, 403, 403],
  },
  {
    title: 'bind',
    build: () => Grant.on(RBAC, 'clusterroles').verbs('bind'),
    refusal: /the verb "bind" lets its holder take rights that were not granted/,
    applied: [
      ...byHand('binder', [
        [RBAC, 'rolebindings', 'create'],
        [RBAC, 'clusterroles', 'bind'],
      ]),
      ...byHand('creator', [[RBAC, 'rolebindings', 'create']]),
    ],
    follows: async (cluster) => [
      ...(await statuses(
        cluster,
        cluster.clientFor({ user: 'binder' }),
        ['GET', SECRET],
        ['POST', BINDINGS, adminBinding('binder')],
        ['GET', SECRET],
      )),
      ...(await statuses(cluster, cluster.clientFor({ user: 'creator' }), ['POST', BINDINGS, adminBinding('creator')], ['GET', SECRET])),
    ],
    statuses: [403, 201, 200, 403, 403],
  },
  {
    title: 'impersonate',
    build: () => Grant.on('', 'serviceaccounts').verbs('impersonate'),
    refusal: /the verb "impersonate" lets its holder take rights that were not granted/,
    applied: [
      ...byHand('pretender', [['', 'serviceaccounts', 'impersonate']]),
      ...byHand('reader', [['', 'secrets', 'get']], { kind: 'ServiceAccount', name: 'reader', namespace: 'refused' }),
    ],
    follows: (cluster) =>
      statuses(
        cluster,
        cluster.clientFor({ user: 'pretender' }),
        ['GET', SECRET],
        ['GET', SECRET, undefined, { 'impersonate-user': 'system:serviceaccount:refused:reader' }],
      ),
    statuses: [403, 200],
  },
  {
    title: 'a role for system:authenticated',
    build: () => Subject.group('system:authenticated'),
    refusal: /which is every user with an account/,
    applied: byHand('everybody', [['', 'secrets', 'get', 'everybody']], { apiGroup: RBAC, kind: 'Group', name: 'system:authenticated' }),
    follows: (cluster) => statuses(cluster, cluster.clientFor({ user: 'a-passer-by' }), ['GET', `${SECRETS}/everybody`]),
    statuses: [200],
  },
  {
    title: 'a role for system:unauthenticated',
    build: () => Subject.group('system:unauthenticated'),
    refusal: /which is any client that reaches the API server/,
    applied: byHand('nobody', [['', 'secrets', 'get', 'nobody']], { apiGroup: RBAC, kind: 'Group', name: 'system:unauthenticated' }),
    follows: (cluster) => statuses(cluster, cluster.anonymous, ['GET', `${SECRETS}/nobody`]),
    statuses: [200],
  },
  {
    title: 'a role for system:masters',
    build: () => Subject.group('system:masters'),
    refusal: /which the API server allows everything before it looks at any role/,
    applied: [],
    follows: (cluster) => statuses(cluster, cluster.clientFor({ user: 'whoever', groups: ['system:masters'] }), ['GET', SECRET]),
    statuses: [200],
  },
  {
    title: 'a role for the account default',
    build: () => Subject.serviceAccount('default', 'refused'),
    refusal: /so every pod that names no other would have it/,
    applied: byHand('of-default', [['', 'secrets', 'get', 'db']], { kind: 'ServiceAccount', name: 'default', namespace: 'refused' }),
    follows: async (cluster) => statuses(cluster, await cluster.clientForServiceAccount('refused', 'default'), ['GET', SECRET]),
    statuses: [200],
  },
];

/** Too little: the server takes it without a word, and it gives nothing. */
export const NOTHING: readonly RefusedRole[] = [
  {
    title: 'create confined to names',
    build: () => Grant.on('', 'configmaps').named('settings').verbs('create'),
    refusal: /which such requests do not carry, so the grant would give nothing/,
    applied: byHand('named-create', [['', 'configmaps', 'create', 'settings']]),
    follows: (cluster) =>
      statuses(cluster, cluster.clientFor({ user: 'named-create' }), [
        'POST',
        '/api/v1/namespaces/refused/configmaps',
        { metadata: { name: 'settings' } },
      ]),
    statuses: [403],
  },
  {
    title: 'a group with its version',
    build: () => Grant.on('apps/v1', 'deployments'),
    refusal: /contains a slash, so no request would match it/,
    applied: byHand('versioned', [['apps/v1', 'deployments', 'list']]),
    follows: (cluster) =>
      statuses(cluster, cluster.clientFor({ user: 'versioned' }), ['GET', '/apis/apps/v1/namespaces/refused/deployments']),
    statuses: [403],
  },
  {
    title: 'a resource in the wrong group',
    build: () => Grant.on('', 'deployments'),
    refusal: /there is no resource "deployments" in the core group, so the grant would give nothing/,
    applied: byHand('wrong-group', [['', 'deployments', 'list']]),
    follows: (cluster) =>
      statuses(cluster, cluster.clientFor({ user: 'wrong-group' }), ['GET', '/apis/apps/v1/namespaces/refused/deployments']),
    statuses: [403],
  },
  {
    title: 'the wildcard pods/*',
    build: () => Grant.on('', 'pods/*'),
    refusal: /the resource "pods\/\*" is a wildcard, so the grant would reach unnamed things, or nothing/,
    applied: byHand('pods-star', [['', 'pods/*', 'get']]),
    follows: (cluster) => statuses(cluster, cluster.clientFor({ user: 'pods-star' }), ['GET', '/api/v1/namespaces/refused/pods/x/log']),
    statuses: [403],
  },
  {
    title: 'a wildcard among names',
    build: () => Grant.on('', 'secrets').named('*'),
    refusal: /RBAC takes "\*" for a plain name/,
    applied: byHand('star-name', [['', 'secrets', 'get', '*']]),
    follows: (cluster) => statuses(cluster, cluster.clientFor({ user: 'star-name' }), ['GET', SECRET]),
    statuses: [403],
  },
  {
    title: 'a wildcard among groups',
    build: () => Subject.group('team-*'),
    refusal: /which RBAC takes for a plain name/,
    applied: byHand('star-group', [['', 'secrets', 'get']], { apiGroup: RBAC, kind: 'Group', name: 'team-*' }),
    follows: (cluster) => statuses(cluster, cluster.clientFor({ user: 'a', groups: ['team-a'] }), ['GET', SECRET]),
    statuses: [403],
  },
  {
    title: 'names for deletecollection',
    build: () => Grant.on('', 'configmaps').named('settings').verbs('deletecollection'),
    refusal: /so the grant would give nothing/,
    applied: byHand('named-sweep', [['', 'configmaps', 'deletecollection', 'settings']]),
    follows: (cluster) =>
      statuses(
        cluster,
        cluster.clientFor({ user: 'named-sweep' }),
        ['DELETE', '/api/v1/namespaces/refused/configmaps'],
        ['DELETE', '/api/v1/namespaces/refused/configmaps?fieldSelector=metadata.name%3Dsettings'],
      ),
    statuses: [403, 403],
  },
];
