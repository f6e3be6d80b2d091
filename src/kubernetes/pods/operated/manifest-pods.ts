import { holdsManifests } from '../../objects/embedded/text';
import type { KubeObject } from '../../objects/object';
import { podOf, type PodView } from '../pod-view';
import { isTemplated } from './forms';

/**
 * What a custom resource creates from a text. A manifest in it is an object of its own; of one that is put in later as a whole, it is not
 * known whether it makes pods: a fault.
 */
export function manifestPods(object: KubeObject, manifest: unknown, path: string): readonly PodView[] {
  if (!isTemplated(manifest) || holdsManifests(manifest)) return [];
  const fault = { path, message: 'the manifest is put in later' };
  return [podOf(object, { path, metadataPath: 'metadata', metadata: {}, spec: {}, containers: [], faults: [fault], part: 'known' })];
}
