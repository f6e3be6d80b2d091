import * as path from 'node:path';
import type { PodView } from '../kubernetes/pods/pod-view';
import { asArray, asObject, asString } from '../text/json';
import type { YamlText } from '../text/yaml/yaml';

/** Names of a kustomization, as kustomize has them. */
export const KUSTOMIZATIONS: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Files that a kustomization among the files names as patches: what stands in them is laid over something else, and would override it. */
export function patchFiles(files: ReadonlyMap<string, YamlText>): ReadonlySet<string> {
  const patches = new Set<string>();
  for (const [name, { documents }] of files) {
    if (!KUSTOMIZATIONS.includes(path.basename(name))) continue;
    for (const { value } of documents) {
      const { patchesStrategicMerge, patches: listed } = asObject(value);
      for (const entry of [...asArray(patchesStrategicMerge), ...asArray(listed).map((patch) => asObject(patch).path)]) {
        const file = asString(entry);
        if (file !== undefined && !file.includes('\n')) patches.add(path.resolve(path.dirname(name), file));
      }
    }
  }
  return new Set([...files.keys()].filter((name) => patches.has(path.resolve(name))));
}

/** A container of a pod that names no image, which the server asks for: so it is laid over another that does. */
export function containerWithoutImage({ containers }: PodView): string | undefined {
  return containers.find(({ spec }) => (spec.image ?? '') === '')?.label;
}
