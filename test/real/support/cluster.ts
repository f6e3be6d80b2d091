import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findTool, requirement, type Requirement } from '../../support/requirements';
import { ApiTable } from './api-table';
import { Client, type Manifest } from './client';
import { EtcdProcess } from './etcd-process';
import { kubeApiServer, wantedRelease, type ApiServerRelease } from './kube-apiserver-build';
import { NodeRoot, type NodeFile } from './node-root';
import { Authority, type Pair } from './pki';
import { freePorts, Program } from './program';

/** Flags by name without dashes, in place of the bench's own of the same name; null leaves one out. */
export type Flags = Readonly<Record<string, string | null>>;

export interface ClusterOptions {
  /** @default what CDK8S_HARDENED_KUBERNETES says, or the newest release */
  readonly release?: ApiServerRelease;
  /** Files that the programs find at their absolute paths; with any, both programs run in the file system of the node. */
  readonly nodeFiles?: readonly NodeFile[];
  readonly apiServerFlags?: Flags;
}

/** All that etcd is started with, in place of the bench's own: what `EtcdTlsConfig` wrote, as it is. */
export interface EtcdOptions {
  readonly args: readonly string[];
  /** URL of its health, in clear text on loopback. */
  readonly health: string;
}

/** Whether a proof with a cluster can run here. Builds kube-apiserver where the cache has none. */
export function requireCluster({ node = false }: { readonly node?: boolean } = {}): Requirement {
  const tools = ['etcd', 'go', 'openssl', ...(node ? ['unshare', 'mount', 'chroot'] : [])];
  const missing = tools.filter((tool) => findTool(tool) === undefined).map((tool) => `the program "${tool}" is not installed`);
  if (node && process.getuid?.() !== 0) missing.push('it needs root');
  const found = requirement(missing);
  if (found.ok) kubeApiServer(wantedRelease());
  return found;
}

/**
 * An etcd and a kube-apiserver on loopback, with certificates of their own.
 *
 * There are no controllers, no scheduler and no kubelet. Nobody makes the account `default` of a namespace ({@link makeNamespace} does),
 * nobody fills the status of a quota, nothing is scheduled, and what is deleted with finalizers stays.
 */
export class Cluster {
  /** Makes the folder, the certificates and the ports; nothing runs yet. */
  public static async prepare(name: string, release = wantedRelease()): Promise<Cluster> {
    const [api, etcdClient, etcdPeer, etcdMetrics] = (await freePorts(4)) as [number, number, number, number];
    return new Cluster(name, release, { api, etcdClient, etcdPeer, etcdMetrics });
  }

  /** A running one. */
  public static async start(name: string, { release, nodeFiles = [], apiServerFlags = {} }: ClusterOptions = {}): Promise<Cluster> {
    const cluster = await Cluster.prepare(name, release);
    try {
      cluster.node.place(...nodeFiles);
      await cluster.startEtcd();
      await cluster.startApiServer(apiServerFlags);
      return cluster;
    } catch (error) {
      await cluster.stop(true);
      throw error;
    }
  }

  /** Of this run: certificates, data, logs and the node. */
  public readonly folder: string;
  /** Signs the API server's certificate and those of its clients. */
  public readonly authority: Authority;
  /** Signs those of etcd and its clients, and nothing else. */
  public readonly etcdAuthority: Authority;
  /** The client certificate with which the API server comes to etcd. */
  public readonly etcdClient: Pair;
  /** The file system of the node: empty, and then not used, until something is placed in it. */
  public readonly node: NodeRoot;
  public readonly server: string;
  /** With every permission: of the group `system:masters`. */
  public readonly admin: Client;
  public readonly anonymous: Client;
  private readonly program: string;
  private readonly serving: Pair;
  private readonly etcdServer: Pair;
  private readonly clients: Client[] = [];
  private readonly table: ApiTable;
  private etcd?: EtcdProcess;
  private api?: Program;
  private issued = 0;

  private constructor(
    name: string,
    public readonly release: ApiServerRelease,
    public readonly ports: Readonly<Record<'api' | 'etcdClient' | 'etcdPeer' | 'etcdMetrics', number>>,
  ) {
    this.program = kubeApiServer(release);
    this.folder = mkdtempSync(join(tmpdir(), `${name}-proof-`));
    this.node = new NodeRoot(this.folder, [this.folder, dirname(this.program)]);
    this.authority = new Authority(this.folder, 'cluster', '/CN=kubernetes');
    this.etcdAuthority = new Authority(this.folder, 'etcd', '/CN=etcd-ca');
    this.serving = this.authority.issue('apiserver', '/CN=kube-apiserver');
    this.etcdServer = this.etcdAuthority.issue('server', '/CN=etcd');
    this.etcdClient = this.etcdAuthority.issue('apiserver-etcd-client', '/CN=kube-apiserver-etcd-client');
    const account = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    writeFileSync(this.serviceAccountKey, account.privateKey, { mode: 0o600 });
    this.server = `https://127.0.0.1:${this.ports.api}`;
    this.table = new ApiTable((path, accept) => this.admin.request('GET', path, { headers: { accept } }));
    this.admin = this.clientFor({ user: 'admin', groups: ['system:masters'] });
    this.anonymous = this.client({});
  }

  public async startEtcd({ args, health }: EtcdOptions = this.ownEtcd()): Promise<EtcdProcess> {
    this.etcd = await EtcdProcess.start(this.folder, args, health, this.node);
    return this.etcd;
  }

