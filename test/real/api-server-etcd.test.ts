import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { EtcdTopology, HardenedApp, HardenedControlPlane } from '../../src/app';
import { AuditPolicy } from '../../src/audit';
import { EtcdTlsConfig, type EtcdTlsConfigProps } from '../../src/etcd';
import { etcdRules } from '../../src/etcd/rules';
import { readYaml } from '../../src/text/yaml/yaml';
import { findings } from '../support/findings';
import { guarantee } from '../support/guarantee';
import { describeProof, requireTools } from '../support/requirements';
import type { Client } from './support/client';
import { Cluster, requireCluster, type Flags } from './support/cluster';
import { installedEtcd } from './support/etcd-process';
import { Authority, type Pair } from './support/pki';
import { toolPath } from './support/program';

const PKI = '/etc/kubernetes/pki';
const CLIENT = `${PKI}/apiserver-etcd-client`;
const SUBJECT = '/CN=kube-apiserver-etcd-client';
const ENCRYPTION = `${PKI}/encryption.yaml`;
/** The part of a control plane that is brought to the nodes by other means: its key is made for this run. */
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
/** Seconds. An API server that does not reach etcd gives up by itself after 20. */
const PATIENCE = 45;

/** What became of an API server. */
interface Attempt {
  readonly outcome: string;
  readonly log: string;
}

const tools = requireTools(['etcd', 'etcdctl']);

