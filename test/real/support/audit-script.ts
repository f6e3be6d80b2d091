import type { AuditRequest } from '../../../src/audit';
import type { RequestOptions } from './client';

/** Values that are credentials: none of them may be in the log, nor encoded. */
export const SENTINELS = {
  created: 'sentinel-created-8xJ2q',
  updated: 'sentinel-updated-Pz5w1',
  patched: 'sentinel-patched-Vd9k3',
  applied: 'sentinel-applied-Lm4t7',
  invalid: 'sentinel-invalid-Qa6r8',
  broken: 'sentinel-broken-Hs3n2',
  refused: 'sentinel-refused-Yc7u5',
  config: 'sentinel-config-Bf1e9',
  misspelt: 'sentinel-misspelt-Nj6s3',
  pull: 'sentinel-pull-Cz3v8',
  tested: 'sentinel-tested-Eu8b1',
  yaml: 'sentinel-yaml-Rb9m1',
  forged: 'sentinel-forged-token-Kw8o4',
  reviewed: 'sentinel-reviewed-token-Ti2p6',
} as const;

/** Values that the server itself repeats where it says what is wrong with a patch: see {@link Step.quoted}. */
export const QUOTED = { stored: 'sentinel-stored-Gx4z6', typed: 'sentinel-typed-Ov2c6' } as const;

/** In the metadata of a namespace, whose changes are recorded with their bodies: so that looking for values is seen to find them. */
export const MARKER = 'marker-in-a-namespace-Xe5g7';

/** Who asks: see {@link IDENTITIES} of the test. */
export type Who =
  | 'admin'
  | 'jane'
  | 'account'
  | 'anonymous'
  | 'forged'
  | 'foreign'
  | 'node'
  | 'kubeProxy'
  | 'controllerManager'
  | 'scheduler'
  | 'apiServer'
  | 'impostor';

/** One request of the script, with what it is to an audit policy and what the server answers, both written down by hand. */
export interface Step {
  readonly as: Who;
  /** Method and path with its query. */
  readonly send: string;
  readonly options?: RequestOptions;
  /** What the policy is told, without the user. */
  readonly is: Omit<AuditRequest, 'user' | 'groups'>;
  readonly status: number;
  /** Bodies that there are, so that they are recorded at the levels that ask for them. */
  readonly bodies: '' | 'sent' | 'answered' | 'sent and answered';
  /**
   * The server repeats values of the body, or of what is stored, in its message about the patch, and so in the event's `responseStatus`,
   * whatever the level.
   */
  readonly quoted?: readonly string[];
  /** Refused before authentication, so the policy sees no user. */
  readonly early?: true;
  /** Answered before there is any auditing: the server cannot read the URL. */
  readonly unseen?: true;
}

const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
const UPGRADE = {
  'connection': 'Upgrade',
  'upgrade': 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'c2FtcGxlIG5vbmNlIDEyMw==',
  'sec-websocket-protocol': 'v5.channel.k8s.io',
};
const RBAC = 'rbac.authorization.k8s.io';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const shop = (rest: string) => `/api/v1/namespaces/shop/${rest}`;
const secret = (name: string, more: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...more });
const container = { name: 'c', image: 'registry.example.com/c@sha256:0000000000000000000000000000000000000000000000000000000000000000' };
const role = (name: string, verbs: readonly string[]) => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'Role',
  metadata: { name },
  rules: [{ apiGroups: [''], resources: ['secrets'], verbs }],
});
const lease = (name: string) => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name },
  spec: { holderIdentity: name },
});

function step(
  as: Who,
  send: string,
  is: Step['is'],
  status: number,
  bodies: Step['bodies'] = '',
  options?: RequestOptions & Pick<Step, 'early' | 'quoted' | 'unseen'>,
): Step {
  return { as, send, is, status, bodies, options, early: options?.early, quoted: options?.quoted, unseen: options?.unseen };
}

const secrets = { resource: 'secrets', namespaceName: 'shop' };
const configMaps = { resource: 'configmaps', namespaceName: 'shop' };
const pods = { resource: 'pods', namespaceName: 'shop' };
const db = { ...pods, name: 'db' };
const roles = { apiGroup: RBAC, resource: 'roles', namespaceName: 'shop' };
const leases = { apiGroup: 'coordination.k8s.io', resource: 'leases' };

