import { asArray, asObject, asString, objectAt, type JsonObject } from '../../text/json';
import { NONE } from '../objects/collect';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { namespaceOf, type KubeObject } from '../objects/object';
import { podKindOf } from '../pods/pod-kinds';

/** A claim of storage: a PersistentVolumeClaim, or a template from which a StatefulSet or the like makes one for each pod. */
export interface ClaimView {
  readonly object: KubeObject;
  readonly namespace: string;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  /** Path of the spec within the object. */
  readonly path: string;
  readonly metadataPath: string;
  /** For messages: `the claim`, `claim "data"`. */
  readonly label: string;
}

/** All claims of the input, in its order. */
export const claims: (inventory: Inventory) => readonly ClaimView[] = fact('claims', (inventory) => inventory.objects.flatMap(claimsOf));

/** The claims that are in an object. */
export function claimsOf(object: KubeObject): readonly ClaimView[] {
  if (object.group === '' && object.kind === 'PersistentVolumeClaim') return [claimIn(object, object.json, '', 'the claim')];
  const path = podKindOf(object)?.claims;
  if (path === undefined) return NONE;
  const [holder, field] = splitLast(path);
  return asArray(objectAt(object.json, holder)[field]).map((item, index) => {
    const claim = asObject(item);
    const name = asString(asObject(claim.metadata).name);
    return claimIn(object, claim, `${path}[${index}].`, name === undefined ? `claim ${index}` : `claim ${JSON.stringify(name)}`);
  });
}

function claimIn(object: KubeObject, { metadata, spec }: JsonObject, base: string, label: string): ClaimView {
  return {
    object,
    namespace: namespaceOf(object),
    metadata: asObject(metadata),
    spec: asObject(spec),
    path: `${base}spec`,
    metadataPath: `${base}metadata`,
    label,
  };
}

function splitLast(path: string): [string, string] {
  const dot = path.lastIndexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
}
