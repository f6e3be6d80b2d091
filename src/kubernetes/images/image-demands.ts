import { isObject, typeName } from '../../text/json';
import { MultiMap } from '../../text/multi-map';
import { readYaml } from '../../text/yaml/yaml';
import { IMAGE_POLICY_ANNOTATION } from '../objects/annotations';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';
import { parseRegistryPrefix } from './image-name';

/** What a policy asks of images. */
export interface ImageDemands {
  /** Prefixes in full form; undefined when any registry will do. */
  readonly registries: readonly string[] | undefined;
  readonly digest: boolean;
  /** Tags that are refused in addition to `latest`. */
  readonly refusedTags: readonly string[];
}

/** The image policy of a Namespace, from its annotation. */
export interface NamespaceImagePolicy {
  readonly object: KubeObject;
  /** Undefined when the annotation cannot be read. */
  readonly demands: ImageDemands | undefined;
  /** Why not. */
  readonly fault: string | undefined;
}

/** The policies of the input, by namespace; empty where no Namespace has one. */
export const imagePolicies: (inventory: Inventory) => MultiMap<string, NamespaceImagePolicy> = fact('image policies', (inventory) => {
  const result = new MultiMap<string, NamespaceImagePolicy>();
  for (const object of inventory.byKind('', 'Namespace')) {
    if (!Object.hasOwn(object.annotations, IMAGE_POLICY_ANNOTATION)) continue;
    const demands = readDemands(object.annotations[IMAGE_POLICY_ANNOTATION]!);
    const policy = typeof demands === 'string' ? { object, demands: undefined, fault: demands } : { object, demands, fault: undefined };
    result.add(object.name, policy);
  }
  return result;
});

/** Reads the annotation: YAML, a mapping of `registries`, `digest` and `refusedTags`. A text says what is wrong with it. */
function readDemands(text: string): ImageDemands | string {
  const { documents, faults } = readYaml(text);
  const value = documents[0]?.value;
  if (faults.length > 0 || documents.length !== 1 || !isObject(value)) return 'it is not a mapping in YAML';
  const stray = Object.keys(value).find((key) => !['registries', 'digest', 'refusedTags'].includes(key));
  if (stray !== undefined) return `${JSON.stringify(stray)} is not one of registries, digest and refusedTags`;
  const { registries, digest = false, refusedTags = [] } = value;
  if (registries !== undefined && !Array.isArray(registries)) return `registries is ${typeName(registries)}, not a list`;
  if (typeof digest !== 'boolean') return `digest is ${typeName(digest)}, not a boolean`;
  if (!Array.isArray(refusedTags) || refusedTags.some((tag) => typeof tag !== 'string')) return 'refusedTags is not a list of strings';
  const prefixes = registries?.map(parseRegistryPrefix);
  const wrong = prefixes?.find((prefix) => typeof prefix !== 'string');
  if (typeof wrong === 'object') return wrong.fault;
  return { registries: prefixes as string[] | undefined, digest, refusedTags: refusedTags as string[] };
}
