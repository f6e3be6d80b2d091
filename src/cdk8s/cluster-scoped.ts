import { ApiObject, JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Scope, scopeOf } from '../kubernetes/objects/kinds';

const STRIPPED = new WeakSet<ApiObject>();

/**
 * Takes `metadata.namespace` from every object below a scope whose kind is cluster-scoped: cdk8s writes a chart's namespace onto all of the
 * chart's objects. Kinds that Kubernetes does not define are left as they are. Doing it twice changes nothing.
 */
export function stripNamespaceOfClusterScoped(scope: IConstruct): void {
  for (const node of scope.node.findAll()) {
    if (!ApiObject.isApiObject(node)) continue;
    const object = node as ApiObject;
    const group = object.apiGroup === 'core' ? '' : object.apiGroup;
    if (scopeOf(group, object.kind) !== Scope.CLUSTER || STRIPPED.has(object)) continue;
    STRIPPED.add(object);
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
}
