import type { Selected } from '../../../engine/rule';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { asArray, asObject, type JsonObject } from '../../../text/json';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';

/** A claim of storage: a PersistentVolumeClaim, or a template of a StatefulSet. */
export interface ClaimView {
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  /** Path of the spec within the object. */
  readonly path: string;
  readonly metadataPath: string;
  readonly namespace: string;
}

/** All claims of the set. */
export function claimViews(inventory: Inventory): readonly Selected<ClaimView>[] {
  const own = inventory.byKind('', 'PersistentVolumeClaim').map((object) => asClaim(object, object.json, ''));
  const templates = inventory
    .byKind('apps', 'StatefulSet')
    .flatMap((object) =>
      asArray(asObject(object.json.spec).volumeClaimTemplates).map((claim, index) =>
        asClaim(object, asObject(claim), `spec.volumeClaimTemplates[${index}].`),
      ),
    );
  return [...own, ...templates];
}

function asClaim(object: KubeObject, { metadata, spec }: JsonObject, path: string): Selected<ClaimView> {
  return {
    value: {
      metadata: asObject(metadata),
      spec: asObject(spec),
      path: `${path}spec`,
      metadataPath: `${path}metadata`,
      namespace: namespaceOf(object),
    },
    object,
  };
}