  /**
   * Starts the API server, and waits until it is ready and has made the namespaces of every cluster.
   *
   * @throws Error with the end of its log when it does not get ready
   */
  public async startApiServer(flags: Flags = {}, seconds = 60): Promise<Program> {
    const args = Object.entries({ ...this.ownFlags(), ...flags }).flatMap(([flag, value]) =>
      value === null ? [] : [`--${flag}=${value}`],
    );
    const [command, ...rest] = this.node.enter(this.program, args);
    this.api = new Program('kube-apiserver', this.folder, command!, rest);
    await this.api.until(async () => {
      for (const path of ['/readyz', '/api/v1/namespaces/default', '/api/v1/namespaces/kube-system', '/api/v1/namespaces/kube-public']) {
        const { status } = await this.admin.request('GET', path).catch(() => ({ status: 0 }));
        if (status !== 200) return false;
      }
      return true;
    }, seconds);
    return this.api;
  }

  /** Ends the API server, so that it has written all that it will write and can be started with other flags. */
  public async stopApiServer(): Promise<void> {
    await this.api?.stop();
  }

  /** Ends etcd. */
  public async stopEtcd(): Promise<void> {
    await this.etcd?.stop();
  }

  /** Ends both. Removes the folder, unless a test of the file has failed: then it says where the logs are. */
  public async stop(failed = (globalThis as { proofFailed?: boolean }).proofFailed === true): Promise<void> {
    for (const client of this.clients) client.close();
    await this.stopApiServer();
    await this.stopEtcd();
    if (failed) process.stderr.write(`Logs are kept in ${this.folder}\n`);
    else rmSync(this.folder, { recursive: true, force: true });
  }

  /** A user with a client certificate. */
  public clientFor({ user, groups = [] }: { readonly user: string; readonly groups?: readonly string[] }): Client {
    const escape = (text: string) => text.replace(/[\\/+=]/g, '\\$&');
    const subject = [...groups.map((group) => `/O=${escape(group)}`), `/CN=${escape(user)}`].join('');
    return this.client({ pair: this.authority.issue(`client-${++this.issued}`, subject) });
  }

  /** A service account with a token of the TokenRequest API. */
  public async clientForServiceAccount(namespace: string, name: string): Promise<Client> {
    const { status, body } = await this.admin.request('POST', `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`, {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
    });
    if (status !== 201) throw new Error(`No token for ${namespace}/${name}: ${body.message}`);
    return this.client({ token: body.status.token });
  }

  /** Any other way to come: a foreign certificate, a forged token. */
  public client(credentials: { readonly pair?: Pair; readonly token?: string; readonly ca?: string }): Client {
    const made = new Client(this.server, { ca: this.authority.cert, ...credentials }, this.table);
    this.clients.push(made);
    return made;
  }

  /** What the server serves. */
  public apiTable(): ApiTable {
    return this.table;
  }

  /** A namespace with its account `default`, which a controller would make. */
  public async makeNamespace(name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
    const objects: Manifest[] = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } },
    ];
    for (const object of objects) {
      const { status, body } = await this.admin.create(object);
      if (status !== 201) throw new Error(`${object.kind} ${name}: ${body.message}`);
    }
  }

  private get serviceAccountKey(): string {
    return join(this.folder, 'service-accounts.key');
  }

  private ownEtcd(): EtcdOptions {
    const { etcdClient, etcdPeer, etcdMetrics } = this.ports;
    const health = `http://127.0.0.1:${etcdMetrics}`;
    const flags = {
      'name': 'bench',
      'data-dir': join(this.folder, 'etcd-data'),
      'listen-client-urls': `https://127.0.0.1:${etcdClient}`,
      'advertise-client-urls': `https://127.0.0.1:${etcdClient}`,
      'listen-peer-urls': `http://127.0.0.1:${etcdPeer}`,
      'initial-advertise-peer-urls': `http://127.0.0.1:${etcdPeer}`,
      'initial-cluster': `bench=http://127.0.0.1:${etcdPeer}`,
      'listen-metrics-urls': health,
      'client-cert-auth': 'true',
      'trusted-ca-file': this.etcdAuthority.cert,
      'cert-file': this.etcdServer.cert,
      'key-file': this.etcdServer.key,
    };
    return { args: Object.entries(flags).map(([name, value]) => `--${name}=${value}`), health: `${health}/health` };
  }

  private ownFlags(): Flags {
    return {
      'bind-address': '127.0.0.1',
      'advertise-address': '127.0.0.1',
      'secure-port': String(this.ports.api),
      // Loopback cannot be an endpoint of the service `kubernetes`, and nothing here asks for it.
      'endpoint-reconciler-type': 'none',
      'etcd-servers': `https://127.0.0.1:${this.ports.etcdClient}`,
      'etcd-cafile': this.etcdAuthority.cert,
      'etcd-certfile': this.etcdClient.cert,
      'etcd-keyfile': this.etcdClient.key,
      'tls-cert-file': this.serving.cert,
      'tls-private-key-file': this.serving.key,
      'client-ca-file': this.authority.cert,
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-account-key-file': this.serviceAccountKey,
      'service-account-signing-key-file': this.serviceAccountKey,
      'service-cluster-ip-range': '10.96.0.0/16',
      'authorization-mode': 'Node,RBAC',
      'enable-admission-plugins': 'NodeRestriction',
      // Otherwise validation refuses a privileged pod before Pod Security admission is asked.
      'allow-privileged': 'true',
    };
  }
}
