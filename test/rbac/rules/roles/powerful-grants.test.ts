import { POWERFUL_GRANTS } from '../../../../src/rbac/powerful-grants';
import { rbacRules } from '../../../../src/rbac/rules';
import { powerfulGrantRules } from '../../../../src/rbac/rules/roles/powerful-grants';
import { findings } from '../../../support/findings';
import { BOOTSTRAP, clusterRole, REASON, role, rule } from '../../manifests';

/** Ids of the rules that a role breaks, each as often as it does. */
function broken(manifest: object): string[] {
  return findings(powerfulGrantRules, [manifest]).map((line) => line.split(' ')[0]!.slice('rbac/'.length));
}

test('every powerful grant is a rule', () => {
  expect(powerfulGrantRules.map(({ id }) => id)).toEqual(POWERFUL_GRANTS.map(({ id }) => `rbac/${id}`));
  expect(powerfulGrantRules.filter((one) => !rbacRules.includes(one))).toEqual([]);
});

test.each<[string, string, readonly string[], string | undefined]>([
  ['', 'secrets', ['get'], 'secrets-access'],
  ['', 'secrets', ['list'], 'secrets-access'],
  ['', 'secrets', ['watch'], 'secrets-access'],
  ['', 'secrets', ['create'], 'secrets-access'],
  ['', 'secrets', ['deletecollection'], 'secrets-access'],
  ['apps', 'secrets', ['get'], undefined],
  ['', 'configmaps', ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'], undefined],
  ['', 'pods/exec', ['create'], 'pod-exec'],
  ['', 'pods/exec', ['get'], 'pod-exec'],
  ['', 'pods/attach', ['create'], 'pod-exec'],
  ['', 'pods/log', ['get'], undefined],
  ['', 'pods/ephemeralcontainers', ['patch'], 'ephemeral-containers'],
  ['', 'pods/ephemeralcontainers', ['get'], undefined],
  ['', 'pods/portforward', ['create'], 'pod-tunnel'],
  ['', 'pods/proxy', ['get'], 'pod-tunnel'],
  ['', 'services/proxy', ['create'], 'pod-tunnel'],
  ['', 'serviceaccounts/token', ['create'], 'token-request'],
  ['', 'serviceaccounts', ['create'], undefined],
  ['', 'nodes/proxy', ['get'], 'node-proxy'],
  ['', 'nodes/checkpoint', ['create'], 'node-proxy'],
  ['', 'nodes/metrics', ['get'], undefined],
  ['', 'pods', ['create'], 'workload-creation'],
  ['', 'pods', ['patch'], 'workload-creation'],
  ['', 'pods', ['get', 'list', 'watch', 'delete'], undefined],
  ['apps', 'deployments', ['update'], 'workload-creation'],
  ['apps', 'deployments/scale', ['update'], undefined],
  ['apps', 'daemonsets', ['create'], 'workload-creation'],
  ['batch', 'cronjobs', ['patch'], 'workload-creation'],
  ['', 'deployments', ['update'], undefined],
  ['rbac.authorization.k8s.io', 'rolebindings', ['create'], 'rbac-write'],
  ['rbac.authorization.k8s.io', 'clusterroles', ['patch'], 'rbac-write'],
  ['rbac.authorization.k8s.io', 'roles', ['get', 'list'], undefined],
  ['admissionregistration.k8s.io', 'mutatingwebhookconfigurations', ['patch'], 'webhook-write'],
  ['admissionregistration.k8s.io', 'validatingwebhookconfigurations', ['delete'], 'webhook-write'],
  ['admissionregistration.k8s.io', 'validatingadmissionpolicybindings', ['delete'], 'admission-policy-write'],
  ['admissionregistration.k8s.io', 'mutatingadmissionpolicies', ['create'], 'admission-policy-write'],
  ['certificates.k8s.io', 'certificatesigningrequests/approval', ['update'], 'csr-approval'],
  ['certificates.k8s.io', 'signers', ['approve'], 'csr-approval'],
  ['certificates.k8s.io', 'signers', ['attest'], 'csr-approval'],
  ['certificates.k8s.io', 'certificatesigningrequests/nodeclient', ['create'], 'csr-approval'],
  ['certificates.k8s.io', 'certificatesigningrequests', ['create'], undefined],
  ['', 'persistentvolumes', ['create'], 'persistent-volume-creation'],
  ['', 'persistentvolumes', ['get', 'list'], undefined],
  ['', 'persistentvolumeclaims', ['create'], undefined],
  ['', 'nodes', ['patch'], 'node-write'],
  ['', 'nodes/status', ['patch'], 'node-write'],
  ['', 'nodes', ['get'], undefined],
  ['', 'services/status', ['patch'], 'status-write'],
  ['', 'pods/status', ['update'], 'status-write'],
  ['apps', 'deployments/status', ['update'], undefined],
  ['discovery.k8s.io', 'endpointslices', ['create'], 'endpoint-write'],
  ['', 'endpoints', ['update'], 'endpoint-write'],
  ['', 'namespaces', ['patch'], 'namespace-write'],
  ['', 'namespaces', ['get'], undefined],
  ['networking.k8s.io', 'networkpolicies', ['delete'], 'network-policy-write'],
  ['networking.k8s.io', 'ingresses', ['create'], undefined],
  ['apiregistration.k8s.io', 'apiservices', ['create'], 'api-extension-write'],
  ['apiextensions.k8s.io', 'customresourcedefinitions', ['update'], 'api-extension-write'],
])('%j %s %j: %s', (group, resource, verbs, expected) => {
  expect(broken(clusterRole([rule([group], [resource], verbs)]))).toEqual(expected ? [expected] : []);
});

const secrets = powerfulGrantRules.find(({ id }) => id === 'rbac/secrets-access')!;
const POWER = 'which lets its holder read or change the credentials in them, without a reason';

test.each<[string, object, string[]]>([
  [
    'the entry that gives it is named',
    role([rule([''], ['configmaps', 'secrets'], ['get', 'list', 'use'])]),
    [`Role payments/r rules[0].resources[1]: rules[0] grants get, list on secrets, ${POWER}`],
  ],
  [
    'with the names',
    role([rule([''], ['secrets'], ['get'], { resourceNames: ['db'] })]),
    [`Role payments/r rules[0].resources[0]: rules[0] grants get on secrets named "db", ${POWER}`],
  ],
  [
    'every resource',
    role([rule([''], ['*'], ['get'])]),
    [`Role payments/r rules[0].resources[0]: rules[0] grants get on "*", which includes secrets, ${POWER}`],
  ],
  [
    'every group and verb',
    role([rule(['*'], ['secrets'], ['*'])]),
    [`Role payments/r rules[0].resources[0]: rules[0] grants "*" on secrets, ${POWER}`],
  ],
  ['names with which a verb has no effect', role([rule([''], ['secrets'], ['create', 'deletecollection'], { resourceNames: ['db'] })]), []],
  ['with a reason', role([rule([''], ['secrets'], ['get'])], { annotations: REASON }), []],
  [
    'with a blank reason',
    role([rule([''], ['secrets'], ['get'])], { annotations: { 'cdk8s-hardened/reason': '  ' } }),
    [`Role payments/r rules[0].resources[0]: rules[0] grants get on secrets, ${POWER}`],
  ],
  [
    'with a reason that is not a string',
    role([rule([''], ['secrets'], ['get'])], { annotations: { 'cdk8s-hardened/reason': 7 } }),
    [`Role payments/r rules[0].resources[0]: rules[0] grants get on secrets, ${POWER}`],
  ],
  ['no rules', role([]), []],
  [
    'resources of a wrong kind',
    role([rule([''], 'secrets', ['get'])]),
    ['? Role payments/r rules[0].resources: rules[0].resources is a string, not a list, so the API server rejects the object'],
  ],
])('secrets: %s', (_, manifest, expected) => {
  expect(findings(secrets, [manifest])).toEqual(expected);
});

test('a subresource of everything is the subresource of pods too', () => {
  expect(broken(clusterRole([rule(['*'], ['*/exec'], ['create'])]))).toEqual(['pod-exec']);
  expect(broken(clusterRole([rule([''], ['pods/*'], ['create'])]))).toEqual([]);
});

test('a Role gives nothing that is cluster-scoped', () => {
  const all = [rule(['*'], ['*'], ['*'])];
  expect([...broken(role(all))].sort()).toEqual([
    'csr-approval',
    'endpoint-write',
    'ephemeral-containers',
    'namespace-write',
    'network-policy-write',
    'pod-exec',
    'pod-tunnel',
    'rbac-write',
    'secrets-access',
    'status-write',
    'token-request',
    'workload-creation',
  ]);
  expect([...broken(clusterRole(all))].sort()).toEqual(POWERFUL_GRANTS.map(({ id }) => id).sort());
  expect(broken(role([rule([''], ['nodes/proxy', 'persistentvolumes'], ['create'])]))).toEqual([]);
});

test('changing named workloads is not creating them at will', () => {
  const named = { resourceNames: ['api'] };
  expect(broken(role([rule(['apps'], ['deployments'], ['get', 'patch'], named)]))).toEqual([]);
  expect(broken(role([rule(['apps'], ['deployments'], ['patch'])]))).toEqual(['workload-creation']);
  expect(broken(role([rule(['apps'], ['deployments'], ['patch'], { resourceNames: [] })]))).toEqual(['workload-creation']);
  expect(broken(role([rule(['apps'], ['deployments'], ['create'], { resourceNames: [''] })]))).toEqual(['workload-creation']);
});

test('what Kubernetes itself puts into its roles is not judged, what was added to them is', () => {
  const node = (more: readonly object[]) =>
    clusterRole([rule([''], ['secrets', 'configmaps'], ['get', 'list', 'watch']), ...more], { name: 'system:node', labels: BOOTSTRAP });
  expect(broken(node([]))).toEqual([]);
  expect(broken(node([rule([''], ['pods/exec'], ['create'])]))).toEqual(['pod-exec']);
  const editDump = clusterRole(
    [rule([''], ['secrets'], ['get', 'list', 'watch']), rule([''], ['nodes/proxy'], ['get'])],
    { name: 'edit', labels: BOOTSTRAP },
    { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } }] } },
  );
  expect(broken(editDump)).toEqual(['node-proxy']);
});
