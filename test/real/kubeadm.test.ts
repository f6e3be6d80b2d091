import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { HardenedApp, HardenedControlPlane, KubeadmJoin } from '../../src/app';
import { AuditPolicy } from '../../src/audit';
import { HostFile } from '../../src/cdk8s/host-file';
import { check } from '../../src/cli/check/check';
import { EtcdTlsConfig } from '../../src/etcd';
import { HardenedKubelet, KubeletDelivery } from '../../src/kubelet';
import { readYaml } from '../../src/text/yaml/yaml';
import { guarantee } from '../support/guarantee';
import { layersOf } from '../support/layers';
import { describeProof } from '../support/requirements';
import type { Client } from './support/client';
import { ControlPlaneNode, requireControlPlaneNode } from './support/control-plane-node';
import { wantedRelease } from './support/kube-apiserver-build';
import { kubeadmReleases, kubeadmVersion } from './support/kubeadm-build';

const CONFIG = '/etc/kubernetes/kubeadm-config.yaml';
const ENCRYPTION = '/etc/kubernetes/pki/encryption.yaml';
/** What is brought to the nodes by other means: its key is made for this run. */
const ENCRYPTION_CONFIGURATION = JSON.stringify({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'EncryptionConfiguration',
  resources: [
    {
      resources: ['secrets'],
      providers: [{ secretbox: { keys: [{ name: 'one', secret: randomBytes(32).toString('base64') }] } }, { identity: {} }],
    },
  ],
});
const PODS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const SENTINEL = 'sentinel-of-the-proof';

/** The files of one program for a node with this address. */
function filesFor(minor: string, address: string, outdir: string): HostFile[] {
  const app = new HardenedApp({ kubernetes: minor, asOf: '2026-11-23', outdir, noConfig: true });
  const nodes = new Construct(app, 'nodes');
  new HardenedControlPlane(nodes, 'control-plane', {
    version: kubeadmVersion(minor),
    audit: new AuditPolicy(nodes, 'audit'),
    etcd: [new EtcdTlsConfig(nodes, 'etcd', { member: { name: 'one', address } })],
    kubelet: new HardenedKubelet(nodes, 'kubelet', { delivery: KubeletDelivery.KUBEADM }),
    encryptionConfigPath: ENCRYPTION,
    endpoint: `${address}:6443`,
    firstNode: { address },
  });
  new KubeadmJoin(nodes, 'worker');
  new KubeadmJoin(nodes, 'second', { controlPlane: { address: '10.0.0.2' }, path: '/etc/kubernetes/join-control-plane.yaml' });
  app.synth();
  return HostFile.collect(app);
}

const release = wantedRelease(kubeadmReleases().at(-1));

