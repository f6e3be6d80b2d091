import { objectsOf } from '../../../src/kubernetes/objects/documents';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import { podViews } from '../../../src/kubernetes/pods/pod-view';
import { clusterScopedNamespace } from '../../../src/namespaces/rules/isolation/cluster-scoped-namespace';
import { defaultNamespace } from '../../../src/namespaces/rules/isolation/default-namespace';
import { informationSystem } from '../../../src/namespaces/rules/isolation/information-system';
import { systemNamespace } from '../../../src/namespaces/rules/isolation/system-namespace';
import { findings } from '../../support/findings';
import { namespace, object, pod, policy } from '../manifests';

const crd = (scope: unknown) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'x' },
  spec: { group: 'example.com', names: { kind: 'Widget' }, scope },
});
const widget = (ns?: unknown) => ({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: ns } });
const unstated =
  "metadata.namespace: it states no namespace, so it lands wherever the deployer's context points, in default when that names none";

const custom = (apiVersion: string, kind: string, ns?: string) => ({ apiVersion, kind, metadata: { name: 'w', namespace: ns } });

test.each<[string, object[], string[]]>([
  ['a namespace', [object('ConfigMap', 'c')], []],
  ['default', [object('ConfigMap', 'c', 'default')], ['ConfigMap default/c metadata.namespace: it is put into the namespace default']],
  ['none', [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' } }], [`Deployment d ${unstated}`]],
  ['empty', [object('ConfigMap', 'c', '')], [`ConfigMap c ${unstated}`]],
  ['null', [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: null } }], [`Secret s ${unstated}`]],
  ['no metadata', [{ apiVersion: 'v1', kind: 'Secret' }], [`Secret (unnamed) ${unstated}`]],
  ['a cluster-scoped object', [namespace('payments')], []],
  ['a file of a node', [{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' }], []],
  [
    'what the API server keeps in default',
    [
      object('Service', 'kubernetes', 'default'),
      object('Endpoints', 'kubernetes', 'default'),
      object('EndpointSlice', 'kubernetes', 'default', {}, 'discovery.k8s.io/v1'),
      object('ConfigMap', 'kube-root-ca.crt', 'default'),
      object('ServiceAccount', 'default', 'default'),
    ],
    [],
  ],
  [
    'what closes default',
    [policy('deny', {}, 'default'), object('ResourceQuota', 'q', 'default'), object('LimitRange', 'l', 'default')],
    [],
  ],
  ['a policy without namespace', [{ ...policy('deny', {}), metadata: { name: 'deny' } }], [`NetworkPolicy deny ${unstated}`]],
  ['a custom kind, stated', [widget('payments')], []],
  ['a custom kind in default', [widget('default')], ['Widget default/w metadata.namespace: it is put into the namespace default']],
  [
    'a custom kind, unstated',
    [widget()],
    ['? Widget w metadata.namespace: it states no namespace, and whether Widget is a cluster-scoped kind is not known'],
  ],
  [
    'what stands within another object, which gives it a namespace',
    [
      {
        apiVersion: 'work.open-cluster-management.io/v1',
        kind: 'ManifestWork',
        metadata: { name: 'w', namespace: 'cluster1' },
        spec: { workload: { manifests: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }] } },
      },
    ],
    [],
  ],
  ['a custom kind known to be cluster-scoped', [crd('Cluster'), widget()], []],
  ['a custom kind known to be namespaced', [crd('Namespaced'), widget()], [`Widget w ${unstated}`]],
  [
    'custom kinds that are known to be cluster-scoped, without their definitions',
    [
      custom('cert-manager.io/v1', 'ClusterIssuer'),
      custom('external-secrets.io/v1', 'ClusterSecretStore'),
      custom('gateway.networking.k8s.io/v1', 'GatewayClass'),
      custom('karpenter.sh/v1', 'NodePool'),
      custom('karpenter.k8s.aws/v1', 'EC2NodeClass'),
      custom('kyverno.io/v1', 'ClusterPolicy'),
      custom('constraints.gatekeeper.sh/v1beta1', 'K8sRequiredLabels'),
    ],
    [],
  ],
  [
    'kinds that only sound like it, and a known name of another group',
    [custom('cluster.x-k8s.io/v1beta1', 'ClusterClass'), custom('example.com/v1', 'ClusterIssuer')],
    [
      '? ClusterClass w metadata.namespace: it states no namespace, and whether ClusterClass is a cluster-scoped kind is not known',
      '? ClusterIssuer w metadata.namespace: it states no namespace, and whether ClusterIssuer is a cluster-scoped kind is not known',
    ],
  ],
  [
    'the definition in the input comes before what is known',
    [
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'nodepools.karpenter.sh' },
        spec: { group: 'karpenter.sh', names: { kind: 'NodePool' }, scope: 'Namespaced' },
      },
      custom('karpenter.sh/v1', 'NodePool'),
    ],
    [`NodePool w ${unstated}`],
  ],
  [
    'a definition of a wrong scope',
    [crd('cluster'), widget()],
    ['? Widget w metadata.namespace: it states no namespace, and whether Widget is a cluster-scoped kind is not known'],
  ],
])('default-namespace: %s', (_, manifests, expected) => {
  expect(findings(defaultNamespace, manifests)).toEqual(expected);
});

const role = (ns: unknown) => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r', namespace: ns } });

