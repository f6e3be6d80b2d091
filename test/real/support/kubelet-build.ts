import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtProgram } from './go-build';
import type { ApiServerRelease } from './kube-apiserver-build';

const SOURCES = resolve(__dirname, '../kubelet');

/** The kubelet of the minor of a release, with a container runtime that starts nothing: built when the cache has none. */
export function kubeletProgram({ minor }: ApiServerRelease): string {
  const pins = join(SOURCES, `v${minor}`);
  const version = /k8s\.io\/kubernetes v(\S+)$/m.exec(readFileSync(join(pins, 'go.mod'), 'utf8'))![1]!;
  const [major, number] = minor.split('.') as [string, string];
  const variable = (name: string) => `k8s.io/component-base/version.${name}`;
  return builtProgram({
    name: 'kubelet',
    version,
    target: '.',
    sources: [join(SOURCES, 'main.go'), join(pins, 'go.mod'), join(pins, 'go.sum')],
    stamp: { [variable('gitVersion')]: `v${version}`, [variable('gitMajor')]: major, [variable('gitMinor')]: number },
    takes: 'some four minutes on two cores, after kube-apiserver',
  });
}
