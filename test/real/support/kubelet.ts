import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Requirement } from '../../support/requirements';
import { Client, type Credentials } from './client';
import { requireCluster, type Cluster } from './cluster';
import { wantedRelease } from './kube-apiserver-build';
import { kubeletProgram } from './kubelet-build';
import { ask } from './probe';
import { freePorts, Program, toolPath } from './program';

/** Parameters of the kernel that a kubelet with `protectKernelDefaults` requires. */
const KERNEL: Readonly<Record<string, string>> = {
  'vm/overcommit_memory': '1',
  'vm/panic_on_oom': '0',
  'kernel/panic': '10',
  'kernel/panic_on_oops': '1',
  'kernel/keys/root_maxkeys': '1000000',
  'kernel/keys/root_maxbytes': '25000000',
};

/** A pod that the node runs by itself, with something in it that is not for everybody. */
export const SENTINEL = 'not-for-everybody';
const STATIC_POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'shop', namespace: 'default' },
  spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1', env: [{ name: 'PASSWORD', value: SENTINEL }] }] },
};

/** Whether a proof with a kubelet can run here. Builds kube-apiserver and the kubelet where the cache has none. */
export function requireKubelet(): Requirement {
  const found = requireCluster({ node: true });
  if (found.ok) kubeletProgram(wantedRelease());
  return found;
}

/** How a kubelet is started. */
export interface KubeletOptions {
  readonly name: string;
  /** Its file, as it is. */
  readonly config: string;
}

/** A kubelet of a cluster of the bench, on loopback, with a runtime that starts nothing. Needs root and a mount namespace of its own. */
export class Kubelet {
  /**
   * Starts it and waits until its port answers.
   *
   * What this machine needs is in a drop-in: ports, loopback, the runtime's socket, and what it cannot do (control groups of version 2 and
   * their hierarchy, iptables). Parameters of the kernel are files that are laid over those of the machine, so that it stays as it is.
   */
  public static async start(cluster: Cluster, { name, config }: KubeletOptions): Promise<Kubelet> {
    const [port, healthz, readOnly] = (await freePorts(3)) as [number, number, number];
    const folder = join(cluster.folder, name);
    const place = (file: string, content: string): string => {
      const path = join(folder, file);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, content, { mode: 0o600 });
      return path;
    };
    const socket = join(folder, 'runtime.sock');
    for (const directory of ['root', 'log', 'certificates']) mkdirSync(join(folder, directory), { recursive: true });
    place('manifests/shop.yaml', JSON.stringify(STATIC_POD));
    const dropIn = {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      port,
      healthzPort: healthz,
      address: '127.0.0.1',
      containerRuntimeEndpoint: `unix://${socket}`,
      staticPodPath: join(folder, 'manifests'),
      podLogsDir: '/var/log/pods',
      failCgroupV1: false,
      cgroupDriver: 'cgroupfs',
      cgroupsPerQOS: false,
      enforceNodeAllocatable: [],
      localStorageCapacityIsolation: false,
      makeIPTablesUtilChains: false,
      // The port that a configuration asks for is not free on every machine.
      ...(config.includes('readOnlyPort: 10255') && { readOnlyPort: readOnly }),
    };
    place('kubelet.conf.d/00-machine.conf', JSON.stringify(dropIn));
    const node = cluster.authority.issue(`${name}-node`, `/O=system:nodes/CN=system:node:${name}`);
    const kubeconfig = {
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name: 'own', cluster: { 'server': cluster.server, 'certificate-authority': cluster.authority.cert } }],
      'users': [{ name: 'own', user: { 'client-certificate': node.cert, 'client-key': node.key } }],
      'contexts': [{ name: 'own', context: { cluster: 'own', user: 'own' } }],
      'current-context': 'own',
    };
    const program = kubeletProgram(cluster.release);
    const runtime = new Program(`${name}-runtime`, cluster.folder, program, ['fake-runtime', socket]);
    const covers: (readonly [string, string])[] = Object.entries(KERNEL).map(([key, value]) => [
      place(`sys/${key}`, `${value}\n`),
      `/proc/sys/${key}`,
    ]);
    covers.push([join(folder, 'log'), '/var/log']);
    const script = ['set -e', ...covers.map(([from, to]) => `mount --bind ${from} ${to}`), 'exec "$@"'].join('\n');
    const args = [
      `--config=${place('config.yaml', config)}`,
      `--config-dir=${join(folder, 'kubelet.conf.d')}`,
      `--kubeconfig=${place('kubeconfig', JSON.stringify(kubeconfig))}`,
      `--root-dir=${join(folder, 'root')}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      `--hostname-override=${name}`,
    ];
    const command = ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', program, ...args];
    const kubelet = new Program(`${name}-kubelet`, cluster.folder, toolPath('unshare'), command);
    const made = new Kubelet(cluster, name, kubelet, runtime, { port, healthz, readOnly });
    try {
      await kubelet.until(
        async () => (await ask(`https://127.0.0.1:${port}/healthz`, { ca: cluster.authority.cert })).status !== undefined,
        60,
      );
      return made;
    } catch (error) {
      await made.stop();
      throw error;
    }
  }

  public readonly server: string;

  private constructor(
    private readonly cluster: Cluster,
    public readonly name: string,
    private readonly kubelet: Program,
    private readonly runtime: Program,
    public readonly ports: Readonly<Record<'port' | 'healthz' | 'readOnly', number>>,
  ) {
    this.server = `https://127.0.0.1:${ports.port}`;
  }

  /** A client of its port. */
  public client(credentials: Omit<Credentials, 'ca'>): Client {
    return new Client(this.server, { ca: this.cluster.authority.cert, ...credentials }, this.cluster.apiTable());
  }

  /** Addresses and ports on which it listens. */
  public listeners(): string[] {
    return this.kubelet.listeners();
  }

  public get log(): string {
    return this.kubelet.log;
  }

  public async stop(): Promise<void> {
    await this.kubelet.stop();
    await this.runtime.stop();
  }
}
