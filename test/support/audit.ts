import * as fc from 'fast-check';
import { type AuditAttributes, type AuditPolicyView } from '../../src/kubernetes/audit/audit-policy';
import { readAuditPolicy } from '../../src/kubernetes/audit/read-audit-policy';
import { parseMinor } from '../../src/kubernetes/releases/versions';

/** A policy document of these rules. */
export function policyOf(rules: readonly unknown[], more: object = {}): Record<string, unknown> {
  return { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', metadata: { name: 'audit' }, rules, ...more };
}

/** The policy as kube-apiserver has it; the document must be valid. */
export function viewOf(document: unknown, kubernetes = '1.37'): AuditPolicyView {
  const { policy, faults } = readAuditPolicy(document, parseMinor(kubernetes));
  if (!policy) throw new Error(`the test's policy is refused: ${JSON.stringify(faults)}`);
  return policy;
}

// Few values, so that rules and requests meet often.
const USERS = ['alice', 'bob', 'system:anonymous', 'system:kube-proxy'];
const GROUPS = ['system:authenticated', 'system:masters', 'devs', 'ops'];
const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];
const API_GROUPS = ['', 'apps', 'rbac.authorization.k8s.io', 'authentication.k8s.io'];
const RESOURCES = ['pods', 'secrets', 'configmaps', 'roles', 'tokenreviews', 'serviceaccounts'];
const SUBRESOURCES = ['exec', 'status', 'token', 'scale', 'log'];
const NAMES = ['a', 'b'];
const NAMESPACES = ['', 'default', 'kube-system'];
const PATHS = ['/', '/healthz', '/healthz/etcd', '/version', '/metrics', '/metrics/cadvisor', '/debug/pprof/heap'];
const SPECS = [...PATHS, '*', '/*', '/healthz*', '/healthz/*', '/metrics*', '/m*'];
const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'];
export const LEVELS = ['None', 'Metadata', 'Request', 'RequestResponse'];

const pattern = fc.oneof(
  fc.constantFrom(...RESOURCES),
  fc.constantFrom('*', '*/scale', '*/status', '*/*', 'pods/*', 'secrets/*', '/', 'pods/', '/log', 'a/b/c', '*/a/b', 'a/b/*'),
  fc.tuple(fc.constantFrom(...RESOURCES), fc.constantFrom(...SUBRESOURCES)).map(([resource, subresource]) => `${resource}/${subresource}`),
);

const some = <T>(values: fc.Arbitrary<T>, maxLength = 3) => fc.array(values, { minLength: 1, maxLength });

const groupResources = fc.oneof(
  fc.record(
    { group: fc.constantFrom(...API_GROUPS, '*'), resources: some(pattern), resourceNames: some(fc.constantFrom(...NAMES, '')) },
    { requiredKeys: ['resources'] },
  ),
  fc.record({ group: fc.constantFrom(...API_GROUPS, '*') }, { requiredKeys: [] }),
);

const who = {
  users: some(fc.constantFrom(...USERS)),
  userGroups: some(fc.constantFrom(...GROUPS)),
  verbs: some(fc.constantFrom(...VERBS)),
};
const how = { omitStages: some(fc.constantFrom(...STAGES)), omitManagedFields: fc.boolean() };

const level = fc.constantFrom(...LEVELS);
/** Rules that say little take much, and so hide others. */
const broadRules = fc.oneof(
  { weight: 1, arbitrary: fc.record({ level }) },
  ...(
    [
      { verbs: some(fc.constantFrom(...VERBS), 6) },
      { users: who.users },
      { userGroups: who.userGroups },
      { resources: some(groupResources) },
      { namespaces: some(fc.constantFrom(...NAMESPACES)) },
      { nonResourceURLs: some(fc.constantFrom(...SPECS)) },
    ] as Record<string, fc.Arbitrary<unknown>>[]
  ).map((list) => ({ weight: 3, arbitrary: fc.record({ level, ...list }) as fc.Arbitrary<object> })),
);

/** Rules that kube-apiserver accepts (from 1.36 on, for the group "*"). */
export const validRules: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: broadRules },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        level: fc.constantFrom(...LEVELS),
        ...who,
        ...how,
        resources: some(groupResources),
        namespaces: some(fc.constantFrom(...NAMESPACES)),
      },
      { requiredKeys: ['level'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { level: fc.constantFrom(...LEVELS), ...who, ...how, nonResourceURLs: some(fc.constantFrom(...SPECS)) },
      { requiredKeys: ['level'] },
    ),
  },
);

export const validPolicies = fc
  .record(
    {
      rules: fc.array(validRules, { minLength: 1, maxLength: 6 }),
      omitStages: some(fc.constantFrom(...STAGES)),
      omitManagedFields: fc.boolean(),
    },
    { requiredKeys: ['rules'] },
  )
  .map(({ rules, ...more }) => policyOf(rules, more));

/** Anything where a policy was expected: values of wrong types, unknown fields, broken names. */
export const wildPolicies = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      apiVersion: fc.constantFrom('audit.k8s.io/v1', 'audit.k8s.io/v1beta1'),
      kind: fc.constant('Policy'),
      omitStages: fc.oneof(fc.constant(['Nothing']), fc.jsonValue()),
      rules: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.oneof(
            validRules,
            fc.jsonValue(),
            fc.dictionary(
              fc.constantFrom('level', 'users', 'resources', 'namespaces', 'nonResourceURLs', '__proto__', 'constructor'),
              fc.jsonValue(),
            ),
          ),
        ),
      ),
    },
    { requiredKeys: [] },
  ),
);

const user = fc.option(fc.record({ name: fc.constantFrom(...USERS, 'carol'), groups: fc.subarray([...GROUPS, 'others']) }), {
  nil: undefined,
  freq: 8,
});

const resourceRequests: fc.Arbitrary<AuditAttributes> = fc.record({
  user,
  verb: fc.constantFrom(...VERBS, 'deletecollection', 'proxy', ''),
  path: fc.constant('/api/v1/x'),
  resource: fc.record({
    group: fc.constantFrom(...API_GROUPS, 'example.com'),
    resource: fc.constantFrom(...RESOURCES, 'widgets', 'a', '*', ''),
    subresource: fc.constantFrom('', '', ...SUBRESOURCES, 'other', '*', 'b'),
    name: fc.constantFrom('', ...NAMES, 'c'),
    namespace: fc.constantFrom(...NAMESPACES, 'team'),
  }),
});

const pathRequests: fc.Arbitrary<AuditAttributes> = fc.record({
  user,
  verb: fc.constantFrom('get', 'post', 'head', 'delete'),
  resource: fc.constant(undefined),
  path: fc.constantFrom(...PATHS, '', '*', '/healthzother', '/other'),
});

export const requests: fc.Arbitrary<AuditAttributes> = fc.oneof(
  { weight: 3, arbitrary: resourceRequests },
  { weight: 1, arbitrary: pathRequests },
);

/** A static pod of an API server with these flags. */
export function apiServerPod(flags: readonly string[], spec: object = {}, container: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
    spec: { containers: [{ name: 'kube-apiserver', command: ['kube-apiserver', ...flags], ...container }], ...spec },
  };
}

/** kubeadm's configuration with these flags of the API server. */
export function cluster(flags: Readonly<Record<string, string>>, apiServer: object = {}, more: object = {}): object {
  return {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    metadata: { name: 'cluster' },
    ...more,
    apiServer: { extraArgs: Object.entries(flags).map(([name, value]) => ({ name, value })), ...apiServer },
  };
}
