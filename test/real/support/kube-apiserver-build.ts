import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RELEASES } from '../../../src/kubernetes/releases/versions';
import { toolPath } from './program';

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

/**
 * The kube-apiserver of a release: built from the pinned modules when the cache has none, which takes minutes.
 *
 * The cache is `$XDG_CACHE_HOME/cdk8s-hardened` or `~/.cache/cdk8s-hardened`; a build is found again by version, sources and flags.
 */
export function kubeApiServer({ minor, version }: ApiServerRelease): string {
  const [major, number] = minor.split('.');
  const stamp = Object.entries({ gitVersion: `v${version}`, gitMajor: major, gitMinor: number }).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...stamp].join(' ')];
  const sources = [join(SOURCES, 'main.go'), join(SOURCES, `v${minor}`, 'go.mod'), join(SOURCES, `v${minor}`, 'go.sum')];
  const hash = createHash('sha256').update(flags.join(' '));
  for (const source of sources) hash.update(readFileSync(source));

  const folder = join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'cdk8s-hardened',
    'kube-apiserver',
    `v${version}-${hash.digest('hex').slice(0, 16)}`,
  );
  const program = join(folder, 'kube-apiserver');
  if (existsSync(program)) return program;

  const start = Date.now();
  process.stderr.write(
    `kube-apiserver ${version} is not in the cache: building it, once. This takes some ten minutes on two cores, and downloads its `
      + 'modules.\n',
  );
  const work = mkdtempSync(join(tmpdir(), 'kube-apiserver-build-'));
  try {
    for (const source of sources) cpSync(source, join(work, source.slice(source.lastIndexOf('/') + 1)));
    mkdirSync(folder, { recursive: true });
    const unfinished = join(folder, `.unfinished-${process.pid}`);
    execFileSync(toolPath('go'), ['build', ...flags, '-o', unfinished, '.'], {
      cwd: work,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly' },
    });
    renameSync(unfinished, program);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  process.stderr.write(`kube-apiserver ${version}: built in ${Math.round((Date.now() - start) / 1000)} s, kept as ${program}\n`);
  return program;
}
