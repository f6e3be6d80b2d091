import { basename, dirname, resolve } from 'node:path';
import type { Inventory } from '../kubernetes/objects/inventory';
import { asString } from '../text/json';
import type { FoundFile, FoundFiles } from './find-files';
import { NO_RULE } from './left-out';
import { withSlashes } from './node-place';

/**
 * The files as they are to be read where a KubeletConfiguration of the input names another folder of static pods: the kubelet reads all
 * that is in it, whatever its ending, except names that begin with a dot. Undefined where that changes nothing.
 */
export function withStaticPods(found: FoundFiles, inventory: Inventory): FoundFiles | undefined {
  const folders = inventory.byKind('kubelet.config.k8s.io', 'KubeletConfiguration').flatMap(({ json }) => {
    const folder = asString(json.staticPodPath)?.replace(/\/$/, '') ?? '';
    return folder.startsWith('/') && folder !== '' ? [folder] : [];
  });
  if (folders.length === 0) return undefined;
  const place = (file: FoundFile): FoundFile | undefined => {
    const name = basename(file.name);
    if (file.name === '-' || file.place?.certain === true || name.startsWith('.')) return undefined;
    const own = withSlashes(resolve(dirname(file.name)));
    const folder = folders.find((each) => own.endsWith(each));
    if (folder === undefined) return undefined;
    return { ...file, kind: 'manifests', place: { path: `${folder}/${name}`, root: own.slice(0, -folder.length), certain: true } };
  };
  const files = found.files.map((file) => place(file) ?? file);
  const more = found.rest.flatMap((file) => place(file) ?? []);
  if (more.length === 0 && files.every((file, index) => file === found.files[index])) return undefined;
  return { ...found, files: [...files, ...more], leftOut: found.leftOut.without(NO_RULE, more.length) };
}
