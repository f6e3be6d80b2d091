import { isObject } from '../../../text/json';
import { readYaml } from '../../../text/yaml/yaml';
import { holdsManifests } from '../../objects/embedded/text';
import { toKubeObject, type KubeObject } from '../../objects/object';
import { podOf, type PodView } from '../pod-view';
import { readPodsIn } from './by-form';

/** The pods of a manifest that a custom resource holds as a text and creates; what cannot be read is a fault. */
export function manifestPods(object: KubeObject, manifest: unknown, path: string): readonly PodView[] {
  if (typeof manifest !== 'string') return [];
  const { documents, faults } = readYaml(manifest);
  if (faults.length === 0 && documents.every(({ value }) => isObject(value))) {
    // An object that stands within another one is checked as such.
    const others = holdsManifests(manifest) ? documents.filter(({ value }) => toKubeObject(value, {}) === undefined) : documents;
    return others.flatMap(({ value }) => readPodsIn(object, value, path));
  }
  const fault = { path, message: 'the manifest cannot be read before its templates are filled in' };
  return [podOf(object, { path, metadataPath: 'metadata', metadata: {}, spec: {}, containers: [], faults: [fault], part: 'known' })];
}
