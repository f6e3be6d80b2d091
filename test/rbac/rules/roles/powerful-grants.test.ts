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
  ['subresources.kubevirt.io', 'virtualmachineinstances/console', ['get'], 'pod-exec'],
  ['subresources.kubevirt.io', 'virtualmachineinstances/vnc', ['get'], 'pod-exec'],
  ['subresources.kubevirt.io', 'virtualmachineinstances/usbredir', ['get'], 'pod-exec'],
  ['subresources.kubevirt.io', 'virtualmachineinstances/console', ['update'], undefined],
  ['subresources.kubevirt.io', 'virtualmachineinstances/guestosinfo', ['get'], undefined],
  ['kubevirt.io', 'virtualmachineinstances', ['get'], undefined],
  ['subresources.kubevirt.io', 'virtualmachineinstances/portforward', ['get'], 'pod-tunnel'],
  ['subresources.kubevirt.io', 'virtualmachines/portforward', ['get'], 'pod-tunnel'],
  ['subresources.kubevirt.io', 'virtualmachineinstances/vsock', ['get'], 'pod-tunnel'],
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
  ['policy.networking.k8s.io', 'adminnetworkpolicies', ['patch'], 'network-policy-write'],
  ['policy.networking.k8s.io', 'baselineadminnetworkpolicies', ['create'], 'network-policy-write'],
  ['policy.networking.k8s.io', 'clusternetworkpolicies', ['delete'], 'network-policy-write'],
  ['cilium.io', 'ciliumnetworkpolicies', ['create'], 'network-policy-write'],
  ['cilium.io', 'ciliumclusterwidenetworkpolicies', ['create'], 'network-policy-write'],
  ['cilium.io', 'ciliumendpoints', ['create'], undefined],
  ['projectcalico.org', 'globalnetworkpolicies', ['create'], 'network-policy-write'],
  ['projectcalico.org', 'tier.networkpolicies', ['create'], 'network-policy-write'],
  ['crd.projectcalico.org', 'networkpolicies', ['update'], 'network-policy-write'],
  ['crd.antrea.io', 'clusternetworkpolicies', ['create'], 'network-policy-write'],
  ['kyverno.io', 'clusterpolicies', ['delete'], 'admission-policy-write'],
  ['kyverno.io', 'policyexceptions', ['create'], 'admission-policy-write'],
  ['kyverno.io', 'updaterequests', ['create'], undefined],
  ['policies.kyverno.io', 'validatingpolicies', ['patch'], 'admission-policy-write'],
  ['policies.kyverno.io', 'validatingpolicies/status', ['patch'], undefined],
  ['constraints.gatekeeper.sh', 'k8srequiredlabels', ['delete'], 'admission-policy-write'],
  ['constraints.gatekeeper.sh', 'k8srequiredlabels', ['get'], undefined],
  ['templates.gatekeeper.sh', 'constrainttemplates', ['patch'], 'admission-policy-write'],
  ['config.gatekeeper.sh', 'configs', ['patch'], 'admission-policy-write'],
  ['mutations.gatekeeper.sh', 'assign', ['create'], 'admission-policy-write'],
  ['policies.kubewarden.io', 'clusteradmissionpolicies', ['delete'], 'admission-policy-write'],
  ['security.openshift.io', 'securitycontextconstraints', ['patch'], 'admission-policy-write'],
  ['security.openshift.io', 'securitycontextconstraints', ['use'], 'pod-constraints-use'],
  ['', 'nodes/log', ['get'], 'node-read'],
  ['', 'nodes/configz', ['get'], 'node-read'],
  ['', 'nodes/pods', ['get'], 'node-read'],
  ['', 'nodes/stats', ['get'], undefined],
  ['', 'nodes/healthz', ['get'], undefined],
  ['', 'events', ['delete'], 'event-deletion'],
  ['events.k8s.io', 'events', ['deletecollection'], 'event-deletion'],
  ['', 'events', ['create', 'patch'], undefined],
  ['apiregistration.k8s.io', 'apiservices', ['create'], 'api-extension-write'],
  ['apiextensions.k8s.io', 'customresourcedefinitions', ['update'], 'api-extension-write'],
])('%j %s %j: %s', (group, resource, verbs, expected) => {
  expect(broken(clusterRole([rule([group], [resource], verbs)]))).toEqual(expected ? [expected] : []);
});