/** In this order. There is a namespace `shop` with an account `app`, and a node `n1`. */
export const SCRIPT: readonly Step[] = [
  // Secrets.
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 201, 'sent and answered', {
    body: secret('db', { data: { password: base64(SENTINELS.created) }, stringData: { other: SENTINELS.created } }),
  }),
  step('admin', `GET ${shop('secrets/db')}`, { verb: 'get', ...secrets, name: 'db' }, 200, 'answered'),
  step('admin', `GET ${shop('secrets')}`, { verb: 'list', ...secrets }, 200, 'answered'),
  step('admin', 'GET /api/v1/secrets?fieldSelector=metadata.name%3Ddb', { verb: 'list', resource: 'secrets', name: 'db' }, 200, 'answered'),
  step('admin', `GET ${shop('secrets?watch=true&timeoutSeconds=1')}`, { verb: 'watch', ...secrets }, 200),
  step('admin', `PUT ${shop('secrets/db')}`, { verb: 'update', ...secrets, name: 'db' }, 200, 'sent and answered', {
    body: secret('db', { stringData: { password: SENTINELS.updated } }),
  }),
  step('admin', `PATCH ${shop('secrets/db')}`, { verb: 'patch', ...secrets, name: 'db' }, 200, 'sent and answered', {
    body: { stringData: { password: SENTINELS.patched } },
    headers: MERGE,
  }),
  step(
    'admin',
    `PATCH ${shop('secrets/applied?fieldManager=proof')}`,
    { verb: 'patch', ...secrets, name: 'applied' },
    201,
    'sent and answered',
    { body: secret('applied', { stringData: { a: SENTINELS.applied } }), headers: APPLY },
  ),
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 422, 'sent and answered', {
    body: secret('Not A Name', { stringData: { a: SENTINELS.invalid } }),
  }),
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 400, 'answered', {
    body: `{"kind":"Secret","data":{"a":"${base64(SENTINELS.broken)}",}`,
    headers: { 'content-type': 'application/json' },
  }),
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 400, 'answered', {
    body: secret('not-encoded', { data: { a: SENTINELS.broken } }),
  }),
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 400, 'answered', {
    body: `apiVersion: v1\nkind: Secret\nmetadata: { name: yaml }\nstringData: "${SENTINELS.yaml}"\n`,
    headers: { 'content-type': 'application/yaml' },
  }),
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 400, 'answered', {
    body: `apiVersion: v1\nkind: Secret\nmetadata: { name: yaml }\nstringData: { a: x: ${SENTINELS.yaml} }\n`,
    headers: { 'content-type': 'application/yaml' },
  }),
  step('admin', `PATCH ${shop('secrets/db')}`, { verb: 'patch', ...secrets, name: 'db' }, 422, 'sent and answered', {
    body: [{ op: 'test', path: '/data/password', value: SENTINELS.tested }],
    headers: JSON_PATCH,
  }),
  step('admin', `PUT ${shop('secrets/db?fieldValidation=Strict')}`, { verb: 'update', ...secrets, name: 'db' }, 400, 'sent and answered', {
    body: secret('db', { stringDat: { a: SENTINELS.misspelt } }),
  }),
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 422, 'sent and answered', {
    body: secret('pull', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': SENTINELS.pull } }),
  }),
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 201, 'sent and answered', {
    body: secret('fixed', { immutable: true, stringData: { a: SENTINELS.created } }),
  }),
  step('admin', `PATCH ${shop('secrets/fixed')}`, { verb: 'patch', ...secrets, name: 'fixed' }, 422, 'sent and answered', {
    body: { stringData: { a: SENTINELS.patched } },
    headers: MERGE,
  }),
  step('jane', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 403, 'answered', {
    body: secret('mine', { stringData: { a: SENTINELS.refused } }),
  }),
  step('jane', `GET ${shop('secrets/db')}`, { verb: 'get', ...secrets, name: 'db' }, 403, 'answered'),
  step('account', `GET ${shop('secrets')}`, { verb: 'list', ...secrets }, 403, 'answered'),
  step('admin', `GET ${shop('secrets/none')}`, { verb: 'get', ...secrets, name: 'none' }, 404, 'answered'),
  step('admin', `DELETE ${shop('secrets/applied')}`, { verb: 'delete', ...secrets, name: 'applied' }, 200, 'answered'),
  step('admin', `DELETE ${shop('secrets?labelSelector=none%3Dnone')}`, { verb: 'deletecollection', ...secrets }, 200, 'answered'),
  // Patches of a secret that would give it values of a wrong type.
  step('admin', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 201, 'sent and answered', {
    body: secret('quoted', { stringData: { a: QUOTED.stored } }),
  }),
  step('admin', `PATCH ${shop('secrets/new?fieldManager=proof')}`, { verb: 'patch', ...secrets, name: 'new' }, 500, 'sent and answered', {
    body: secret('new', { stringData: { a: { b: QUOTED.typed } } }),
    headers: APPLY,
    quoted: [QUOTED.typed],
  }),
  step('admin', `PATCH ${shop('secrets/quoted')}`, { verb: 'patch', ...secrets, name: 'quoted' }, 422, 'sent and answered', {
    body: { data: { b: QUOTED.typed } },
    headers: STRATEGIC,
    quoted: [QUOTED.typed],
  }),
  step('admin', `PATCH ${shop('secrets/quoted')}`, { verb: 'patch', ...secrets, name: 'quoted' }, 422, 'sent and answered', {
    body: { data: { b: QUOTED.typed } },
    headers: MERGE,
    quoted: [QUOTED.stored, QUOTED.typed],
  }),
  step('admin', `PATCH ${shop('secrets/quoted')}`, { verb: 'patch', ...secrets, name: 'quoted' }, 422, 'sent and answered', {
    body: [{ op: 'add', path: '/data/b', value: QUOTED.typed }],
    headers: JSON_PATCH,
    quoted: [QUOTED.stored, QUOTED.typed],
  }),
  // Config maps.
  step('admin', `POST ${shop('configmaps')}`, { verb: 'create', ...configMaps }, 201, 'sent and answered', {
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { url: SENTINELS.config } },
  }),
  step('account', `PATCH ${shop('configmaps/settings')}`, { verb: 'patch', ...configMaps, name: 'settings' }, 403, 'answered', {
    body: { data: { url: SENTINELS.refused } },
    headers: MERGE,
  }),
  step('admin', `GET ${shop('configmaps/settings')}`, { verb: 'get', ...configMaps, name: 'settings' }, 200, 'answered'),
  step('admin', 'GET /api/v1/watch/namespaces/shop/configmaps?timeoutSeconds=1', { verb: 'watch', ...configMaps }, 200),
  // Tokens.
  step(
    'admin',
    `POST ${shop('serviceaccounts/app/token')}`,
    { verb: 'create', resource: 'serviceaccounts', subresource: 'token', name: 'app', namespaceName: 'shop' },
    201,
    'sent and answered',
    { body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} } },
  ),
  step(
    'jane',
    `POST ${shop('serviceaccounts/app/token')}`,
    { verb: 'create', resource: 'serviceaccounts', subresource: 'token', name: 'app', namespaceName: 'shop' },
    403,
    'answered',
    { body: { spec: {} } },
  ),
  step(
    'admin',
    'POST /apis/authentication.k8s.io/v1/tokenreviews',
    { verb: 'create', apiGroup: 'authentication.k8s.io', resource: 'tokenreviews' },
    201,
    'sent and answered',
    { body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: SENTINELS.reviewed } } },
  ),
  // Workloads and what is done in them. No kubelet answers.
  step('admin', `POST ${shop('pods')}`, { verb: 'create', ...pods }, 201, 'sent and answered', {
    body: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'db' },
      spec: { nodeName: 'n1', serviceAccountName: 'app', containers: [container] },
    },
  }),
  step('admin', `POST ${shop('pods/db/exec?command=id')}`, { verb: 'create', ...db, subresource: 'exec' }, 400, 'answered'),
  step('admin', `GET ${shop('pods/db/exec?command=id')}`, { verb: 'get', ...db, subresource: 'exec' }, 101, '', { headers: UPGRADE }),
  step('admin', `GET ${shop('pods/db/attach')}`, { verb: 'get', ...db, subresource: 'attach' }, 101, '', { headers: UPGRADE }),
  step('admin', `GET ${shop('pods/db/portforward')}`, { verb: 'get', ...db, subresource: 'portforward' }, 500, 'answered', {
    headers: UPGRADE,
  }),
  step('admin', `GET ${shop('pods/db/proxy/')}`, { verb: 'get', ...db, subresource: 'proxy' }, 400, 'answered'),
  step('admin', `GET ${shop('pods/db/log')}`, { verb: 'get', ...db, subresource: 'log' }, 500, 'answered'),
  step('jane', `GET ${shop('pods/db/exec?command=id')}`, { verb: 'get', ...db, subresource: 'exec' }, 403, 'answered', {
    headers: UPGRADE,
  }),
  step('jane', `POST ${shop('pods/db/portforward')}`, { verb: 'create', ...db, subresource: 'portforward' }, 403, 'answered'),
  step('jane', `GET ${shop('pods?watch=1')}`, { verb: 'watch', ...pods }, 403, 'answered'),
  step('admin', `PATCH ${shop('pods/db')}`, { verb: 'patch', ...db }, 200, 'sent and answered', {
    body: { metadata: { labels: { a: 'b' } } },
    headers: MERGE,
  }),
  step('admin', `PATCH ${shop('pods/db')}`, { verb: 'patch', ...db }, 415, 'answered', { body: {} }),
  step('admin', `POST ${shop('pods')}`, { verb: 'create', ...pods }, 422, 'sent and answered', {
    body: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'none' }, spec: { containers: [] } },
  }),
  step(
    'admin',
    'POST /apis/apps/v1/namespaces/shop/deployments?dryRun=All',
    { verb: 'create', apiGroup: 'apps', resource: 'deployments', namespaceName: 'shop' },
    400,
    'answered',
    { body: 'no object' },
  ),
  // Who may do what.
  step('admin', `POST /apis/${RBAC}/v1/namespaces/shop/roles`, { verb: 'create', ...roles }, 201, 'sent and answered', {
    body: role('reader', ['get']),
  }),
  step(
    'admin',
    `PATCH /apis/${RBAC}/v1/namespaces/shop/roles/reader`,
    { verb: 'patch', ...roles, name: 'reader' },
    200,
    'sent and answered',
    { body: role('reader', ['list']), headers: MERGE },
  ),
  step(
    'admin',
    `DELETE /apis/${RBAC}/v1/namespaces/shop/roles/reader`,
    { verb: 'delete', ...roles, name: 'reader' },
    200,
    'sent and answered',
    { body: { apiVersion: 'v1', kind: 'DeleteOptions' } },
  ),
  step('jane', `POST /apis/${RBAC}/v1/namespaces/shop/roles`, { verb: 'create', ...roles }, 403, 'answered', { body: role('mine', ['*']) }),
  step('jane', `GET /apis/${RBAC}/v1/clusterroles`, { verb: 'list', apiGroup: RBAC, resource: 'clusterroles' }, 403, 'answered'),
  step('admin', 'POST /api/v1/namespaces', { verb: 'create', resource: 'namespaces' }, 201, 'sent and answered', {
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'orders', annotations: { marker: MARKER } } },
  }),
  step(
    'admin',
    'PATCH /api/v1/namespaces/orders',
    { verb: 'patch', resource: 'namespaces', name: 'orders', namespaceName: 'orders' },
    200,
    'sent and answered',
    { body: { metadata: { labels: { a: 'b' } } }, headers: MERGE },
  ),
  step(
    'jane',
    'DELETE /api/v1/namespaces/orders',
    { verb: 'delete', resource: 'namespaces', name: 'orders', namespaceName: 'orders' },
    403,
    'answered',
  ),
  step(
    'admin',
    'POST /api/v1/namespaces/orders/serviceaccounts',
    { verb: 'create', resource: 'serviceaccounts', namespaceName: 'orders' },
    201,
    'sent and answered',
    { body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'app' } } },
  ),
  step(
    'admin',
    'DELETE /api/v1/namespaces/orders/limitranges',
    { verb: 'deletecollection', resource: 'limitranges', namespaceName: 'orders' },
    200,
    'answered',
  ),
  step(
    'jane',
    'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    { verb: 'create', apiGroup: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' },
    201,
    'sent and answered',
    {
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { verb: 'get', resource: 'pods' } },
      },
    },
  ),
  step('admin', `GET ${shop('secrets/db')}`, { verb: 'get', ...secrets, name: 'db' }, 403, 'answered', {
    headers: { 'impersonate-user': 'jane' },
  }),
  step('jane', `GET ${shop('pods')}`, { verb: 'list', ...pods }, 403, 'answered', { headers: { 'impersonate-user': 'admin' } }),
  // Nobody knows who it is.
  step('anonymous', `GET ${shop('secrets')}`, { verb: 'list', ...secrets }, 403, 'answered'),
  step('anonymous', `GET ${shop('pods?watch=true')}`, { verb: 'watch', ...pods }, 403, 'answered'),
  step('anonymous', 'GET /metrics', { verb: 'get', path: '/metrics' }, 403, 'answered'),
  step('anonymous', 'GET /livez/etcd', { verb: 'get', path: '/livez/etcd' }, 403, 'answered'),
  step('forged', `GET ${shop('secrets')}`, { verb: 'list', ...secrets }, 401, 'answered'),
  step('forged', `POST ${shop('secrets')}`, { verb: 'create', ...secrets }, 401, 'answered', {
    body: secret('forged', { stringData: { a: SENTINELS.refused } }),
  }),
  step('forged', `GET ${shop('pods?watch=true')}`, { verb: 'watch', ...pods }, 401, 'answered'),
  step('forged', `GET ${shop('pods/db/exec?command=id')}`, { verb: 'get', ...db, subresource: 'exec' }, 401, 'answered', {
    headers: UPGRADE,
  }),
  step('forged', `POST /apis/${RBAC}/v1/namespaces/shop/roles`, { verb: 'create', ...roles }, 401, 'answered', {
    body: role('mine', ['*']),
  }),
  step('forged', 'GET /healthz', { verb: 'get', path: '/healthz' }, 401, 'answered'),
  step('forged', 'GET /apis', { verb: 'get', path: '/apis' }, 401, 'answered'),
  step('foreign', `GET ${shop('pods')}`, { verb: 'list', ...pods }, 401, 'answered'),
  step('admin', 'GET /api/v1/namespaces?timeout=abc', { verb: 'list', resource: 'namespaces' }, 400, 'answered', { early: true }),
  // What is not a resource, or none that there is.
  step('anonymous', 'GET /healthz', { verb: 'get', path: '/healthz' }, 200),
  step('anonymous', 'GET /livez?verbose', { verb: 'get', path: '/livez' }, 200),
  step('anonymous', 'GET /readyz', { verb: 'get', path: '/readyz' }, 200),
  step('anonymous', 'HEAD /readyz', { verb: 'head', path: '/readyz' }, 403, 'answered'),
  step('anonymous', 'GET /version', { verb: 'get', path: '/version' }, 200),
  step('jane', 'GET /healthz', { verb: 'get', path: '/healthz' }, 200),
  step('jane', 'GET /openapi/v3', { verb: 'get', path: '/openapi/v3' }, 200),
  step('jane', 'POST /version', { verb: 'post', path: '/version' }, 403, 'answered', { body: {} }),
  step('admin', 'GET /metrics', { verb: 'get', path: '/metrics' }, 200),
  step('admin', 'GET /debug/pprof/symbol', { verb: 'get', path: '/debug/pprof/symbol' }, 200),
  step('jane', 'GET /debug/pprof/', { verb: 'get', path: '/debug/pprof/' }, 403, 'answered'),
  step('admin', 'GET /no/such/path', { verb: 'get', path: '/no/such/path' }, 404),
  step(
    'admin',
    'GET /apis/example.com/v1/namespaces/shop/widgets',
    { verb: 'list', apiGroup: 'example.com', resource: 'widgets', namespaceName: 'shop' },
    404,
  ),
  step('admin', 'OPTIONS /api/v1/namespaces', { verb: '', resource: 'namespaces' }, 405, 'answered'),
  step(
    'admin',
    'HEAD /api/v1/namespaces/shop',
    { verb: 'get', resource: 'namespaces', name: 'shop', namespaceName: 'shop' },
    405,
    'answered',
  ),
  step('admin', 'GET /api/v1/proxy/nodes/n1', { verb: 'proxy', resource: 'nodes', name: 'n1' }, 404, 'answered'),
  ...['watch', 'proxy'].flatMap((verb) =>
    (['admin', 'forged'] as const).map((as) =>
      step(as, `GET /api/v1/${verb}`, { verb, path: `/api/v1/${verb}` }, 500, '', { unseen: true }),
    ),
  ),
  // The system itself.
  step('kubeProxy', 'GET /api/v1/services', { verb: 'list', resource: 'services' }, 200, 'answered'),
  step('kubeProxy', 'GET /api/v1/services?watch=true&timeoutSeconds=1', { verb: 'watch', resource: 'services' }, 200),
  step(
    'kubeProxy',
    'GET /apis/discovery.k8s.io/v1/endpointslices?watch=true&timeoutSeconds=1',
    { verb: 'watch', apiGroup: 'discovery.k8s.io', resource: 'endpointslices' },
    200,
  ),
  step('kubeProxy', 'GET /api/v1/nodes/n1', { verb: 'get', resource: 'nodes', name: 'n1' }, 200, 'answered'),
  step('kubeProxy', 'GET /api/v1/secrets', { verb: 'list', resource: 'secrets' }, 403, 'answered'),
  step('node', 'GET /api/v1/nodes/n1', { verb: 'get', resource: 'nodes', name: 'n1' }, 200, 'answered'),
  step(
    'node',
    'PATCH /api/v1/nodes/n1/status',
    { verb: 'patch', resource: 'nodes', subresource: 'status', name: 'n1' },
    200,
    'sent and answered',
    { body: { status: {} }, headers: MERGE },
  ),
  step('node', 'GET /api/v1/nodes/n2', { verb: 'get', resource: 'nodes', name: 'n2' }, 403, 'answered'),
  step('node', `GET ${shop('secrets/db')}`, { verb: 'get', ...secrets, name: 'db' }, 403, 'answered'),
  step('node', 'GET /api/v1/pods?fieldSelector=spec.nodeName%3Dn1', { verb: 'list', resource: 'pods' }, 200, 'answered'),
  step(
    'controllerManager',
    'POST /apis/coordination.k8s.io/v1/namespaces/kube-system/leases',
    { verb: 'create', ...leases, namespaceName: 'kube-system' },
    201,
    'sent and answered',
    { body: lease('kube-controller-manager') },
  ),
  step(
    'controllerManager',
    'GET /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-controller-manager',
    { verb: 'get', ...leases, name: 'kube-controller-manager', namespaceName: 'kube-system' },
    200,
    'answered',
  ),
  step(
    'controllerManager',
    'PUT /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-controller-manager',
    { verb: 'update', ...leases, name: 'kube-controller-manager', namespaceName: 'kube-system' },
    422,
    'sent and answered',
    { body: lease('kube-controller-manager') },
  ),
  step(
    'scheduler',
    'GET /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-scheduler',
    { verb: 'get', ...leases, name: 'kube-scheduler', namespaceName: 'kube-system' },
    404,
    'answered',
  ),
  step(
    'scheduler',
    'GET /apis/coordination.k8s.io/v1/namespaces/shop/leases/kube-scheduler',
    { verb: 'get', ...leases, name: 'kube-scheduler', namespaceName: 'shop' },
    404,
    'answered',
  ),
  step('apiServer', 'GET /api/v1/namespaces', { verb: 'list', resource: 'namespaces' }, 200, 'answered'),
  step('apiServer', 'GET /api/v1/secrets', { verb: 'list', resource: 'secrets' }, 200, 'answered'),
  step('impostor', 'GET /api/v1/namespaces', { verb: 'list', resource: 'namespaces' }, 403, 'answered'),
];
