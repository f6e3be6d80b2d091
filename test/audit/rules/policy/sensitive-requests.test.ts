import { sensitiveRequests } from '../../../../src/audit/rules/policy/sensitive-requests';
import { SENSITIVE_REQUESTS } from '../../../../src/audit/tables';
import { policyOf } from '../../../support/audit';
import { findings } from '../../../support/findings';

const ALL = { level: 'Metadata' };
const none = (selector: object) => ({ level: 'None', ...selector });
const rule0 = (titles: string) => [`Policy audit rules[0].level: rule 0 leaves unrecorded: ${titles}`];

test.each<[string, object[], string[]]>([
  ['everything at Metadata', [ALL], []],
  ['harmless reading', [none({ verbs: ['get', 'list', 'watch'], resources: [{ resources: ['services'] }] }), ALL], []],
  ['paths', [none({ nonResourceURLs: ['*'] }), ALL], []],
  [
    'by one user only',
    [none({ users: ['admin'], resources: [{ resources: ['pods/exec'] }] }), ALL],
    rule0('exec, attach and port-forward'),
  ],
  [
    'one kind of write',
    [none({ verbs: ['patch'], resources: [{ group: 'example.com', resources: ['widgets'] }] }), ALL],
    rule0('other changes'),
  ],
  ['deletion of events', [none({ resources: [{ group: 'events.k8s.io' }] }), ALL], rule0('deletion of events; other changes')],
  ['events being made', [none({ verbs: ['create'], resources: [{ resources: ['events'] }] }), ALL], rule0('other changes')],
  ['secrets being read', [none({ verbs: ['list'], resources: [{ resources: ['secrets'] }] }), ALL], rule0('reading of secrets')],
  [
    'recorded by a rule before',
    [
      { level: 'Metadata', resources: [{ resources: ['secrets'] }] },
      none({ verbs: ['list'], resources: [{ resources: ['secrets'] }] }),
      ALL,
    ],
    [],
  ],
  [
    'no rule',
    [{ level: 'Metadata', users: ['a'] }],
    [`Policy audit rules: no rule records all: ${SENSITIVE_REQUESTS.map(({ title }) => title).join('; ')}`],
  ],
])('%s', (_, rules, expected) => {
  expect(findings(sensitiveRequests, [policyOf(rules)])).toEqual(expected);
});

test.each(SENSITIVE_REQUESTS.map(({ title, selector }) => [title, selector] as const))('%s', (title, selector) => {
  const [line] = findings(sensitiveRequests, [policyOf([none(selector), ALL])]);
  expect(line?.split(': ').at(-1)?.split('; ')).toContain(title);
});

/** A request of each class, one for each of its resources and verbs, and the class that tells of it. */
const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const READS = ['get', 'list', 'watch'];
const REQUESTS: readonly (readonly [title: string, group: string, resources: readonly string[], verbs: readonly string[]])[] = [
  ['exec, attach and port-forward', '', ['pods/exec', 'pods/attach', 'pods/portforward'], ['create', 'get']],
  ['ephemeral containers', '', ['pods/ephemeralcontainers'], ['update', 'patch']],
  ['proxying to nodes, pods and services', '', ['nodes/proxy', 'pods/proxy', 'services/proxy'], ['get', 'create']],
  ['issuing of service account tokens', '', ['serviceaccounts/token'], ['create']],
  ['token reviews', 'authentication.k8s.io', ['tokenreviews'], ['create']],
  ['changes of roles and bindings', 'rbac.authorization.k8s.io', ['roles', 'clusterrolebindings'], WRITES],
  ['reading of secrets', '', ['secrets'], READS],
  ['changes of secrets', '', ['secrets'], WRITES],
  ['reading of config maps', '', ['configmaps'], READS],
  ['changes of config maps', '', ['configmaps'], WRITES],
  ['changes of admission webhooks and policies', 'admissionregistration.k8s.io', ['validatingwebhookconfigurations'], WRITES],
  ['requests, approval and signing of certificates', 'certificates.k8s.io', ['certificatesigningrequests/approval'], WRITES],
  ['changes of workloads', '', ['pods'], WRITES],
  ['changes of workloads', 'apps', ['deployments'], WRITES],
  ['changes of workloads', 'batch', ['jobs'], WRITES],
  ['changes of API services and custom resource definitions', 'apiregistration.k8s.io', ['apiservices'], WRITES],
  ['changes of API services and custom resource definitions', 'apiextensions.k8s.io', ['customresourcedefinitions'], WRITES],
  ['deletion of events', '', ['events'], ['delete', 'deletecollection']],
  ['deletion of events', 'events.k8s.io', ['events'], ['delete', 'deletecollection']],
  ['other changes', 'example.com', ['things'], WRITES],
];
const EACH = REQUESTS.flatMap(([title, group, resources, verbs]) =>
  resources.flatMap((resource) => verbs.map((verb) => [verb, group, resource, title] as const)),
);

test.each(EACH)('%s %s %s, unrecorded, is %s', (verb, group, resource, title) => {
  const [line] = findings(sensitiveRequests, [policyOf([none({ verbs: [verb], resources: [{ group, resources: [resource] }] }), ALL])]);
  expect(line?.split(': ').at(-1)?.split('; ')).toContain(title);
});

test.each([
  ['get', '', 'pods'],
  ['list', 'apps', 'deployments'],
  ['create', '', 'events'],
  ['get', '', 'events'],
  ['get', 'authentication.k8s.io', 'tokenreviews'],
  ['get', '', 'serviceaccounts/token'],
  ['watch', 'rbac.authorization.k8s.io', 'roles'],
])('%s %s %s may go unrecorded, or is some other change', (verb, group, resource) => {
  const found = findings(sensitiveRequests, [policyOf([none({ verbs: [verb], resources: [{ group, resources: [resource] }] }), ALL])]);
  expect(found.flatMap((line) => line.split(': ').at(-1)!.split('; ')).filter((title) => title !== 'other changes')).toEqual([]);
});
