import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyObject } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject, typeName } from '../../../text/json';
import { Scope } from '../../../kubernetes/objects/kinds';
import { scopeIn } from '../../../kubernetes/namespaces/namespace-view';
import type { KubeObject } from '../../../kubernetes/objects/object';

/**
 * An object of a cluster-scoped kind states no namespace: the API server drops it, so the object holds for the whole cluster while its
 * manifest says otherwise. Custom kinds are judged when their CustomResourceDefinition is in the set.
 */
export const clusterScopedNamespace = defineRule({
  id: 'namespaces/cluster-scoped-namespace',
  title: 'Objects of the whole cluster must not state a namespace',
  severity: Severity.LOW,
  fix: 'Remove metadata.namespace; in cdk8s, create the object in a chart without namespace.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace'],
  bad: '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: reader, namespace: payments }, rules: [] }',
  good: '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: reader }, rules: [] }',
  subject: everyObject,
  revisions: [{ since: '1.0', check: forbidNamespace }],
});

function forbidNamespace(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const value = asObject(object.json.metadata).namespace ?? '';
  if (value === '' || scopeIn(inventory, object) !== Scope.CLUSTER) return NONE;
  const path = 'metadata.namespace';
  if (typeof value !== 'string') {
    return [undecided(path, `the namespace is ${typeName(value)}, not a string, so the API server refuses the object`)];
  }
  return [{ path, message: `it states the namespace ${value}, but ${object.kind} objects hold for the whole cluster` }];
}
