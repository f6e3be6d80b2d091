import { embeddedIn } from '../../../src/kubernetes/objects/embedded/embedded';
import { describe as nameOf } from '../../../src/kubernetes/objects/object';
import { embeddedManifest } from '../../../src/manifests/rules/embedded-manifest';
import { clusterAdminBinding } from '../../../src/rbac/rules/bindings/cluster-admin-binding';
import { customPod } from '../../../src/workloads/rules/definition/custom-pods';
import { hostNamespaces } from '../../../src/workloads/rules/pod-security/host-namespaces';
import { privileged } from '../../../src/workloads/rules/pod-security/privileged';
import { findings, inventoryOf } from '../../support/findings';

type Manifest = Readonly<Record<string, unknown>>;
const pod = (name: string, more: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { hostPID: true, ...more },
});
const outer = (apiVersion: string, kind: string, rest: object): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'o', namespace: 'n' },
  ...rest,
});
const text = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { hostPID: true }\n`;

/** What stands within the first object, as `place kind name`. */
const within = (...manifests: readonly object[]) => {
  const inventory = inventoryOf(manifests);
  return embeddedIn(inventory.objects[0]!, inventory).objects.map((object) => `${object.origin.prefix} ${nameOf(object)}`);
};

describe('objects within custom resources', () => {
  test.each<[string, Manifest, string[]]>([
    [
      'ManifestWork',
      outer('work.open-cluster-management.io/v1', 'ManifestWork', { spec: { workload: { manifests: [pod('a'), pod('b')] } } }),
      ['spec.workload.manifests[0] Pod a', 'spec.workload.manifests[1] Pod b'],
    ],
    [
      'Work of Karmada',
      outer('work.karmada.io/v1alpha1', 'Work', { spec: { workload: { manifests: [pod('a')] } } }),
      ['spec.workload.manifests[0] Pod a'],
    ],
    ['Manifest of Clusternet', outer('apps.clusternet.io/v1alpha1', 'Manifest', { template: pod('a') }), ['template Pod a']],
    ['Template of OpenShift', outer('template.openshift.io/v1', 'Template', { objects: [pod('a')] }), ['objects[0] Pod a']],
    [
      'ResourceGraphDefinition',
      outer('kro.run/v1alpha1', 'ResourceGraphDefinition', {
        spec: { schema: { apiVersion: 'v1alpha1', kind: 'Shop', spec: { name: 'string' } }, resources: [{ id: 'x', template: pod('a') }] },
      }),
      ['spec.resources[0].template Pod a'],
    ],
    ['ResourceSet', outer('fluxcd.controlplane.io/v1', 'ResourceSet', { spec: { resources: [pod('a')] } }), ['spec.resources[0] Pod a']],
    [
      'Object of Crossplane',
      outer('kubernetes.crossplane.io/v1alpha2', 'Object', { spec: { forProvider: { manifest: pod('a') } } }),
      ['spec.forProvider.manifest Pod a'],
    ],
    [
      'Composition, within a base without metadata',
      outer('apiextensions.crossplane.io/v1', 'Composition', {
        spec: {
          compositeTypeRef: { apiVersion: 'example.com/v1', kind: 'Shop' },
          resources: [
            {
              name: 'x',
              base: { apiVersion: 'kubernetes.crossplane.io/v1alpha1', kind: 'Object', spec: { forProvider: { manifest: pod('a') } } },
            },
          ],
        },
      }),
      ['spec.resources[0].base.spec.forProvider.manifest Pod a'],
    ],
    [
      'Application, in values of Helm',
      outer('argoproj.io/v1alpha1', 'Application', { spec: { source: { helm: { valuesObject: { extraDeploy: [pod('a')] } } } } }),
      ['spec.source.helm.valuesObject.extraDeploy[0] Pod a'],
    ],
    [
      'ApplicationSet',
      outer('argoproj.io/v1alpha1', 'ApplicationSet', {
        spec: { template: { metadata: { name: 'x' }, spec: { source: { helm: { valuesObject: { extraDeploy: [pod('a')] } } } } } },
      }),
      ['spec.template.spec.source.helm.valuesObject.extraDeploy[0] Pod a'],
    ],
    [
      'any other kind, whatever the depth',
      outer('example.com/v1', 'Shop', { deep: { er: [[{ x: pod('a') }]] } }),
      ['deep.er[0][0].x Pod a'],
    ],
    [
      'a List',
      outer('example.com/v1', 'Shop', { x: { apiVersion: 'v1', kind: 'List', metadata: {}, items: [pod('a')] } }),
      ['x.items[0] Pod a'],
    ],
    [
      'a Namespace, a kind without metadata but with something in it',
      outer('example.com/v1', 'Shop', { x: { apiVersion: 'v1', kind: 'ConfigMap', data: {} } }),
      ['x ConfigMap (unnamed)'],
    ],
    [
      'a custom resource within a custom resource, and what stands in that is of that',
      outer('example.com/v1', 'Shop', { x: outer('example.com/v1', 'Shop', { y: pod('a') }) }),
      ['x Shop n/o'],
    ],
    ['a text', outer('example.com/v1', 'Shop', { x: `# first\n${text('a')}---\n${text('b')}` }), ['x Pod a', 'x Pod b']],
    [
      'a text of values of a chart',
      outer('argoproj.io/v1alpha1', 'Application', {
        spec: { source: { helm: { values: `a: 1\nextraDeploy:\n- ${JSON.stringify(pod('a'))}\n` } } },
      }),
      ['spec.source.helm.values Pod a'],
    ],
    ['a text whose comment names a kubeconfig', outer('example.com/v1', 'Shop', { x: `# kind: Config\n${text('a')}` }), ['x Pod a']],
    ['a text of JSON', outer('example.com/v1', 'Shop', { x: JSON.stringify(pod('a')) }), ['x Pod a']],
    [
      'the manifest of a step',
      outer('argoproj.io/v1alpha1', 'Workflow', { spec: { templates: [{ resource: { action: 'create', manifest: text('a') } }] } }),
      ['spec.templates[0].resource.manifest Pod a'],
    ],
    [
      'files of a KubeadmConfig',
      outer('bootstrap.cluster.x-k8s.io/v1beta1', 'KubeadmConfig', {
        spec: { files: [{ path: '/etc/kubernetes/manifests/x.yaml', content: text('a') }] },
      }),
      ['spec.files[0].content Pod a'],
    ],
    [
      'user data of cloud-init',
      outer('kubevirt.io/v1', 'VirtualMachine', {
        spec: {
          cloudInitNoCloud: {
            userData:
              '#cloud-config\nwrite_files:\n- path: /etc/kubernetes/manifests/x\n  content: |\n    ' + text('a').replaceAll('\n', '\n    '),
          },
        },
      }),
      ['spec.cloudInitNoCloud.userData Pod a'],
    ],
    [
      'such a file in base64',
      outer('bootstrap.cluster.x-k8s.io/v1beta1', 'KubeadmConfig', {
        spec: { files: [{ path: '/x', encoding: 'base64', content: Buffer.from(text('a')).toString('base64') }] },
      }),
      ['spec.files[0].content Pod a'],
    ],
    [
      'a ClusterServiceVersion',
      outer('operators.coreos.com/v1alpha1', 'ClusterServiceVersion', {
        spec: {
          install: {
            spec: {
              deployments: [{ name: 'd', spec: {} }],
              permissions: [{ serviceAccountName: 's', rules: [] }],
              clusterPermissions: [{ serviceAccountName: 's', rules: [] }],
            },
          },
        },
      }),
      [
        'spec.install.spec.deployments[0] Deployment n/d',
        'spec.install.spec.permissions[0] Role n/s',
        'spec.install.spec.clusterPermissions[0] ClusterRole s',
      ],
    ],
    [
      'a Program of Pulumi',
      outer('pulumi.com/v1', 'Program', {
        program: {
          resources: {
            'x-y': { type: 'kubernetes:core/v1:Pod', properties: { metadata: { name: 'a' } } },
            'z': { type: 'kubernetes:apps/v1:Deployment', properties: {} },
            'b': { type: 'aws:s3:Bucket', properties: {} },
          },
        },
      }),
      ['program.resources.x-y.properties Pod a', 'program.resources.z.properties Deployment (unnamed)'],
    ],
    [
      'what rules of Kyverno generate',
      outer('kyverno.io/v1', 'ClusterPolicy', {
        spec: {
          rules: [
            { name: 'other' },
            { generate: { apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'b', data: { metadata: { labels: {} }, spec: {} } } },
            { generate: { apiVersion: 'v1', kind: 'Secret', name: 'c', clone: { name: 'd', namespace: 'e' } } },
            { generate: { foreach: [{ list: 'x', apiVersion: 'v1', kind: 'Pod', name: 'f', data: { spec: {} } }] } },
          ],
        },
      }),
      ['spec.rules[1].generate.data Pod b/a', 'spec.rules[3].generate.foreach[0].data Pod f'],
    ],
  ])('%s', (_, manifest, expected) => expect(within(manifest)).toEqual(expected));

  test.each<[string, object]>([
    ['a reference', { ref: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a', namespace: 'b', uid: 'c' } }],
    ['a target', { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } }],
    ['a kind alone', { x: { apiVersion: 'apps/v1', kind: 'Deployment' } }],
    ['what generates an object of data', { generate: { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', data: { data: {} } } }],
    ['a patch', { patchesStrategicMerge: [pod('a')], patches: [{ patch: text('a') }], spec: { podSpecPatch: text('a') } }],
    ['what a test expects', { spec: { steps: [{ try: [{ assert: { resource: pod('a') } }, { error: { resource: pod('a') } }] }] } }],
    ['what there must not be', { spec: { 'object-templates': [{ complianceType: 'MustNotHave', objectDefinition: pod('a') }] } }],
    ['its own status and metadata', { status: { x: pod('a') }, metadata: { name: 'o', annotations: { last: text('a') } } }],
    ['a kind of a schema', { x: { apiVersion: 'v1alpha1', kind: 'Shop', spec: {} } }],
    ['a version that is a template', { x: { apiVersion: '{{ .version }}', kind: 'Pod', metadata: {} } }],
    ['a kubeconfig', { x: 'apiVersion: v1\nkind: Config\nclusters: []\n' }],
    ['prose', { x: 'Set apiVersion and kind.' }],
  ])('no object: %s', (_, rest) => expect(within(outer('example.com/v1', 'Shop', rest))).toEqual([]));

  test('kinds of Kubernetes have no objects within them', () => {
    expect(within({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { x: pod('b') } })).toEqual([]);
  });

  test('what a kind that is known applies', () => {
    const set = (kind: string, name: string) =>
      outer('addons.cluster.x-k8s.io/v1beta1', 'ClusterResourceSet', { spec: { resources: [{ kind, name }] } });
    const holder = (kind: string, rest: object) => ({ apiVersion: 'v1', kind, metadata: { name: 'h', namespace: 'n' }, ...rest });
    expect(within(set('ConfigMap', 'h'), holder('ConfigMap', { data: { 'a.yaml': text('a'), 'b': text('b') } }))).toEqual([
      'data["a.yaml"] Pod a',
      'data.b Pod b',
    ]);
    expect(within(set('Secret', 'h'), holder('Secret', { data: { a: Buffer.from(text('a')).toString('base64') } }))).toEqual([
      'data.a Pod a',
    ]);
    expect(within(set('ConfigMap', 'h'), holder('ConfigMap', { binaryData: { a: Buffer.from(text('a')).toString('base64') } }))).toEqual([
      'binaryData.a Pod a',
    ]);
    expect(within(set('ConfigMap', 'other'), holder('ConfigMap', { data: { a: text('a') } }))).toEqual([]);
    const profile = {
      apiVersion: 'config.projectsveltos.io/v1beta1',
      kind: 'ClusterProfile',
      metadata: { name: 'o' },
      spec: { policyRefs: [{ kind: 'ConfigMap', name: 'h', namespace: 'n' }] },
    };
    expect(within(profile, holder('ConfigMap', { data: { a: text('a') } }))).toEqual(['data.a Pod a']);
  });
});

describe('how they are checked', () => {
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'everyone' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'Group', name: 'system:authenticated', apiGroup: 'rbac.authorization.k8s.io' }],
  };
  const work = (...manifests: readonly object[]) =>
    outer('work.open-cluster-management.io/v1', 'ManifestWork', { spec: { workload: { manifests } } });

  test('by the rules for objects of their kind, at every depth', () => {
    const found = 'ClusterRoleBinding everyone subjects[0]: Group "system:authenticated" is cluster-admin in the whole cluster';
    expect(findings(clusterAdminBinding, [work(binding)])).toEqual([found]);
    expect(findings(clusterAdminBinding, [work(work(work(binding)))])).toEqual([found]);
  });

  test('once: not as pods of an unknown kind as well', () => {
    const bad = { ...pod('a'), spec: { containers: [{ name: 'c', image: 'i', securityContext: { privileged: true } }] } };
    const once = [expect.stringMatching(/^workloads\/privileged Pod a spec\.containers\[0\]/)];
    expect(findings([privileged, customPod], [work(bad)])).toEqual(once);
    const step = { templates: [{ name: 't', resource: { action: 'create', manifest: JSON.stringify(bad) } }] };
    expect(findings([privileged, customPod], [outer('argoproj.io/v1alpha1', 'Workflow', { spec: step })])).toEqual(once);
  });

  test('a value that a template makes is not known; what is written beside it is', () => {
    const resource = pod('a', {
      hostPID: true,
      hostNetwork: '${schema.spec.net}',
      containers: [{ name: 'c', image: 'i', securityContext: { privileged: '${schema.spec.p}' } }],
    });
    const graph = outer('kro.run/v1alpha1', 'ResourceGraphDefinition', { spec: { resources: [{ id: 'x', template: resource }] } });
    expect(findings([hostNamespaces, privileged], [graph]).map((line) => line.replace(/: .*/, ''))).toEqual([
      '? workloads/host-namespaces Pod a spec.hostNetwork',
      'workloads/host-namespaces Pod a spec.hostPID',
      '? workloads/privileged Pod a spec.containers[0].securityContext.privileged',
    ]);
  });

  test('what cannot be read is said', () => {
    const shop = (x: string) => outer('example.com/v1', 'Shop', { x });
    const template = `apiVersion: v1\nkind: Pod\nmetadata:\n  {{ toYaml .Values.x }}\n`;
    expect(findings(embeddedManifest, [shop(template)])).toEqual([
      '? Shop n/o x: this text holds Kubernetes manifests, which are not checked: it is a template',
    ]);
    expect(
      findings(embeddedManifest, [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { x: text('a'), y: 'z' } }]),
    ).toEqual([
      '? ConfigMap a data.x: this text holds Kubernetes manifests, which are not checked: whether anything applies them is not known',
    ]);
    const encoded = Buffer.from(text('a')).toString('base64');
    const unapplied = 'this text holds Kubernetes manifests, which are not checked: whether anything applies them is not known';
    expect(
      findings(embeddedManifest, [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, binaryData: { x: encoded, y: '/w==' } },
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'b' }, data: { x: encoded }, stringData: { y: text('a'), z: 'z' } },
      ]),
    ).toEqual([`? ConfigMap a binaryData.x: ${unapplied}`, `? Secret b data.x: ${unapplied}`, `? Secret b stringData.y: ${unapplied}`]);
    expect(
      findings(embeddedManifest, [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'a' },
          data: {
            x: 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
            y: 'apiVersion: config.kueue.x-k8s.io/v1beta1\nkind: Configuration\nhealth: {}\n',
            z: 'apiVersion: descheduler/v1alpha2\nkind: DeschedulerPolicy\nprofiles: []\n',
          },
        },
      ]),
    ).toEqual([]);
  });
});

test('time grows with the input, not with its square', () => {
  // Each level would be read again for each of those above it.
  let deep: Manifest = pod('a');
  for (let i = 0; i < 300; i++) deep = outer('example.com/v1', 'Shop', { x: deep });
  const inventory = inventoryOf([deep]);
  expect(inventory.sets.map(({ objects }) => objects.length)).toEqual(Array(301).fill(1));
});
