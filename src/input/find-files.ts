import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ReadError } from './read-error';

/** What a file holds, by its name. */
export type FileKind = 'manifests' | 'host-text';

/** A file to be read. */
export interface FoundFile {
  /** As it is named to the user: relative where the user gave a relative path; `-` for standard input. */
  readonly name: string;
  readonly kind: FileKind;
}

const MANIFESTS = /\.(ya?ml|json)$/i;
const HOST_TEXT =
  /(\.nft|(^|\/)sshd_config|(^|\/)sshd_config\.d\/[^/]+\.conf|(^|\/)etcd\.conf\.ya?ml|\/var\/lib\/kubelet\/seccomp\/.+|\/etc\/apparmor\.d\/[^/]+)$/;
const SKIPPED = new Set(['node_modules']);

/** The kind of a file that stands in a folder; undefined for one that no rule reads. */
export function kindOf(name: string): FileKind | undefined {
  const slashed = name.split(path.sep).join('/');
  if (HOST_TEXT.test(slashed)) return 'host-text';
  return MANIFESTS.test(slashed) ? 'manifests' : undefined;
}

/**
 * The files of the given paths: folders are searched through (hidden ones and node_modules only when they are named), in order of names.
 * A path that is not there, or cannot be listed, is an error. A file that is named is read whatever its ending.
 */
export function findFiles(paths: readonly string[]): { readonly files: readonly FoundFile[]; readonly errors: readonly ReadError[] } {
  const files = new Map<string, FoundFile>();
  const errors: ReadError[] = [];
  const seen = new Set<string>();
  const fail = (file: string, error: unknown) => void errors.push({ file, line: undefined, message: reasonOf(error) });
  const visitFolder = (folder: string) => {
    try {
      const real = fs.realpathSync(folder);
      if (seen.has(real)) return;
      seen.add(real);
      for (const entry of fs.readdirSync(folder).sort()) {
        if (!entry.startsWith('.') && !SKIPPED.has(entry)) visit(path.join(folder, entry), false);
      }
    } catch (error) {
      fail(folder, error);
    }
  };
  const visit = (name: string, isNamed: boolean) => {
    try {
      const stat = fs.statSync(name);
      if (stat.isDirectory()) return visitFolder(name);
      const kind = kindOf(name) ?? (isNamed ? 'manifests' : undefined);
      if (kind === undefined) return;
      if (stat.isFile()) files.set(name, { name, kind });
      else if (isNamed) files.set(name, { name, kind });
    } catch (error) {
      fail(name, error);
    }
  };
  for (const name of paths) {
    if (name === '-') files.set('-', { name: '-', kind: 'manifests' });
    else visit(name, true);
  }
  return { files: [...files.values()], errors };
}

/** Why the system refused, without the path, which stands beside it. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'it is a link that leads back to itself';
    default:
      return message;
  }
}