const secrets = powerfulGrantRules.find(({ id }) => id === 'rbac/secrets-access')!;
const POWER = 'which lets its holder read or change the credentials in them';

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
  [
    'a bare reason accepts nothing',
    role([rule([''], ['secrets'], ['get'])], { annotations: REASON }),
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
    'admission-policy-write',
    'csr-approval',
    'endpoint-write',
    'ephemeral-containers',
    'event-deletion',
    'namespace-write',
    'network-policy-write',
    'pod-constraints-use',
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

test('changing one named workload is choosing what runs in it', () => {
  const named = { resourceNames: ['api'] };
  const [grant] = powerfulGrantRules.filter(({ id }) => id === 'rbac/workload-creation');
  expect(findings(grant!, [role([rule(['apps'], ['deployments'], ['get', 'patch'], named)])])).toEqual([
    'Role payments/r rules[0].resources[0]: rules[0] grants patch on deployments named "api", which lets its holder run any image with the '
      + 'ServiceAccounts and Secrets of the namespace',
  ]);
  expect(broken(role([rule(['apps'], ['deployments'], ['patch'])]))).toEqual(['workload-creation']);
  expect(broken(role([rule(['apps'], ['deployments'], ['patch'], { resourceNames: [] })]))).toEqual(['workload-creation']);
  expect(broken(role([rule(['apps'], ['deployments'], ['create'], { resourceNames: [''] })]))).toEqual(['workload-creation']);
  expect(broken(role([rule(['apps'], ['deployments'], ['create'], named)]))).toEqual([]);
});

test.each<[string, string, readonly string[], boolean]>([
  ['argoproj.io', 'rollouts', ['patch'], true],
  ['apps.openshift.io', 'deploymentconfigs', ['create'], true],
  ['apps.kruise.io', 'clonesets', ['create'], true],
  ['keda.sh', 'scaledjobs', ['create'], true],
  ['argoproj.io', 'workflows', ['create'], true],
  ['argoproj.io', 'cronworkflows', ['update'], true],
  ['argoproj.io', 'workflows/finalizers', ['update'], false],
  ['argoproj.io', 'applications', ['create'], true],
  ['argoproj.io', 'workflowtemplates', ['create'], false],
  ['argoproj.io', 'workflowtemplates', ['patch'], true],
  ['tekton.dev', 'taskruns', ['create'], true],
  ['tekton.dev', 'pipelineruns', ['create'], true],
  ['tekton.dev', 'tasks', ['update'], true],
  ['tekton.dev', 'tasks', ['get', 'list', 'delete'], false],
  ['serving.knative.dev', 'services', ['create'], true],
  ['', 'services', ['create'], false],
  ['kubeflow.org', 'notebooks', ['create'], true],
  ['sparkoperator.k8s.io', 'sparkapplications', ['create'], true],
  ['ray.io', 'rayclusters', ['create'], true],
  ['kubevirt.io', 'virtualmachines', ['create'], true],
  ['jenkins.io', 'jenkins', ['create'], true],
  ['upgrade.cattle.io', 'plans', ['create'], true],
  ['upgrade.cattle.io', 'plans', ['get', 'list', 'delete'], false],
  ['monitoring.coreos.com', 'prometheuses', ['patch'], true],
  ['monitoring.coreos.com', 'servicemonitors', ['patch'], false],
  ['elasticsearch.k8s.elastic.co', 'elasticsearches', ['create'], true],
  ['', 'podtemplates', ['create', 'update'], false],
  ['helm.cattle.io', 'helmcharts', ['create'], true],
  ['example.com', 'workflows', ['create'], false],
])('what makes pods of a custom resource: %j %s %j: %s', (group, resource, verbs, expected) => {
  expect(broken(role([rule([group], [resource], verbs)]))).toEqual(expected ? ['workload-creation'] : []);
});

test('a wildcard names some of the resources that it includes', () => {
  const [grant] = powerfulGrantRules.filter(({ id }) => id === 'rbac/workload-creation');
  expect(findings(grant!, [role([rule(['ray.io', 'tekton.dev', 'apps'], ['*'], ['patch'])])])).toEqual([
    'Role payments/r rules[0].resources[0]: rules[0] grants patch on "*", which includes deployments, replicasets, statefulsets, '
      + 'daemonsets, '
      + 'taskruns, pipelineruns and 9 more, which lets its holder run any image with the ServiceAccounts and Secrets of the namespace',
  ]);
});

describe('certificates', () => {
  const [grant] = powerfulGrantRules.filter(({ id }) => id === 'rbac/csr-approval');
  const said = (resource: string, verb: string) =>
    findings(grant!, [clusterRole([rule(['certificates.k8s.io'], [resource], [verb])])]).map(
      (text) => /which lets its holder (.*)$/.exec(text)?.[1],
    );
  test.each([
    [
      'certificatesigningrequests/approval',
      'update',
      'approve requests of the signers for which it has approve, and so get client certificates of almost any user and group',
    ],
    ['signers', 'approve', 'approve requests of these signers, where it has update on certificatesigningrequests/approval too'],
    ['certificatesigningrequests/status', 'patch', 'write certificates into requests of the signers for which it has sign'],
    ['podcertificaterequests/status', 'update', 'write certificates into requests of the signers for which it has sign'],
    ['signers', 'sign', 'write certificates into requests of these signers, where it has update on their status too'],
    ['signers', 'attest', 'write ClusterTrustBundles of these signers, and so choose the authorities that pods trust'],
    ['clustertrustbundles', 'delete', 'choose the certificate authorities that pods trust'],
    ['certificatesigningrequests/selfnodeclient', 'create', 'have certificates of nodes approved without a review of the request'],
  ])('%s of %s says what it gives', (resource, verb, expected) => expect(said(resource, verb)).toEqual([expected]));
  test('all of them are said in short', () => {
    expect(said('*', '*')).toEqual(['take part in issuing certificates']);
  });
  test('several verbs are one finding', () => {
    const [text, ...more] = findings(grant!, [clusterRole([rule(['certificates.k8s.io'], ['signers'], ['approve', 'sign'])])]);
    expect([text, more]).toEqual([
      'ClusterRole r rules[0].resources[0]: rules[0] grants approve, sign on signers, which lets its holder approve requests of these '
        + 'signers, '
        + 'where it has update on certificatesigningrequests/approval too, and write certificates into requests of these signers, where '
        + 'it has '
        + 'update on their status too',
      [],
    ]);
  });
});

test.each<[string, object, readonly string[]]>([
  ['every constraints', rule(['security.openshift.io'], ['securitycontextconstraints'], ['use']), ['pod-constraints-use']],
  [
    'privileged ones',
    rule(['security.openshift.io'], ['securitycontextconstraints'], ['use'], { resourceNames: ['restricted-v2', 'privileged'] }),
    ['pod-constraints-use'],
  ],
  [
    'what everybody may use',
    rule(['security.openshift.io'], ['securitycontextconstraints'], ['use'], { resourceNames: ['restricted-v2'] }),
    [],
  ],
  ['policies that are no more', rule(['policy'], ['podsecuritypolicies'], ['use']), []],
])('use of %s', (_, granted, expected) => expect(broken(role([granted]))).toEqual(expected));

test('PodSecurityPolicies counted until Kubernetes 1.24', () => {
  const [grant] = powerfulGrantRules.filter(({ id }) => id === 'rbac/pod-constraints-use');
  const manifest = clusterRole([rule(['policy'], ['podsecuritypolicies'], ['use'])]);
  expect(['1.24', '1.25'].map((kubernetes) => findings(grant!, [manifest], { kubernetes }).length)).toEqual([1, 0]);
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
