import { posix, resolve, sep } from 'node:path';
import { ALL_NODES } from '../kubernetes/objects/node-files';

/** Where a file that was read belongs on nodes. */
export interface NodePlace {
  /** Absolute path on the node. */
  readonly path: string;
  /** The folder that stands for the root of the node. */
  readonly root: string;
  /** False where the end of the path looks like one of a node, as in `roles/sshd/files/etc/ssh/sshd_config`, and nothing else says so. */
  readonly certain: boolean;
}

/** `dist/host/<node group>/etc/…`, as `HardenedApp` writes it, and `image/rootfs/etc/…`. */
const ROOTS = [/^((?:.*\/)?host\/[^/]+)(\/(?:etc|opt|usr|var)\/.+)/s, /^((?:.*\/)?rootfs)(\/.+)/s];

/** Folders that programs of Kubernetes have on a node. */
const FOLDERS = /\/(?:etc|var\/lib\/(?:etcd|kubelet|rancher))(?=\/.)/gs;

/** The place on nodes of a file, by its name; undefined where the name says nothing of one. */
export function nodePlace(name: string): NodePlace | undefined {
  const slashed = withSlashes(name);
  for (const pattern of ROOTS) {
    const found = pattern.exec(slashed);
    if (found) return { path: found[2]!, root: found[1]!, certain: true };
  }
  // The working folder may be `etc` itself.
  const absolute = withSlashes(resolve(name));
  const start = startOfFolders(absolute);
  return start === undefined ? undefined : { path: absolute.slice(start), root: absolute.slice(0, start), certain: false };
}

/** Where the last of the folders begins. RKE2 and k3s have an `etc` of their own below theirs. */
function startOfFolders(absolute: string): number | undefined {
  let start: number | undefined;
  let isBelowRancher = false;
  for (const { 0: folder, index } of absolute.matchAll(FOLDERS)) {
    if (folder === '/etc' && isBelowRancher) continue;
    start = index;
    isBelowRancher ||= folder.endsWith('/rancher');
  }
  return start;
}

/** The nodes that a file is for, by the folders that stand for them: what is in `all-nodes` is for the groups next to it too. */
export function nodesOf({ root }: NodePlace, roots: ReadonlySet<string>): readonly string[] {
  if (posix.basename(root) !== ALL_NODES) return [root];
  const beside = posix.dirname(root);
  return [...roots].filter((other) => posix.dirname(other) === beside);
}

/** As paths are written on nodes. */
export function withSlashes(name: string): string {
  return sep === '/' ? name : name.split(sep).join('/');
}