test.each<[string, object[], string[]]>([
  ['none', [role(undefined), role(null), role('')], []],
  [
    'stated',
    [role('payments')],
    ['ClusterRole payments/r metadata.namespace: it states the namespace payments, but ClusterRole objects apply to the whole cluster'],
  ],
  [
    'a list',
    [role([])],
    ['? ClusterRole r metadata.namespace: the namespace is a list, not a string, so the API server rejects the object'],
  ],
  ['namespaced kinds', [object('ConfigMap', 'c')], []],
  ['a custom kind', [widget('payments')], []],
  [
    'a custom kind that is known to be of the cluster',
    [custom('cert-manager.io/v1', 'ClusterIssuer', 'payments')],
    ['ClusterIssuer payments/w metadata.namespace: it states the namespace payments, but ClusterIssuer objects apply to the whole cluster'],
  ],
  [
    'a custom kind of the cluster',
    [crd('Cluster'), widget('payments')],
    ['Widget payments/w metadata.namespace: it states the namespace payments, but Widget objects apply to the whole cluster'],
  ],
])('cluster-scoped-namespace: %s', (_, manifests, expected) => {
  expect(findings(clusterScopedNamespace, manifests)).toEqual(expected);
});

const refused = (ns: string) => [`Pod ${ns}/api metadata.namespace: it runs in ${ns}, which is for the cluster's own components`];

test.each<[string, object, string[]]>([
  ['elsewhere', pod('api'), []],
  ['in default: another rule', pod('api', 'default'), []],
  ['kube-system', pod('api', 'kube-system'), refused('kube-system')],
  ['kube-public', pod('api', 'kube-public', { priorityClassName: 'system-node-critical' }), refused('kube-public')],
  ['kube-node-lease', pod('api', 'kube-node-lease'), refused('kube-node-lease')],
  ['a critical priority excuses nothing', pod('api', 'kube-system', { priorityClassName: 'system-node-critical' }), refused('kube-system')],
  ['nor the other', pod('api', 'kube-system', { priorityClassName: 'system-cluster-critical' }), refused('kube-system')],
  ['another priority', pod('api', 'kube-system', { priorityClassName: 'system' }), refused('kube-system')],
  ['labelled as kubeadm does', pod('api', 'kube-system', {}, { tier: 'control-plane', component: 'kube-apiserver' }), []],
  ['labelled with half of it', pod('api', 'kube-system', {}, { tier: 'control-plane' }), refused('kube-system')],
  [
    'labelled with a component of its own',
    pod('api', 'kube-system', {}, { tier: 'control-plane', component: 'api' }),
    refused('kube-system'),
  ],
  [
    'a workload',
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c', namespace: 'kube-system' },
      spec: { jobTemplate: { spec: { template: { spec: { containers: [] } } } } },
    },
    ["CronJob kube-system/c metadata.namespace: it runs in kube-system, which is for the cluster's own components"],
  ],
  ['no pod', object('ConfigMap', 'c', 'kube-system'), []],
])('system-namespace: %s', (_, manifest, expected) => {
  expect(findings(systemNamespace, [manifest])).toEqual(expected);
});

test('system-namespace: a static pod that the input places on nodes is a component', () => {
  const judge = (hostPath?: string) => {
    const inventory = new Inventory(objectsOf(pod('api', 'kube-system'), { hostPath }, () => undefined));
    return systemNamespace.revisions[0]!.check(
      podViews(inventory)[0]!,
      {
        inventory,
        kubernetes: { major: 1, minor: 36 },
        asOf: '2026-11-23',
        waivers: [],
      },
      {},
    ).length;
  };
  expect([judge(), judge('/etc/kubernetes/manifests/api.yaml')]).toEqual([1, 0]);
});

const label = 'cdk8s-hardened/information-system';
const at = `Namespace payments metadata.labels["${label}"]:`;

test.each<[string, object[], string[]]>([
  ['named', [namespace('payments', { [label]: 'payments' })], []],
  ['unset', [namespace('payments')], [`${at} namespace payments names no information system`]],
  ['labels of a wrong kind', [namespace('payments', ['x'])], [`${at} namespace payments names no information system`]],
  ['empty', [namespace('payments', { [label]: '' })], [`${at} namespace payments names no information system`]],
  [
    'a number',
    [namespace('payments', { [label]: 7 })],
    [`? ${at} the label ${label} is a number, not a string, so the API server rejects the object`],
  ],
  [
    'no label value',
    [namespace('payments', { [label]: 'Payments & co' })],
    [`? ${at} "Payments & co" is not a valid label value, so the API server rejects the Namespace`],
  ],
  [
    'namespaces of the cluster',
    [namespace('kube-system'), namespace('kube-public'), namespace('kube-node-lease'), pod('p', 'kube-system')],
    [],
  ],
  ['default', [namespace('default')], [`Namespace default metadata.labels["${label}"]: namespace default names no information system`]],
  [
    'an unseen namespace: once',
    [object('Secret', 'a'), object('Secret', 'b')],
    ['? Secret payments/a: which information system namespace payments belongs to is unknown: its Namespace is not in the input'],
  ],
  ['no namespace is stated', [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } }], []],
  [
    'written twice',
    [namespace('payments', { [label]: 'payments' }), namespace('payments')],
    [`${at} namespace payments names no information system`],
  ],
])('information-system: %s', (_, manifests, expected) => {
  expect(findings(informationSystem, manifests)).toEqual(expected);
});
