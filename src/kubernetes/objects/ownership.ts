import { asArray, asObject, asString } from '../../text/json';
import type { KubeObject } from './object';

/** True when another object made it and goes on managing it, as a Deployment does with its ReplicaSets. */
export function isControlled({ json }: KubeObject): boolean {
  return asArray(asObject(json.metadata).ownerReferences).some((owner) => asObject(owner).controller === true);
}

/** The object that made it and goes on managing it, in the same namespace; undefined where there is none. */
export function controllerOf({ json }: KubeObject): { readonly group: string; readonly kind: string; readonly name: string } | undefined {
  const references = asArray(asObject(json.metadata).ownerReferences).map(asObject);
  const { apiVersion, kind, name } = references.find(({ controller }) => controller === true) ?? {};
  const [version, type, called] = [asString(apiVersion), asString(kind), asString(name)];
  if (version === undefined || type === undefined || called === undefined) return undefined;
  return { group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '', kind: type, name: called };
}
