import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RELEASES } from '../../../src/kubernetes/releases/versions';
import { builtProgram } from './go-build';

const SOURCES = resolve(__dirname, '../kube-apiserver');

/** A release of kube-apiserver that the proofs can run. */
export interface ApiServerRelease {
  /** Such as `1.37`. */
  readonly minor: string;
  /** Such as `1.37.2`: what go.mod pins. */
  readonly version: string;
}

/** The release that `CDK8S_HARDENED_KUBERNETES` names, such as `1.36`, or else the newest that the library knows. */
export function wantedRelease(minor = process.env.CDK8S_HARDENED_KUBERNETES || RELEASES[0]!.version): ApiServerRelease {
  const known = readdirSync(SOURCES)
    .filter((name) => name.startsWith('v'))
    .map((name) => name.slice(1));
  if (!known.includes(minor)) {
    throw new Error(`CDK8S_HARDENED_KUBERNETES=${minor}: no such release is pinned in test/real/kube-apiserver, only ${known.join(', ')}.`);
  }
  const version = /^\tk8s\.io\/kubernetes v(\S+)$/m.exec(readFileSync(join(SOURCES, `v${minor}`, 'go.mod'), 'utf8'))![1]!;
  return { minor, version };
}

/** The kube-apiserver of a release: built from the pinned modules when the cache has none, which takes minutes. */
export function kubeApiServer({ minor, version }: ApiServerRelease): string {
  const [major, number] = minor.split('.') as [string, string];
  const variable = (name: string) => `k8s.io/component-base/version.${name}`;
  return builtProgram({
    name: 'kube-apiserver',
    version,
    target: '.',
    sources: [join(SOURCES, 'main.go'), join(SOURCES, `v${minor}`, 'go.mod'), join(SOURCES, `v${minor}`, 'go.sum')],
    stamp: { [variable('gitVersion')]: `v${version}`, [variable('gitMajor')]: major, [variable('gitMinor')]: number },
    takes: 'some ten minutes on two cores',
  });
}
