import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Cluster } from './cluster';
import { builtProgram, cacheFolder } from './go-build';
import { toolPath } from './program';

/** What pins the programs below: go.mod, and package-lock.json. */
const SOURCES = resolve(__dirname, '../clients');

const pinned = (file: string) => join(SOURCES, file);

/** How a program ended, and what it said. */
export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, in a folder, with these variables beside PATH and HOME. */
export function run(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Said {
  const { HOME } = process.env;
  // A program that starts "node" gets the one that runs this.
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Path of kubectl. */
export function kubectlProgram(): string {
  const version = versionOf('k8s.io/kubectl').replace(/^0/, '1');
  return builtProgram({
    name: 'kubectl',
    version,
    target: '.',
    sources: [pinned('kubectl.go'), pinned('go.mod'), pinned('go.sum')],
    stamp: { 'k8s.io/component-base/version.gitVersion': `v${version}` },
    takes: 'some five minutes on two cores',
  });
}

/** kubectl, as the administrator of a cluster. */
export function kubectlFor(cluster: Cluster): (...args: readonly string[]) => Said {
  const program = kubectlProgram();
  const { cert, key } = cluster.authority.issue('kubectl', '/O=system:masters/CN=kubectl');
  const config = join(cluster.folder, 'kubeconfig');
  const [name, user] = ['bench', 'admin'];
  // JSON is YAML.
  writeFileSync(
    config,
    JSON.stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name, cluster: { 'server': cluster.server, 'certificate-authority': cluster.authority.cert } }],
      'users': [{ name: user, user: { 'client-certificate': cert, 'client-key': key } }],
      'contexts': [{ name, context: { cluster: name, user } }],
      'current-context': name,
    }),
    { mode: 0o600 },
  );
  return (...args) => run(program, args, cluster.folder, { KUBECONFIG: config, HOME: cluster.folder });
}

/** Path of helm. */
export function helmProgram(): string {
  return builtProgram({
    name: 'helm',
    version: versionOf('helm.sh/helm/v4'),
    target: 'helm.sh/helm/v4/cmd/helm',
    sources: [pinned('go.mod'), pinned('go.sum')],
    stamp: {},
    takes: 'some three minutes on two cores',
  });
}

/** helm: no command of it that the proofs use asks a cluster. */
export function helm(folder: string, ...args: readonly string[]): Said {
  return run(helmProgram(), args, folder, { HOME: folder });
}

/** Path of kustomize, of the version that kubectl carries. */
export function kustomizeProgram(): string {
  const module = 'sigs.k8s.io/kustomize/kustomize/v5';
  return builtProgram({
    name: 'kustomize',
    version: versionOf(module),
    target: module,
    sources: [pinned('kustomize/go.mod'), pinned('kustomize/go.sum')],
    stamp: {},
    takes: 'some two minutes on two cores',
  });
}

/** The command of cdk8s, installed as the lock file says when the cache does not have it. */
export function cdk8s(folder: string, args: readonly string[], env: Readonly<Record<string, string>>): Said {
  const hash = createHash('sha256')
    .update(readFileSync(pinned('package-lock.json')))
    .digest('hex')
    .slice(0, 16);
  const installed = cacheFolder('cdk8s-cli', hash);
  if (!existsSync(installed)) {
    mkdirSync(cacheFolder('cdk8s-cli'), { recursive: true });
    const unfinished = mkdtempSync(cacheFolder('cdk8s-cli', '.unfinished-'));
    for (const file of ['package.json', 'package-lock.json']) cpSync(pinned(file), join(unfinished, file));
    execFileSync(toolPath('npm'), ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: unfinished,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(unfinished, installed);
  }
  return run(process.execPath, [join(installed, 'node_modules/cdk8s-cli/bin/cdk8s'), ...args, '--check-upgrade=false'], folder, env);
}

/** Puts a program of the proofs, with the library, into one file that Node runs in any folder. */
export function bundled(program: string, folder: string): string {
  const outfile = join(folder, 'main.js');
  rmSync(outfile, { force: true });
  execFileSync(
    resolve(__dirname, '../../../node_modules/.bin/esbuild'),
    [program, '--bundle', '--platform=node', '--keep-names', '--log-level=warning', `--outfile=${outfile}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return outfile;
}

function versionOf(module: string): string {
  const line = readFileSync(pinned('go.mod'), 'utf8')
    .split('\n')
    .map((text) => text.trim().split(' '))
    .find(([name]) => name === module);
  return line![1]!.slice(1);
}
