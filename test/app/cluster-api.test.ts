import { gunzipSync } from 'node:zlib';
import { Chart } from 'cdk8s';
import {
  ClusterApiControlPlane,
  ClusterApiWorkers,
  HardenedApp,
  HardenedControlPlane,
  type ClusterApiControlPlaneProps,
  type HardenedControlPlaneProps,
} from '../../src/app';
import { AuditPolicy } from '../../src/audit';
import { EtcdTlsConfig } from '../../src/etcd';
import { HardenedKubelet, KubeletDelivery } from '../../src/kubelet';
import { readYaml } from '../../src/text/yaml/yaml';

/** The Namespace, of the management cluster, is not in these apps. */
const found = (app: HardenedApp) => app.hardening.check().findings.filter(({ rule }) => rule !== 'namespaces/information-system');

const machineTemplate = { kind: 'AWSMachineTemplate', name: 'control-plane' };
const ENCRYPTION = '/etc/kubernetes/pki/encryption.yaml';

function build(
  more: Partial<ClusterApiControlPlaneProps> = {},
  plane: Partial<HardenedControlPlaneProps> = {},
  delivery = KubeletDelivery.KUBEADM,
) {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', noConfig: true });
  const chart = new Chart(app, 'cluster', { namespace: 'clusters' });
  const kubelet = new HardenedKubelet(chart, 'kubelet', { delivery: KubeletDelivery.KUBEADM });
  const controlPlane = new HardenedControlPlane(chart, 'plane', {
    version: '1.36.3',
    audit: new AuditPolicy(chart, 'audit'),
    etcd: [new EtcdTlsConfig(chart, 'etcd', { member: { name: 'one', address: '10.0.0.1' } })],
    encryptionConfigPath: ENCRYPTION,
    endpoint: 'api.example.com:6443',
    kubelet,
    ...plane,
  });
  const rendered = new ClusterApiControlPlane(chart, 'machines', { controlPlane, machineTemplate, name: 'production', ...more });
  const workers = new ClusterApiWorkers(chart, 'workers', { kubelet: new HardenedKubelet(chart, 'worker', { delivery }), name: 'workers' });
  const [object, template] = [rendered.kubeadmControlPlane.toJson(), workers.kubeadmConfigTemplate.toJson()];
  const file = readYaml(controlPlane.configFile.content).documents.map(({ value }) => value as any);
  return { app, kubelet, object, template, configuration: file.find(({ kind }) => kind === 'ClusterConfiguration'), chart };
}

