import { posix } from 'node:path';
import { sharesNode } from '../objects/node-files';
import type { KubeObject } from '../objects/object';

/**
 * The configuration that the path in an AdmissionConfiguration names. Relative paths count from the file that they are in.
 *
 * Host files are found by their path on the node. Files of other input bear no such path: one whose own path ends with it is taken, and
 * else the only one there is.
 */
export function findConfiguration<T extends { readonly object: KubeObject }>(
  from: KubeObject,
  path: string,
  candidates: readonly T[],
): T | undefined {
  const { hostPath, file } = from.origin;
  const onNode = path.startsWith('/')
    ? posix.normalize(path)
    : hostPath === undefined
      ? undefined
      : posix.join(posix.dirname(hostPath), path);
  const exact = candidates.find(
    ({ object }) => onNode !== undefined && object.origin.hostPath === onNode && sharesNode(object.origin, from.origin),
  );
  if (exact) return exact;
  const loose = candidates.filter(({ object }) => object.origin.hostPath === undefined);
  const beside = onNode ?? posix.join(posix.dirname(file ?? ''), path);
  const matching = loose.filter(({ object }) => object.origin.file !== undefined && endsWith(posix.normalize(object.origin.file), beside));
  if (matching.length > 0) return matching.length === 1 ? matching[0] : undefined;
  return loose.length === 1 ? loose[0] : undefined;
}

/** True for `dist/host/etc/x.yaml` and `/etc/x.yaml`, but not for `dist/others.yaml` and `hers.yaml`. */
function endsWith(file: string, path: string): boolean {
  return file === path || file.endsWith(path.startsWith('/') ? path : `/${path}`);
}
