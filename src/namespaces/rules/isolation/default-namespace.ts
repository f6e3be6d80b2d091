import { defineRule, undecided, type Cause, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyObject } from '../../../engine/subjects';
import { scopeIn } from '../../../kubernetes/namespaces/namespace-view';
import { NONE } from '../../../kubernetes/objects/collect';
import { Scope } from '../../../kubernetes/objects/kinds';
import type { KubeObject } from '../../../kubernetes/objects/object';

/** Objects that belong into `default`: the API server's own, and those that close it. */
const AT_HOME: ReadonlySet<string> = new Set([
  '/Service/kubernetes',
  '/Endpoints/kubernetes',
  'discovery.k8s.io/EndpointSlice/kubernetes',
  '/ConfigMap/kube-root-ca.crt',
  '/ServiceAccount/default',
]);
const CLOSING: ReadonlySet<string> = new Set(['networking.k8s.io/NetworkPolicy', '/ResourceQuota', '/LimitRange']);

export const defaultNamespace = defineRule({
  id: 'namespaces/default-namespace',
  title: 'Objects must set metadata.namespace to a namespace other than default',
  description:
    'An object without a namespace is created in the namespace of the current kubectl context, so the manifest does not assign '
    + 'it to an information system.\n\n'
    + 'Accepted in `default`: what the API server keeps there, and the NetworkPolicies, ResourceQuotas and LimitRanges that close '
    + 'it. Custom kinds without a namespace are unknown if their CustomResourceDefinition is not in the input and their scope is not '
    + 'known otherwise (as that of ClusterIssuer is). What a kustomization of the input puts into a namespace passes, as does what '
    + 'stands within another object.',
  severity: Severity.LOW,
  fix: 'Set metadata.namespace to the namespace of the information system that the object belongs to.',
  controls: ['CIS-2.0:5.6.4'],
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces'],
  bad: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings, namespace: default } }',
  good: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings, namespace: payments } }',
  subject: everyObject,
  check: requireNamespace,
});

function requireNamespace(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const scope = scopeIn(inventory, object);
  if (scope === Scope.CLUSTER || scope === Scope.FILE) return NONE;
  const path = 'metadata.namespace';
  const { group, kind, name, namespace = object.defaultNamespace } = object;
  if (namespace === undefined) {
    // What makes it of the object around it gives it one.
    if (object.origin.within) return NONE;
    if (scope === Scope.UNKNOWN) {
      const message = `it states no namespace, and whether ${kind} is a cluster-scoped kind is not known`;
      return [{ ...undecided(path, message), cause: onceAFile(`scope of ${group}/${kind}`) }];
    }
    return [
      {
        path,
        message: "it states no namespace, so it lands wherever the deployer's context points, in default when that names none",
        cause: onceAFile('no namespace'),
      },
    ];
  }
  if (namespace !== 'default' || CLOSING.has(`${group}/${kind}`) || AT_HOME.has(`${group}/${kind}/${name}`)) return NONE;
  return [{ path, message: 'it is put into the namespace default', cause: onceAFile('default') }];
}

function onceAFile(of: string): Cause {
  return { of, within: 'file' };
}
