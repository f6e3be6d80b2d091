import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtProgram } from './go-build';

const FOLDER = resolve(__dirname, '..');

/** The minor releases of which kubeadm is pinned, such as `1.37`. */
export function kubeadmReleases(): string[] {
  return readdirSync(join(FOLDER, 'kubeadm'))
    .filter((name) => name.startsWith('v'))
    .map((name) => name.slice(1))
    .sort();
}

/** kubeadm of a minor release: built when the cache has none. */
export function kubeadmProgram(minor: string): string {
  return programOf('kubeadm', minor, 'some minutes on two cores');
}

/** etcd, the controller manager and the scheduler of a minor release, in one program: the first argument says which. */
export function controlPlaneProgram(minor: string): string {
  return programOf('control-plane', minor, 'some minutes on two cores, after kube-apiserver');
}

/** The exact release that is pinned, such as `1.37.2`. */
export function kubeadmVersion(minor: string): string {
  return pinned('kubeadm', minor);
}

function pinned(name: string, minor: string): string {
  return /k8s\.io\/kubernetes v(\S+)$/m.exec(readFileSync(join(FOLDER, name, `v${minor}`, 'go.mod'), 'utf8'))![1]!;
}

function programOf(name: string, minor: string, takes: string): string {
  const pins = join(FOLDER, name, `v${minor}`);
  const version = pinned(name, minor);
  const [major, number] = minor.split('.') as [string, string];
  const variable = (of: string) => `k8s.io/component-base/version.${of}`;
  return builtProgram({
    name,
    version,
    target: '.',
    sources: [join(FOLDER, name, 'main.go'), join(pins, 'go.mod'), join(pins, 'go.sum')],
    stamp: { [variable('gitVersion')]: `v${version}`, [variable('gitMajor')]: major, [variable('gitMinor')]: number },
    takes,
  });
}
