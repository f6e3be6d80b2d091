import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { toolPath } from './program';

/** A program that is built from Go modules of pinned versions. */
export interface GoProgram {
  readonly name: string;
  readonly version: string;
  /** What is built: `.` for the main package among the sources, or the path of one in a module. */
  readonly target: string;
  /** A main package, where there is one, and its go.mod and go.sum: they lie in one folder when it is built. */
  readonly sources: readonly string[];
  /** Variables that the linker sets. */
  readonly stamp: Readonly<Record<string, string>>;
  /** How long it takes, in words. */
  readonly takes: string;
}

/** A folder for what is fetched or built once: `$XDG_CACHE_HOME/cdk8s-hardened` or `~/.cache/cdk8s-hardened`. */
export function cacheFolder(...below: readonly string[]): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-hardened', ...below);
}

/** The path of the program, built when the cache has none. A build is found again by version, sources and flags. */
export function builtProgram({ name, version, target, sources, stamp, takes }: GoProgram): string {
  const stamps = Object.entries(stamp).map(([variable, value]) => `-X ${variable}=${value}`);
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...stamps].join(' ')];
  const hash = createHash('sha256').update(flags.join(' '));
  for (const source of sources) hash.update(readFileSync(source));
  const program = join(cacheFolder(name, `v${version}-${hash.digest('hex').slice(0, 16)}`), name);
  if (existsSync(program)) return program;

  const start = Date.now();
  process.stderr.write(`${name} ${version} is not in the cache: building it, once. This takes ${takes}, and downloads its modules.\n`);
  const work = mkdtempSync(join(tmpdir(), `${name}-build-`));
  try {
    for (const source of sources) cpSync(source, join(work, basename(source)));
    mkdirSync(dirname(program), { recursive: true });
    const unfinished = join(dirname(program), `.unfinished-${process.pid}`);
    execFileSync(toolPath('go'), ['build', ...flags, '-o', unfinished, target], {
      cwd: work,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly' },
    });
    renameSync(unfinished, program);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  process.stderr.write(`${name} ${version}: built in ${Math.round((Date.now() - start) / 1000)} s, kept as ${program}\n`);
  return program;
}