test('the object has the flags and mounts of the control plane, and the files that they name', () => {
  const { object, configuration, kubelet } = build();
  const { apiServer, controllerManager, scheduler, etcd } = configuration;
  expect(object).toMatchObject({
    apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2',
    kind: 'KubeadmControlPlane',
    metadata: { name: 'production', namespace: 'clusters' },
    spec: {
      version: 'v1.36.3',
      replicas: 3,
      machineTemplate: { spec: { infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', ...machineTemplate } } },
    },
  });
  expect(object.metadata).not.toHaveProperty('annotations');
  const { files, ...spec } = object.spec.kubeadmConfigSpec;
  const patches = { patches: { directory: '/etc/kubernetes/patches' } };
  expect(spec).toEqual({
    clusterConfiguration: { apiServer, controllerManager, scheduler, etcd },
    initConfiguration: patches,
    joinConfiguration: patches,
  });
  expect(files.map(({ path, owner, permissions }: any) => [path, owner, permissions])).toEqual([
    ['/etc/kubernetes/audit/policy.yaml', 'root:root', '0600'],
    ['/etc/kubernetes/authentication.yaml', 'root:root', '0600'],
    ['/etc/kubernetes/patches/kubeletconfiguration0+merge.yaml', 'root:root', '0600'],
  ]);
  expect(readYaml(files[2].content).documents[0]!.value).toEqual(kubelet.configuration);
  const mounted = apiServer.extraVolumes.filter(({ pathType }: any) => pathType === 'File').map(({ hostPath }: any) => hostPath);
  expect(mounted.filter((path: string) => !files.some((one: any) => one.path === path))).toEqual([]);
});

test('workers get the configuration of their kubelets', () => {
  const { template, kubelet } = build();
  expect(template).toMatchObject({ apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta2', kind: 'KubeadmConfigTemplate' });
  const { files, ...spec } = template.spec.template.spec;
  expect(spec).toEqual({ joinConfiguration: { patches: { directory: '/etc/kubernetes/patches' } } });
  expect(files).toHaveLength(1);
  expect(readYaml(files[0].content).documents[0]!.value).toEqual(kubelet.configuration);
});

test('no rule of the catalogue objects', () => {
  const { app } = build();
  expect(found(app).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});

test('rules judge the object itself', () => {
  const { app, chart } = build();
  const plane = chart.node.findChild('machines') as ClusterApiControlPlane;
  const path = '/spec/kubeadmConfigSpec/clusterConfiguration/apiServer/extraArgs';
  plane.kubeadmControlPlane.addJsonPatch({
    _toJson: () => ({ op: 'add', path: `${path}/-`, value: { name: 'profiling', value: 'true' } }),
  } as any);
  const rules = found(app).map(({ rule }) => rule);
  expect(rules).toEqual(['control-plane/profiling']);
});

test('a reason for an unsafe flag goes along', () => {
  const { object, app } = build({}, { apiServerFlags: { profiling: 'true' }, unsafeApiServerFlagReason: { profiling: 'until the move' } });
  expect(object.metadata.annotations).toEqual({
    'cdk8s-hardened/reason': 'until the move',
    'cdk8s-hardened/accepted': '{"control-plane/profiling":"until the move"}',
  });
  const rules = found(app).map(({ rule, status }) => `${status} ${rule}`);
  expect(rules).toEqual(['waived control-plane/profiling', 'waived control-plane/profiling']);
});

test('the keys that encrypt Secrets come from a Secret of the management cluster', () => {
  const { object } = build({ encryptionConfig: { name: 'encryption', key: 'config' } });
  expect(object.spec.kubeadmConfigSpec.files.at(-1)).toEqual({
    path: ENCRYPTION,
    owner: 'root:root',
    permissions: '0600',
    contentFrom: { secret: { name: 'encryption', key: 'config' } },
  });
});

test('a control plane without kubelets of its own has no patches', () => {
  const { object } = build({}, { kubelet: undefined });
  expect(Object.keys(object.spec.kubeadmConfigSpec)).toEqual(['clusterConfiguration', 'files']);
});

test('a file that is too long for Cluster API is compressed, the same everywhere, and refused if that is not enough', () => {
  const { chart } = build();
  const audit = chart.node.findChild('audit') as AuditPolicy;
  const machines = chart.node.findChild('machines') as ClusterApiControlPlane;
  const long = `# ${'long '.repeat(3000)}\n`;
  audit.policyFile.overrideContent(long, 'a test');
  const [file] = machines.kubeadmControlPlane.toJson().spec.kubeadmConfigSpec.files;
  expect(file.encoding).toBe('gzip+base64');
  const packed = Buffer.from(file.content as string, 'base64');
  expect([gunzipSync(packed).toString(), packed[9]]).toEqual([long, 255]);
  audit.policyFile.overrideContent(Array.from({ length: 20_000 }, (_, index) => (index * 2654435761) % 4294967291).join(''), 'a test');
  expect(() => machines.kubeadmControlPlane.toJson()).toThrow(
    /: cluster\/audit\/policy-file: \S+ has \d+ characters when it is compressed, and Cluster API takes 10240 at most\. Make it shorter/,
  );
});

test.each<[string, () => unknown, string]>([
  [
    'an even number of machines',
    () => build({ replicas: 2 }),
    'cluster/machines: replicas is 2, and an even number of members of etcd survives no more failures than one less, and none runs '
      + 'nothing. Write an odd number, such as 3.',
  ],
  [
    'a Secret without a path',
    () => build({ encryptionConfig: { name: 'encryption', key: 'config' } }, { encryptionConfigPath: undefined }),
    'cluster/machines: encryptionConfig names Secret encryption, but the control plane has no encryptionConfigPath, so the API server '
      + 'would not read it, and Secrets would not be encrypted. Give HardenedControlPlane an encryptionConfigPath.',
  ],
  [
    'kubelets with a file of their own',
    () => build({}, {}, KubeletDelivery.FILE),
    'cluster/workers: cluster/worker writes its configuration to /var/lib/kubelet/config.yaml of the nodes, and kubeadm writes its own, so '
      + 'one of the two would have no effect. Give it `delivery: KubeletDelivery.KUBEADM`.',
  ],
])('refused: %s', (_, make, message) => expect(make).toThrow(new Error(message)));

test.each([0, -1, 1.5, Number.NaN])('refused: %s machines', (replicas) =>
  expect(() => build({ replicas })).toThrow(`replicas is ${replicas}`),
);
