import { Grant } from '../../../src/rbac';

test('a grant says what it is', () => {
  const grant = Grant.on('apps', 'deployments').named('api', 'web').verbs('get', 'patch').unsafeReason(' on call ');
  expect([grant.group, grant.resource, grant.names, grant.urls, grant.verbs, grant.reason, `${grant}`]).toEqual([
    'apps',
    'deployments',
    ['api', 'web'],
    [],
    ['get', 'patch'],
    'on call',
    'get, patch on deployments of apps named "api", "web"',
  ]);
  expect(`${Grant.on('', 'pods').subresource('log').verbs('get')}`).toBe('get on pods/log');
  expect(`${Grant.onUrls('/metrics', '/healthz').verbs('get')}`).toBe('get on /metrics, /healthz');
  expect(Grant.on('', 'configmaps').toRead().verbs).toEqual(['get', 'list', 'watch']);
});

test('grants do not change: neither by later calls nor through lists that came in or went out', () => {
  const target = Grant.on('', 'configmaps');
  const names = ['a'];
  const verbs = ['get'];
  const grant = target.named(...names).verbs(...verbs);
  names.push('b');
  verbs.push('delete');
  grant.names.push('c');
  grant.verbs.push('delete');
  expect([grant.names, grant.verbs]).toEqual([['a'], ['get']]);
  expect(target.verbs('get').names).toEqual([]);
  grant.unsafeReason('x');
  expect(grant.reason).toBeUndefined();
});

test.each<[string, () => unknown]>([
  [
    'a subresource, either way',
    () => [Grant.on('', 'pods/exec').verbs('create'), Grant.on('', 'pods').subresource('exec').verbs('create')],
  ],
  ['custom resources', () => Grant.on('cert-manager.io', 'certificates').verbs('get', 'use')],
  ['a subresource of custom resources', () => Grant.on('cert-manager.io', 'certificates/status').verbs('update')],
  ['an aggregated API', () => Grant.on('metrics.k8s.io', 'pods').toRead()],
  ['finalizers', () => Grant.on('batch', 'jobs/finalizers').verbs('update')],
  ['a token of one ServiceAccount', () => Grant.on('', 'serviceaccounts/token').named('api').verbs('create')],
  ['watching one object', () => Grant.on('', 'configmaps').named('api').verbs('list', 'watch')],
  ['signing for one signer', () => Grant.on('certificates.k8s.io', 'signers').named('example.com/web').verbs('sign', 'approve', 'attest')],
  [
    'device status by node',
    () => Grant.on('resource.k8s.io', 'resourceclaims/driver').named('gpu.example.com').verbs('associated-node:update'),
  ],
  ['a resource that only the newest release has', () => Grant.on('scheduling.k8s.io', 'podgroups').verbs('get')],
])('taken: %s', (_, make) => {
  expect(make).not.toThrow();
});

