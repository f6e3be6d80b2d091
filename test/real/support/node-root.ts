import { chmodSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toolPath } from './program';

/** A file of a node; a `HostFile` is one. */
export interface NodeFile {
  /** Absolute, as the programs of the node see it. */
  readonly path: string;
  readonly content: string;
  /** Octal, such as `0600`. @default '0644' */
  readonly mode?: string;
}

/** Directories of this machine that programs need to run, read only to them by what they are: programs and libraries. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/proc', '/dev'];

/**
 * The file system of a node, in a folder of a test: programs started in it find files at their absolute paths, and write there, without
 * this machine's own files being touched. Needs root, a mount namespace and chroot.
 */
export class NodeRoot {
  private readonly folder: string;
  private filled = false;

  /** @param shared directories of this machine that programs of the node see at the same path */
  public constructor(
    folder: string,
    private readonly shared: readonly string[],
  ) {
    this.folder = join(folder, 'node');
  }

  /** Whether the node has files of its own, so that programs have to be started in it. */
  public get isUsed(): boolean {
    return this.filled;
  }

  /** Puts files where they say. */
  public place(...files: readonly NodeFile[]): void {
    for (const { path, content, mode } of files) {
      this.makeDirectory(dirname(path));
      writeFileSync(this.onHost(path), content);
      chmodSync(this.onHost(path), parseInt(mode ?? '0644', 8));
    }
  }

  /** Puts a copy of a file of this machine at a path of the node, readable to root alone. */
  public copy(from: string, to: string): void {
    this.place({ path: to, content: readFileSync(from, 'utf8'), mode: '0600' });
  }

  /** Makes a directory and those above it: programs such as kube-apiserver do not make that of their log. */
  public makeDirectory(path: string): void {
    this.filled = true;
    mkdirSync(this.onHost(path), { recursive: true });
  }

  /** Where a path of the node lies on this machine. */
  public onHost(path: string): string {
    if (!path.startsWith('/')) throw new Error(`"${path}" is not absolute.`);
    return join(this.folder, path);
  }

  /** What a program has written there. */
  public read(path: string): string {
    return readFileSync(this.onHost(path), 'utf8');
  }

  /** The command that runs a program in the node; the process keeps its id through it. */
  public enter(command: string, args: readonly string[]): string[] {
    if (!this.filled) return [command, ...args];
    // Go's resolver asks no other file for "localhost".
    this.place({ path: '/etc/hosts', content: '127.0.0.1 localhost\n' });
    mkdirSync(this.onHost('/tmp'), { recursive: true });
    const steps = SYSTEM.flatMap((path) => {
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (!found) return [];
      return found.isSymbolicLink()
        ? [`[ -L "$root${path}" ] || cp -P ${path} "$root"`]
        : [`mkdir -p "$root${path}"`, `mount --rbind ${path} "$root${path}"`];
    });
    const script = [
      'set -e',
      'root=$1',
      'shift',
      ...steps,
      'while [ "$1" != -- ]; do mkdir -p "$root$1"; mount --bind "$1" "$root$1"; shift; done',
      'shift',
      'exec chroot "$root" "$@"',
    ].join('\n');
    return [
      toolPath('unshare'),
      '--mount',
      '--propagation',
      'private',
      'sh',
      '-c',
      script,
      'sh',
      this.folder,
      ...this.shared,
      '--',
      command,
      ...args,
    ];
  }
}