describeProof('kubeadm with what HardenedControlPlane writes', requireControlPlaneNode(release), () => {
  let node: ControlPlaneNode;
  let admin: Client;

  beforeAll(() => {
    node = new ControlPlaneNode(release);
    node.root.place(...filesFor(release.minor, node.address, join(node.folder, 'dist')));
    // kubeadm looks whether it is there.
    node.root.place({ path: '/etc/kubernetes/discovery.conf', content: '{}\n', mode: '0600' });
    node.root.place({ path: ENCRYPTION, content: ENCRYPTION_CONFIGURATION, mode: '0600' });
  });

  afterAll(() => node?.stop());

  guarantee.group(
    ['HardenedControlPlane', 'KubeadmJoin', 'HardenedKubelet'],
    'kubeadm accepts its configuration as it is, strictly',
    () => {
      test.each(kubeadmReleases())('%s', (minor) => {
        for (const { path, content } of filesFor(minor, '10.0.0.1', join(node.folder, minor))) {
          if (!/kubeadm-|join-/.test(path)) continue;
          const file = `/srv/${minor}${path}`;
          node.root.place({ path: file, content });
          expect({ path, ...node.kubeadmOf(minor, 'config', 'validate', '--config', file) }).toEqual({ path, status: 0, output: 'ok\n' });
        }
      });
    },
  );

  test('a field that kubeadm does not know would have been seen', () => {
    node.root.place({ path: '/srv/wrong.yaml', content: node.root.read(CONFIG).replace('extraVolumes:', 'extraVolume:') });
    const { status, output } = node.runKubeadm('config', 'validate', '--config', '/srv/wrong.yaml');
    expect(status).toBe(1);
    expect(output).toContain('unknown field "apiServer.extraVolume"');
  });

  test.each(['certs all', 'kubeconfig all', 'etcd local', 'control-plane all', 'kubelet-start'])('init phase %s', (phase) => {
    const { status, output } = node.runKubeadm('init', 'phase', ...phase.split(' '), '--config', CONFIG);
    expect({ status, output }).toEqual({ status: 0, output });
    // There is no systemd to start the kubelet with.
    expect(output.split('\n').filter((line) => /^W\d{4}/.test(line) && !line.includes('the kubelet service'))).toEqual([]);
  });

  guarantee('HardenedControlPlane', 'the static pods that kubeadm writes have the flags of the file, and no others of these names', () => {
    const { apiServer, controllerManager, scheduler, etcd } = readYaml(node.root.read(CONFIG)).documents.map(
      ({ value }) => value as any,
    )[1];
    const parts = [etcd.local, apiServer, controllerManager, scheduler];
    for (const [index, { extraArgs }] of parts.entries()) {
      const { command } = node.staticPod(PODS[index]!).spec.containers[0];
      for (const { name, value } of extraArgs as { name: string; value: string }[]) {
        expect(command.filter((word) => word.startsWith(`--${name}=`))).toEqual([`--${name}=${value}`]);
      }
    }
  });

  guarantee(
    ['HardenedControlPlane', 'HardenedKubelet'],
    'no rule about components objects to the static pods and the files of the kubelet that kubeadm writes',
    () => {
      const paths = ['/etc/kubernetes/manifests', '/etc/kubernetes/audit', '/etc/kubernetes/authentication.yaml', '/var/lib/kubelet'];
      const { report } = check({
        paths: paths.map((path) => node.root.onHost(path)),
        layers: layersOf({ kubernetes: release.minor, asOf: '2026-11-23' }),
      });
      // The pods are kubeadm's: they run on the network of the node and as root, and mount its folders, which rules about pods find.
      const found = report.result.findings.filter(({ rule }) => !rule.startsWith('workloads/'));
      expect(found.map(({ rule, status, message }) => `${status} ${rule}: ${message}`)).toEqual([]);
    },
  );

  guarantee('HardenedKubelet', 'the file of the kubelet that kubeadm writes has every field as HardenedKubelet has it', () => {
    const [, , ours] = readYaml(node.root.read(CONFIG)).documents.map(({ value }) => value as object);
    const written = readYaml(node.root.read('/var/lib/kubelet/config.yaml')).documents[0]!.value as object;
    // kubeadm leaves two out, which the kubelet has so by default, and writes a duration in its own way.
    const same = { ...ours, streamingConnectionIdleTimeout: '30m0s' };
    expect({ enableContentionProfiling: false, readOnlyPort: 0, ...written }).toMatchObject(same);
  });

  test('the programs start by the command lines of the pods', async () => {
    const pki = node.root.onHost('/etc/kubernetes/pki');
    const health = ['--cert', `${pki}/apiserver-etcd-client.crt`, '--key', `${pki}/apiserver-etcd-client.key`];
    await node.start('etcd', async () => (await node.statusOf('https://127.0.0.1:2379/health', ...health)) === 200);
    admin = node.client('super-admin.conf');
    const get = async (path: string) => (await admin.request('GET', path).catch(() => ({ status: 0 }))).status;
    await node.start('kube-apiserver', async () => (await get('/readyz')) === 200);
    await node.start('kube-controller-manager', async () => (await node.statusOf('https://127.0.0.1:10257/healthz')) === 200);
    await node.start('kube-scheduler', async () => (await node.statusOf('https://127.0.0.1:10259/healthz')) === 200);
  }, 200_000);

  guarantee(
    'HardenedControlPlane',
    'that control plane works: the controller manager makes the pods of a Deployment, and the scheduler places them on a node',
    async () => {
      const fit = { cpu: '4', memory: '8Gi', pods: '20' };
      const made = [
        { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker' }, status: { capacity: fit, allocatable: fit } },
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web', namespace: 'default' },
          spec: {
            replicas: 2,
            selector: { matchLabels: { app: 'web' } },
            template: {
              metadata: { labels: { app: 'web' } },
              spec: { tolerations: [{ operator: 'Exists' }], containers: [{ name: 'web', image: 'example.com/web:1' }] },
            },
          },
        },
      ];
      for (const object of made) expect((await admin.create(object)).status).toBe(201);
      const deadline = Date.now() + 60_000;
      let placed: string[] = [];
      while (placed.length < 2 && Date.now() < deadline) {
        const { body } = await admin.request('GET', '/api/v1/namespaces/default/pods');
        placed = body.items.map(({ spec }: any) => spec.nodeName).filter(Boolean);
        await new Promise((done) => setTimeout(done, 200));
      }
      expect(placed).toEqual(['worker', 'worker']);
    },
    90_000,
  );

  guarantee('HardenedControlPlane', 'a Secret is readable through its API server, and not in the data of etcd', async () => {
    const stringData = { text: SENTINEL };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one', namespace: 'default' }, stringData };
    expect((await admin.create(secret)).status).toBe(201);
    const plain = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'one', namespace: 'default' },
      data: { text: `plain-${SENTINEL}` },
    };
    expect((await admin.create(plain)).status).toBe(201);
    const { body } = await admin.request('GET', '/api/v1/namespaces/default/secrets/one');
    expect(Buffer.from(body.data.text as string, 'base64').toString()).toBe(SENTINEL);
    const stored = node.grepBytes('/var/lib/etcd', SENTINEL);
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.filter((before) => !before.endsWith('plain-'))).toEqual([]);
  });

  guarantee('HardenedControlPlane', 'anonymous requests are answered at the health checks alone', async () => {
    const nobody = node.client();
    const statuses = await Promise.all(
      ['/livez', '/readyz', '/api', '/version'].map(async (path) => (await nobody.request('GET', path)).status),
    );
    expect(statuses).toEqual([200, 200, 401, 401]);
  });
});