test.each<[string, () => unknown, string]>([
  [
    'every group',
    () => Grant.on('*', 'pods'),
    'Grant: the API group "*" is a wildcard, so the grant would reach unnamed things, or nothing. Write a grant for each group '
      + 'that is needed.',
  ],
  [
    'every resource',
    () => Grant.on('', '*'),
    'Grant: the resource "*" is a wildcard, so the grant would reach unnamed things, or nothing. Write a grant for each '
      + 'resource that is needed.',
  ],
  [
    'a subresource of everything',
    () => Grant.on('', '*/exec'),
    'Grant: the resource "*/exec" is a wildcard, so the grant would reach unnamed things, or nothing. Write a grant for each '
      + 'resource that is needed.',
  ],
  [
    'every subresource',
    () => Grant.on('', 'pods').subresource('*'),
    'Grant: the resource "pods/*" is a wildcard, so the grant would reach unnamed things, or nothing. Write a grant for each '
      + 'resource that is needed.',
  ],
  [
    'every custom resource',
    () => Grant.on('example.com', '*'),
    'Grant: the resource "*" is a wildcard, so the grant would reach unnamed things, or nothing. Write a grant for each '
      + 'resource that is needed.',
  ],
  [
    'every verb',
    () => Grant.on('', 'pods').verbs('*'),
    'Grant: the verb "*" is a wildcard, so the grant would reach unnamed things, or nothing. Name the verbs that are needed.',
  ],
  [
    'every name',
    () => Grant.on('', 'pods').named('*'),
    'Grant: the name "*" is a wildcard, so the grant would reach unnamed things, or nothing. Name each object: RBAC takes "*" '
      + 'for a plain name.',
  ],
  [
    'every URL',
    () => Grant.onUrls('/healthz/*'),
    'Grant: the URL "/healthz/*" is a wildcard, so the grant would reach unnamed things, or nothing. Name each path that is needed.',
  ],
  [
    'escalate',
    () => Grant.on('rbac.authorization.k8s.io', 'roles').verbs('escalate'),
    'Grant: the verb "escalate" lets its holder take rights that were not granted, so the role would have no bounds. Grant the rights '
      + 'themselves to the subjects that need them.',
  ],
  [
    'bind',
    () => Grant.on('rbac.authorization.k8s.io', 'clusterroles').named('view').verbs('get', 'bind'),
    'Grant: the verb "bind" lets its holder take rights that were not granted, so the role would have no bounds. Grant the rights '
      + 'themselves to the subjects that need them.',
  ],
  [
    'impersonate',
    () => Grant.on('', 'serviceaccounts').verbs('impersonate'),
    'Grant: the verb "impersonate" lets its holder take rights that were not granted, so the role would have no bounds. Grant the rights '
      + 'themselves to the subjects that need them.',
  ],
  [
    'constrained impersonation',
    () => Grant.on('example.com', 'users').verbs('impersonate:user-info'),
    'Grant: the verb "impersonate:user-info" lets its holder take rights that were not granted, so the role would have no bounds. Grant '
      + 'the rights themselves to the subjects that need them.',
  ],
  [
    'constrained impersonation, its actions',
    () => Grant.on('', 'pods').verbs('impersonate-on:user-info:list'),
    'Grant: the verb "impersonate-on:user-info:list" lets its holder take rights that were not granted, so the role would have no bounds. '
      + 'Grant the rights themselves to the subjects that need them.',
  ],
  [
    'a misspelt resource',
    () => Grant.on('', 'secert'),
    'Grant: there is no resource "secert" in the core group, so the grant would give nothing. Did you mean "secrets"?',
  ],
  [
    'the singular',
    () => Grant.on('apps', 'deployment'),
    'Grant: there is no resource "deployment" in the group "apps", so the grant would give nothing. Did you mean "deployments"?',
  ],
  [
    'the kind',
    () => Grant.on('', 'Pods'),
    'Grant: there is no resource "Pods" in the core group, so the grant would give nothing. Did you mean "pods"?',
  ],
  [
    'a resource of another group',
    () => Grant.on('', 'deployments'),
    'Grant: there is no resource "deployments" in the core group, so the grant would give nothing. It is in the group "apps".',
  ],
  [
    'a resource of the core group',
    () => Grant.on('apps', 'events'),
    'Grant: there is no resource "events" in the group "apps", so the grant would give nothing. It is in the core group, "" and in '
      + 'the group "events.k8s.io".',
  ],
  [
    'a subresource that is not there',
    () => Grant.on('apps', 'deployments').subresource('exec'),
    'Grant: there is no resource "deployments/exec" in the group "apps", so the grant would give nothing. Did you mean "deployments"?',
  ],
  [
    'a subresource of a subresource',
    () => Grant.on('', 'pods/exec').subresource('log'),
    'Grant: the subresource "log" is given for "pods/exec", which is a subresource itself. Begin with the resource alone.',
  ],
  [
    'a subresource of a URL',
    () => Grant.onUrls('/metrics').subresource('log'),
    'Grant: a subresource is given for URLs, which have none. Begin with Grant.on(group, resource).',
  ],
  [
    'a group with its version',
    () => Grant.on('apps/v1', 'deployments'),
    'Grant: the API group "apps/v1" contains a slash, so no request would match it. Write the group without its version: "apps".',
  ],
  [
    'the version of the core group',
    () => Grant.on('v1', 'pods'),
    'Grant: the API group "v1" does not exist, so no request would match it. Write "" for the core group.',
  ],
  [
    'the core group by its nickname',
    () => Grant.on('core', 'pods'),
    'Grant: the API group "core" does not exist, so no request would match it. Write "" for the core group.',
  ],
  [
    'a misspelt group',
    () => Grant.on('app', 'widgets'),
    'Grant: the API group "app" does not exist, so no request would match it. Did you mean "apps"?',
  ],
  [
    'a group that was removed',
    () => Grant.on('extensions', 'ingresses'),
    'Grant: the API group "extensions" does not exist, so no request would match it. It is in the group "networking.k8s.io".',
  ],
  [
    'a group that is none',
    () => Grant.on('Example.com', 'widgets'),
    'Grant: "Example.com" is not an API group, so no request would match it. Write the group in lower case, such as "apps" or '
      + '"cert-manager.io".',
  ],
  [
    'a custom resource that is none',
    () => Grant.on('example.com', 'Widget'),
    'Grant: "Widget" is not a resource, so no request would match it. Write its plural in lower case, such as "certificates" or '
      + '"certificates/status".',
  ],
  [
    'no resource',
    () => Grant.on('', ''),
    'Grant: there is no resource "" in the core group, so the grant would give nothing. Did you mean "pods"?',
  ],
  [
    'a group that is not a string',
    () => Grant.on(7 as never, 'pods'),
    'Grant: the API group is 7, so it is unclear which API is meant. Write it as text: "apps", or "" for the core group.',
  ],
  [
    'a resource that is not a string',
    () => Grant.on('', undefined as never),
    'Grant: the resource is undefined, so it is unclear what is granted. Write its plural as text, such as "deployments".',
  ],
  [
    'no verb',
    () => Grant.on('', 'pods').verbs(),
    'Grant: no verb is given, so the API server would reject the role. Name the verbs that are needed, such as "get".',
  ],
  [
    'an unknown verb',
    () => Grant.on('', 'pods').verbs('read'),
    'Grant: "read" is not a verb that is requested on pods, so the grant would give nothing. Use get, list, watch, create, update, '
      + 'patch, delete, deletecollection.',
  ],
  [
    'a verb in capitals',
    () => Grant.on('', 'pods').verbs('GET'),
    'Grant: "GET" is not a verb that is requested on pods, so the grant would give nothing. Use get, list, watch, create, update, '
      + 'patch, delete, deletecollection.',
  ],
  [
    'use of what Kubernetes defines',
    () => Grant.on('policy', 'poddisruptionbudgets').verbs('use'),
    'Grant: "use" is not a verb that is requested on poddisruptionbudgets, so the grant would give nothing. Use get, list, watch, '
      + 'create, update, patch, delete, deletecollection.',
  ],
  [
    'an ordinary verb on signers',
    () => Grant.on('certificates.k8s.io', 'signers').verbs('get'),
    'Grant: "get" is not a verb that is requested on signers, so the grant would give nothing. Use approve, sign, attest.',
  ],
  [
    'approve on something else',
    () => Grant.on('certificates.k8s.io', 'certificatesigningrequests').verbs('approve'),
    'Grant: "approve" is not a verb that is requested on certificatesigningrequests, so the grant would give nothing. Use get, list, '
      + 'watch, create, update, patch, delete, deletecollection.',
  ],
  [
    'list on a URL',
    () => Grant.onUrls('/metrics').verbs('list'),
    'Grant: "list" is not a verb for URLs, so the grant would give nothing. Use get, head, post, put, patch, delete, options.',
  ],
  [
    'a verb that is not a string',
    () => Grant.on('', 'pods').verbs(null as never),
    'Grant: the verb is null, so it is unclear what is granted. Write it as text, such as "get".',
  ],
  [
    'a verb twice',
    () => Grant.on('', 'pods').verbs('get', 'get'),
    'Grant: the verb "get" is given twice, so another one may be missing. Write each once.',
  ],
  [
    'create of named objects',
    () => Grant.on('', 'configmaps').named('api').verbs('get', 'create'),
    'Grant: create on configmaps is confined to names, which such requests do not carry, so the grant would give nothing. Grant '
      + 'create on its own, without named().',
  ],
  [
    'deletecollection of named objects',
    () => Grant.on('', 'pods').named('api').verbs('deletecollection'),
    'Grant: deletecollection on pods is confined to names, which such requests do not carry, so the grant would give nothing. Grant '
      + 'deletecollection on its own, without named().',
  ],
  [
    'no name',
    () => Grant.on('', 'pods').named(),
    'Grant: named() is given no name, so the grant would be on every object. Name the objects, or leave out named().',
  ],
  [
    'the empty name',
    () => Grant.on('', 'pods').named(''),
    'Grant: "" is not the name of an object, so the grant would be on something else than it says. Write the name of an existing object.',
  ],
  [
    'a name twice',
    () => Grant.on('', 'pods').named('a', 'a'),
    'Grant: the name "a" is given twice, so another one may be missing. Write each once.',
  ],
  [
    'names of URLs',
    () => Grant.onUrls('/metrics').named('a'),
    'Grant: names are given for URLs, so the API server would reject the role. Leave out named(): a grant on URLs is confined by the '
      + 'paths.',
  ],
  ['no URL', () => Grant.onUrls(), 'Grant: no URL is named, so the grant would give nothing. Name at least one, such as "/metrics".'],
  [
    'a URL with its host',
    () => Grant.onUrls('https://example.com/'),
    'Grant: "https://example.com/" is not the path of a URL, so no request would match it. Write a path such as "/metrics".',
  ],
  ['a URL twice', () => Grant.onUrls('/a', '/a'), 'Grant: the URL "/a" is given twice, so another one may be missing. Write each once.'],
  [
    'a blank reason',
    () => Grant.on('', 'pods').verbs('get').unsafeReason(' '),
    'get on pods: the reason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
  ],
  [
    'two reasons',
    () => Grant.on('', 'pods').verbs('get').unsafeReason('a').unsafeReason('b'),
    'get on pods: a reason is given already, so one of the two would be lost. Say it all in one reason.',
  ],
])('refused: %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});
