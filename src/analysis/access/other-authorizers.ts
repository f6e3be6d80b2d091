import type { Inventory } from '../../kubernetes/objects/inventory';
import { asArray, asObject, asString } from '../../text/json';

const OWN = new Set(['RBAC', 'Node']);

/**
 * Authorizers of the input that may decide otherwise than roles and bindings say, as sentences.
 *
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization
 */
export function otherAuthorizers(inventory: Inventory): readonly string[] {
  return inventory.byKind('apiserver.config.k8s.io', 'AuthorizationConfiguration').flatMap(({ json, origin }) => {
    const place = origin.file ?? 'AuthorizationConfiguration';
    const types = asArray(json.authorizers).map((authorizer) => ({
      type: asString(asObject(authorizer).type),
      name: asString(asObject(authorizer).name) ?? '(unnamed)',
    }));
    const others = types
      .filter(({ type }) => type === undefined || !OWN.has(type))
      .map(({ type, name }) => `the authorizer ${name} (${type ?? 'of no type'}) of ${place} may allow or deny it as well`);
    return types.some(({ type }) => type === 'RBAC') ? others : [...others, `${place} has no authorizer RBAC, so roles do not count`];
  });
}
