import { posix, resolve, sep } from 'node:path';

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
const ROOTS = [/^((?:.*\/)?host\/[^/]+)(\/(?:etc|opt|usr|var)\/.+)$/, /^((?:.*\/)?rootfs)(\/.+)$/];

/** From the last folder on that programs of Kubernetes have on a node. RKE2 and k3s have an `etc` of their own below theirs. */
const LOOKS_SO = /^(.*)(\/(?:var\/lib\/(?:etcd|kubelet|rancher)|(?<!\/var\/lib\/rancher\/.*)etc)\/.+)$/;

/** The place on nodes of a file, by its name; undefined where the name says nothing of one. */
export function nodePlace(name: string): NodePlace | undefined {
  const slashed = withSlashes(name);
  for (const pattern of ROOTS) {
    const found = pattern.exec(slashed);
    if (found) return { path: found[2]!, root: found[1]!, certain: true };
  }
  // The working folder may be `etc` itself.
  const found = LOOKS_SO.exec(withSlashes(resolve(name)));
  return found ? { path: found[2]!, root: found[1]!, certain: false } : undefined;
}

/** The folder of files that every node gets, beside those of the node groups. */
export const ALL_NODES = 'all-nodes';

/** The nodes that a file is for, by the folders that stand for them: what is in `all-nodes` is for the groups beside it too. */
export function nodesOf({ root }: NodePlace, roots: ReadonlySet<string>): readonly string[] {
  if (posix.basename(root) !== ALL_NODES) return [root];
  const beside = posix.dirname(root);
  return [...roots].filter((other) => posix.dirname(other) === beside);
}

/** As paths are written on nodes. */
export function withSlashes(name: string): string {
  return sep === '/' ? name : name.split(sep).join('/');
}
