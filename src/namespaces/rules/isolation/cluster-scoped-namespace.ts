import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyObject } from '../../../engine/subjects';
import { scopeIn } from '../../../kubernetes/namespaces/namespace-view';
import { NONE } from '../../../kubernetes/objects/collect';
import { Scope } from '../../../kubernetes/objects/kinds';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, typeName } from '../../../text/json';

export const clusterScopedNamespace = defineRule({
  id: 'namespaces/cluster-scoped-namespace',
  title: 'Cluster-scoped objects must not set metadata.namespace',
  description:
    'The API server drops the field, so the object applies to the whole cluster although its manifest names a namespace. Custom '
    + 'kinds are checked if their CustomResourceDefinition is in the input.',
  severity: Severity.LOW,
  fix: 'Remove metadata.namespace; in cdk8s, create the object in a chart without namespace.',
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace'],
  bad: '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: reader, namespace: payments }, rules: [] }',
  good: '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: reader }, rules: [] }',
  subject: everyObject,
  check: forbidNamespace,
});

function forbidNamespace(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const value = asObject(object.json.metadata).namespace ?? '';
  if (value === '' || scopeIn(inventory, object) !== Scope.CLUSTER) return NONE;
  const path = 'metadata.namespace';
  if (typeof value !== 'string') {
    return [undecided(path, `the namespace is ${typeName(value)}, not a string, so the API server rejects the object`)];
  }
  return [{ path, message: `it states the namespace ${value}, but ${object.kind} objects apply to the whole cluster` }];
}