describeProof('EtcdTlsConfig with the API server', tools.ok ? requireCluster({ node: true }) : tools, () => {
  let cluster: Cluster;
  /** What the program's kubeadm configuration gives the API server. */
  let flags: Readonly<Record<string, string>>;
  const others: Cluster[] = [];

  /** The one program: what it writes is placed on the node as it is. */
  function program(etcd: Partial<EtcdTlsConfigProps> = {}): HardenedApp {
    const { etcdClient: clientPort, etcdPeer: peerPort, etcdMetrics } = cluster.ports;
    const app = new HardenedApp({ kubernetes: cluster.release.minor, asOf: '2026-11-23', outdir: join(cluster.folder, 'dist') });
    const nodes = new Construct(app, 'nodes');
    new HardenedControlPlane(nodes, 'control-plane', {
      version: cluster.release.version,
      audit: new AuditPolicy(nodes, 'audit'),
      etcd: [
        new EtcdTlsConfig(nodes, 'etcd', {
          release: installedEtcd(),
          member: { name: 'one', address: '127.0.0.1' },
          clientPort,
          peerPort,
          metricsUrls: [`http://127.0.0.1:${etcdMetrics}`],
          ...etcd,
        }),
      ],
      etcdTopology: EtcdTopology.EXTERNAL,
      encryptionConfigPath: ENCRYPTION,
    });
    return app;
  }

  /** The manifest of an API server with these flags, as somebody else would have written it. */
  const staticPod = (changed: Flags) => [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
      spec: {
        containers: [
          {
            name: 'kube-apiserver',
            command: [
              'kube-apiserver',
              ...Object.entries({ ...flags, ...changed }).flatMap(([flag, value]) => (value === null ? [] : [`--${flag}=${value}`])),
            ],
          },
        ],
      },
    },
  ];

  /** Puts what the program wrote on a node, and the certificates where it says. */
  function furnish({ node, authority }: Cluster, pair: Pair): void {
    const host = join(cluster.folder, 'dist-hardening', 'host');
    const index = JSON.parse(readFileSync(join(host, 'host-files.json'), 'utf8')) as {
      files: { file: string; path: string; mode: string }[];
    };
    node.place(...index.files.map(({ file, path, mode }) => ({ path, mode, content: readFileSync(join(host, file), 'utf8') })));
    const { apiServer, etcd } = readYaml(node.read('/etc/kubernetes/kubeadm-config.yaml')).documents[0]!.value as any;
    for (const { hostPath } of apiServer.extraVolumes) if (!/\.\w+$/.test(hostPath)) node.makeDirectory(hostPath);
    const { endpoints, caFile, certFile, keyFile } = etcd.external;
    // kubeadm makes flags of its configuration in the same way, and names the cluster's authority.
    flags = {
      ...Object.fromEntries(apiServer.extraArgs.map(({ name, value }: { name: string; value: string }) => [name, value])),
      'etcd-servers': endpoints.join(','),
      'etcd-cafile': caFile,
      'etcd-certfile': certFile,
      'etcd-keyfile': keyFile,
      'client-ca-file': `${PKI}/ca.crt`,
    };
    node.place({ path: ENCRYPTION, content: ENCRYPTION_CONFIGURATION, mode: '0600' });
    node.copy(authority.cert, `${PKI}/ca.crt`);
    node.copy(cluster.etcdAuthority.cert, `${PKI}/etcd/ca.crt`);
    node.copy(pair.cert, `${CLIENT}.crt`);
    node.copy(pair.key, `${CLIENT}.key`);
  }

  /** Another API server for the same etcd, on a node of its own. */
  async function another(name: string, changed: Flags, pair = cluster.etcdClient): Promise<Attempt> {
    const own = await Cluster.prepare(`api-server-${name}`, cluster.release);
    others.push(own);
    furnish(own, pair);
    const outcome = await own.startApiServer({ ...flags, ...changed }, PATIENCE).then(
      () => 'got ready',
      ({ message }: Error) => message.split('.')[0]!,
    );
    return { outcome, log: readFileSync(join(own.folder, 'kube-apiserver.log'), 'utf8') };
  }

  function etcdctl(pair: Pair, ...args: string[]): string {
    return execFileSync(
      toolPath('etcdctl'),
      [
        `--endpoints=https://127.0.0.1:${cluster.ports.etcdClient}`,
        `--cacert=${cluster.etcdAuthority.cert}`,
        `--cert=${pair.cert}`,
        `--key=${pair.key}`,
        '--dial-timeout=1s',
        '--command-timeout=1s',
        ...args,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ETCDCTL_API: '3' } },
    );
  }

  beforeAll(async () => {
    cluster = await Cluster.prepare('api-server-etcd');
    program().synth();
    furnish(cluster, cluster.etcdClient);
    cluster.node.makeDirectory('/var/lib');
    for (const side of ['server', 'peer']) {
      const { cert, key } = cluster.etcdAuthority.issue(side, '/CN=one');
      cluster.node.copy(cert, `${PKI}/etcd/${side}.crt`);
      cluster.node.copy(key, `${PKI}/etcd/${side}.key`);
    }
    await cluster.startEtcd({
      args: ['--config-file=/etc/etcd/etcd.conf.yml'],
      health: `http://127.0.0.1:${cluster.ports.etcdMetrics}/health`,
    });
    await cluster.startApiServer(flags);
  });

  afterAll(async () => {
    for (const one of [...others, cluster]) await one?.stop();
  });

  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'proof', namespace: 'default' },
    stringData: { word: 'Rhabarberbarbara' },
  };

  guarantee(
    ['EtcdTlsConfig', 'HardenedApp', 'HardenedControlPlane', 'AuditPolicy', 'HostFile'],
    "the API server with the flags of one program's ClusterConfiguration writes and reads over etcd with the program's file, and the "
      + 'data is in that etcd',
    async () => {
      expect(findings(etcdRules, staticPod({}))).toEqual([]);
      expect(await cluster.admin.request('GET', '/readyz/etcd')).toMatchObject({ status: 200 });
      expect(etcdctl(cluster.etcdClient, 'get', '--keys-only', '/registry/secrets/default/proof')).toBe('');
      expect(await cluster.admin.create(secret)).toMatchObject({ status: 201 });
      expect(await cluster.admin.read(secret)).toMatchObject({
        status: 200,
        body: { data: { word: Buffer.from(secret.stringData.word).toString('base64') } },
      });
      const stored = etcdctl(cluster.etcdClient, 'get', '--print-value-only', '/registry/secrets/default/proof');
      expect(stored).toMatch(/^k8s:enc:secretbox:v1:one:/);
      expect(stored).not.toContain(secret.stringData.word);
    },
  );

  const HEALTH = ['/livez', '/readyz', '/healthz'];
  const PUBLIC = ['/version', '/livez/ping', '/openid/v1/jwks'];
  const statusOf = async (client: Client, path: string) => (await client.request('GET', path)).status;
  const all = (paths: readonly string[], status: number) => paths.map(() => status);

  guarantee(
    ['HardenedControlPlane', 'control-plane/anonymous-access', 'control-plane/profiling'],
    'the API server answers anonymous requests at the health checks alone, and serves no profiles; without the flags it does both',
    async () => {
      const answers = async ({ anonymous, admin }: Cluster) => ({
        health: await Promise.all(HEALTH.map((path) => statusOf(anonymous, path))),
        others: await Promise.all(PUBLIC.map((path) => statusOf(anonymous, path))),
        profiles: await statusOf(admin, '/debug/pprof/goroutine'),
      });
      expect(await answers(cluster)).toEqual({ health: all(HEALTH, 200), others: all(PUBLIC, 401), profiles: 404 });
      expect(await another('open', { 'profiling': null, 'authentication-config': null })).toMatchObject({ outcome: 'got ready' });
      expect(await answers(others.at(-1)!)).toEqual({ health: all(HEALTH, 200), others: [200, 403, 403], profiles: 200 });
    },
  );

  guarantee(
    'EtcdTlsConfig',
    "a client certificate of the cluster's authority does not read from etcd or write to it, even one of system:masters",
    async () => {
      for (const [name, subject] of [
        ['masters', '/O=system:masters/CN=admin'],
        ['namesake', SUBJECT],
      ] as const) {
        const pair = cluster.authority.issue(name, subject);
        for (const args of [
          ['get', '--prefix', '/registry/'],
          ['put', '/registry/secrets/default/forged', 'x'],
          ['member', 'list'],
        ]) {
          expect(() => etcdctl(pair, ...args)).toThrow(/context deadline exceeded|bad certificate|authority/);
        }
      }
      expect(etcdctl(cluster.etcdClient, 'get', '--keys-only', '/registry/secrets/default/forged')).toBe('');
    },
  );

  describe('an API server that is set up otherwise gives up', () => {
    const url = () => `http://127.0.0.1:${cluster.ports.etcdClient}`;
    const clusterCa = `${PKI}/ca.crt`;
    const none = { 'etcd-certfile': null, 'etcd-keyfile': null };
    const gaveUp = 'kube-apiserver ended with 1';
    let right: Attempt;
    let plaintext: Attempt;
    let wrongCa: Attempt;
    let noCertificate: Attempt;
    let foreign: Attempt;
    let etcdLog: string;
    let stranger: Pair;

    // Side by side: each waits for its 20 seconds.
    beforeAll(async () => {
      stranger = new Authority(cluster.folder, 'stranger', '/CN=etcd-ca').issue('client', SUBJECT);
      [right, plaintext, wrongCa, noCertificate, foreign] = await Promise.all([
        another('right', {}),
        another('plaintext', { 'etcd-servers': url() }),
        another('wrong-ca', { 'etcd-cafile': clusterCa }),
        another('no-certificate', none),
        another('foreign', {}, stranger),
      ]);
      etcdLog = readFileSync(join(cluster.folder, 'etcd.log'), 'utf8');
    });

    test('where one that is set up as the program says gets ready, for comparison', () => {
      expect(right.outcome).toBe('got ready');
    });

    guarantee(
      ['EtcdTlsConfig', 'etcd/api-server-etcd-tls'],
      'a plaintext URL of etcd is refused in a program and in YAML, and an API server does not get ready with it',
      () => {
        expect(() => program({ apiServerEndpoints: [url()] })).toThrow(
          `nodes/etcd: the API server would reach etcd at ${url()}, so every Secret would be sent in plaintext. Write https.`,
        );
        expect(findings(etcdRules, staticPod({ 'etcd-servers': url() }))).toEqual([
          expect.stringMatching(`^etcd/api-server-etcd-tls Pod kube-system/kube-apiserver \\S+: --etcd-servers has ${url()}$`),
        ]);
        expect(plaintext).toEqual({
          outcome: gaveUp,
          log: expect.stringMatching(/error reading server preface: (EOF|.*connection reset by peer)/),
        });
        expect(etcdLog).toMatch(/first record does not look like a TLS handshake/);
      },
    );

    guarantee(
      ['EtcdTlsConfig', 'etcd/own-ca'],
      "the cluster's authority in place of etcd's is refused in a program and in YAML, and an API server does not get ready with it",
      () => {
        expect(() =>
          program({ apiServerCertificates: { certFile: `${CLIENT}.crt`, keyFile: `${CLIENT}.key`, trustedCaFile: clusterCa } }),
        ).toThrow(
          `nodes/etcd: apiServerCertificates.trustedCaFile is ${clusterCa}, the CA of the cluster's clients, so every client `
            + 'of the cluster could read and write etcd past all RBAC',
        );
        expect(findings(etcdRules, staticPod({ 'etcd-cafile': clusterCa }))).toEqual([
          expect.stringMatching(
            `^etcd/own-ca Pod kube-system/kube-apiserver \\S+: --etcd-cafile is ${clusterCa}, the CA of the cluster's clients `
              + 'by --client-ca-file$',
          ),
        ]);
        expect(wrongCa).toEqual({
          outcome: gaveUp,
          log: expect.stringMatching(/failed to verify certificate: x509: certificate signed by unknown authority/),
        });
      },
    );

    guarantee(
      ['EtcdTlsConfig', 'etcd/api-server-etcd-tls'],
      'an API server without a client certificate for etcd is refused in a program and in YAML, and does not get ready',
      () => {
        expect(() => program({ apiServerCertificates: { certFile: '', keyFile: '' } })).toThrow(
          'nodes/etcd: apiServerCertificates.certFile is missing, so one side could not prove who it is',
        );
        expect(findings(etcdRules, staticPod(none))).toEqual(
          ['certfile', 'keyfile'].map(
            (flag) => `etcd/api-server-etcd-tls Pod kube-system/kube-apiserver spec.containers[0].command: --etcd-${flag} is not set`,
          ),
        );
        expect(noCertificate).toEqual({
          outcome: gaveUp,
          log: expect.stringMatching(/remote error: tls: (bad certificate|certificate required)/),
        });
        expect(etcdLog).toMatch(/client didn't provide a certificate/);
      },
    );

    guarantee(
      'EtcdTlsConfig',
      'an API server whose client certificate is of another authority does not get ready; a program that is given the certificates is '
        + 'refused, one that is given their paths is not',
      () => {
        const etcdCa = readFileSync(cluster.etcdAuthority.cert, 'utf8');
        const withCertificate = (file: string): Partial<EtcdTlsConfigProps> => ({
          clientCertificates: {
            certFile: `${PKI}/etcd/server.crt`,
            keyFile: `${PKI}/etcd/server.key`,
            trustedCaFile: `${PKI}/etcd/ca.crt`,
            trustedCaCertificate: etcdCa,
          },
          apiServerCertificates: { certFile: `${CLIENT}.crt`, keyFile: `${CLIENT}.key`, certificate: readFileSync(file, 'utf8') },
        });
        for (const file of [stranger.cert, cluster.authority.issue('of-the-cluster', SUBJECT).cert]) {
          expect(() => program(withCertificate(file))).toThrow(
            'nodes/etcd: apiServerCertificates.certificate is not issued by the CA of clientCertificates.trustedCaCertificate, '
              + 'so the other side would reject the connection',
          );
        }
        expect(() => program(withCertificate(cluster.etcdClient.cert))).not.toThrow();
        expect(() => program()).not.toThrow();
        expect(findings(etcdRules, staticPod({}))).toEqual([]);
        expect(foreign).toEqual({
          outcome: gaveUp,
          log: expect.stringMatching(/remote error: tls: (bad certificate|unknown certificate authority)/),
        });
        expect(etcdLog).toMatch(/failed to verify client certificate: x509: certificate signed by unknown authority/);
      },
    );
  });
});
