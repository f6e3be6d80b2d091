import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readYaml } from '../../../src/text/yaml/yaml';
import type { Requirement } from '../../support/requirements';
import { ApiTable } from './api-table';
import { Client } from './client';
import { cacheFolder } from './go-build';
import { kubeApiServer, type ApiServerRelease } from './kube-apiserver-build';
import { controlPlaneProgram, kubeadmProgram, kubeadmReleases } from './kubeadm-build';
import { Namespace, requireNetwork, run } from './node-access';
import { NodeRoot } from './node-root';
import { Program, toolPath } from './program';

/** A static pod, as kubeadm wrote it. */
export interface StaticPod {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly containers: readonly [
      { readonly command: readonly string[]; readonly volumeMounts: readonly { readonly mountPath: string }[] },
    ];
    readonly volumes: readonly { readonly hostPath: { readonly path: string; readonly type: string } }[];
  };
}

/** What came of a run of kubeadm. */
export interface KubeadmRun {
  readonly status: number | null;
  readonly output: string;
}

/** Programs that a control-plane node is made of, built when the cache has none. */
export function requireControlPlaneNode(release: ApiServerRelease): Requirement {
  const found = requireNetwork(['go', 'mount', 'chroot', 'curl'], false);
  if (found.ok) {
    kubeApiServer(release);
    kubeadmReleases().forEach(kubeadmProgram);
    controlPlaneProgram(release.minor);
  }
  return found;
}

/**
 * A node of a control plane: a file system and a network of its own, joined to this machine by a cable. What kubeadm writes there is
 * started as it is, by its command lines, without containers.
 */
export class ControlPlaneNode {
  public readonly folder: string;
  /** Its file system. */
  public readonly root: NodeRoot;
  /** Its address, which this machine reaches. */
  public readonly address: string;
  private readonly network: Namespace;
  private readonly started: Program[] = [];
  private readonly clients: Client[] = [];

  public constructor(private readonly release: ApiServerRelease) {
    this.folder = mkdtempSync(join(tmpdir(), 'kubeadm-proof-'));
    this.root = new NodeRoot(this.folder, [cacheFolder()]);
    this.network = new Namespace('node');
    const net = `10.213.${process.pid % 256}`;
    this.address = `${net}.2`;
    const cable = `cdkh${process.pid}`;
    run('ip', ['link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', this.network.name]);
    run('ip', ['address', 'add', `${net}.1/30`, 'dev', cable]);
    run('ip', ['link', 'set', cable, 'up']);
    this.network.run('ip', ['address', 'add', `${this.address}/30`, 'dev', 'eth0']);
    this.network.run('ip', ['link', 'set', 'eth0', 'up']);
    this.network.run('ip', ['route', 'add', 'default', 'via', `${net}.1`]);
  }

  /** Runs kubeadm of its release on the node. */
  public runKubeadm(...args: readonly string[]): KubeadmRun {
    return this.kubeadmOf(this.release.minor, ...args);
  }

  /** Runs kubeadm of another release on the node. */
  public kubeadmOf(minor: string, ...args: readonly string[]): KubeadmRun {
    const [command, ...rest] = this.inside(kubeadmProgram(minor), args);
    const { status, stdout, stderr } = spawnSync(command!, rest, { encoding: 'utf8', timeout: 120_000, env: { PATH: process.env.PATH } });
    return { status, output: `${stdout}${stderr}` };
  }

  /** A static pod that kubeadm has written. */
  public staticPod(name: string): StaticPod {
    return readYaml(this.root.read(`/etc/kubernetes/manifests/${name}.yaml`)).documents[0]!.value as unknown as StaticPod;
  }

  /**
   * Starts the program of a static pod with the pod's command line, and makes the folders that the kubelet would make.
   *
   * @throws Error with the end of its log when it does not get ready
   */
  public async start(name: string, ready: () => Promise<boolean>): Promise<Program> {
    const { spec } = this.staticPod(name);
    for (const { hostPath } of spec.volumes) if (hostPath.type === 'DirectoryOrCreate') this.root.makeDirectory(hostPath.path);
    const [program, ...args] = spec.containers[0].command;
    const [path, first] =
      program === 'kube-apiserver' ? [kubeApiServer(this.release), []] : [controlPlaneProgram(this.release.minor), [program!]];
    const [command, ...rest] = this.inside(path, [...first, ...args]);
    const started = new Program(name, this.folder, command!, rest);
    this.started.push(started);
    await started.until(ready, 90);
    return started;
  }

  /** Status of a URL that is asked on the node itself: 0 when there is no answer. */
  public async statusOf(url: string, ...options: readonly string[]): Promise<number> {
    const { output } = this.network.try('curl', ['-sk', '-m', '5', '-o', '/dev/null', '-w', '%{http_code}', ...options, url]);
    return Number(output);
  }

  /** Asks the API server with the credentials of a kubeconfig that kubeadm has written; without one, with none. */
  public client(kubeconfig?: string): Client {
    const place = (name: string, text: string) => {
      const path = join(this.folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    };
    const ca = place('ca.crt', this.root.read('/etc/kubernetes/pki/ca.crt'));
    const server = `https://${this.address}:6443`;
    const clients: Client[] = [];
    const table = new ApiTable((path, accept) => clients[0]!.request('GET', path, { headers: { accept } }));
    let pair;
    if (kubeconfig !== undefined) {
      const { user } = (readYaml(this.root.read(`/etc/kubernetes/${kubeconfig}`)).documents[0]!.value as any).users[0];
      const decoded = (field: string) => Buffer.from(user[`client-${field}-data`] as string, 'base64').toString();
      pair = { cert: place(`${kubeconfig}.crt`, decoded('certificate')), key: place(`${kubeconfig}.key`, decoded('key')) };
    }
    clients.push(new Client(server, { ca, pair }, table));
    this.clients.push(clients[0]!);
    return clients[0]!;
  }

  /** The ten bytes in front of each occurrence of a text in the files of a folder. */
  public grepBytes(folder: string, text: string): string[] {
    const files = readdirSync(this.root.onHost(folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.flatMap((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name), 'latin1');
      return bytes
        .split(text)
        .slice(0, -1)
        .map((before) => before.slice(-10));
    });
  }

  /** Ends all programs, the last one first. Removes the folder, unless a test of the file has failed: then it says where the logs are. */
  public async stop(failed = (globalThis as { proofFailed?: boolean }).proofFailed === true): Promise<void> {
    for (const client of this.clients) client.close();
    for (const program of [...this.started].reverse()) await program.stop();
    this.network.remove();
    if (failed) process.stderr.write(`Logs are kept in ${this.folder}\n`);
    else rmSync(this.folder, { recursive: true, force: true });
  }

  private inside(command: string, args: readonly string[]): string[] {
    return [toolPath('ip'), 'netns', 'exec', this.network.name, ...this.root.enter(command, args)];
  }
}
