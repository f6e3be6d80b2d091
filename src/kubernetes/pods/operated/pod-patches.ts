import { isObject } from '../../../text/json';
import { readYaml } from '../../../text/yaml/yaml';
import type { KubeObject } from '../../objects/object';
import { podIn, type PodView } from '../pod-view';

/**
 * The pod of a `podSpecPatch`: a PodSpec as YAML or JSON in a text, which is merged over the pod. What cannot be read, since a part of it
 * is put in later, is a fault.
 */
export function patchedPods(object: KubeObject, patch: unknown, path: string): readonly PodView[] {
  if (patch === undefined || patch === null || patch === '') return [];
  const value = typeof patch === 'string' ? valueOfText(patch) : patch;
  const pod = podIn(object, { spec: isObject(value) ? value : {} }, { path, metadataPath: 'metadata' });
  if (isObject(value)) return [{ ...pod, part: 'known' }];
  return [{ ...pod, part: 'known', faults: [{ path, message: 'the patch of the pod cannot be read before its templates are filled in' }] }];
}

/** The value of a text of one YAML document; undefined if it is none. */
export function valueOfText(text: string): unknown {
  const { documents, faults } = readYaml(text);
  return faults.length === 0 && documents.length === 1 ? documents[0]!.value : undefined;
}
