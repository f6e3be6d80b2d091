import { defineRule, undecided, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { everyObject } from '../../engine/subjects';
import { embeddedIn } from '../../kubernetes/objects/embedded/embedded';
import type { KubeObject } from '../../kubernetes/objects/object';

export const embeddedManifest = defineRule({
  id: 'manifests/embedded-manifest',
  title: 'Manifests within other objects must be readable',
  description:
    'Objects within custom resources are checked as objects of their own: those of a ManifestWork, a Template of OpenShift, an Object of '
    + 'Crossplane, and whatever else has `apiVersion`, `kind` and `metadata`. So are manifests in texts of custom resources, in files that '
    + 'a KubeadmConfig or cloud-init writes, and in ConfigMaps and Secrets that a ClusterResourceSet, a ClusterProfile of Sveltos or a '
    + 'ManagedResource of Gardener applies. They are checked apart from the rest of the input, since they can be for another cluster.\n\n'
    + 'A text that is applied as it is and cannot be read is a violation. Unknown are texts from which a template makes manifests, and '
    + 'manifests in ConfigMaps and Secrets that nothing in the input applies.',
  severity: Severity.LOW,
  fix: 'Correct the text. Where it is a template or applied by something else, check the manifests that come of it.',
  sources: [
    'https://open-cluster-management.io/docs/concepts/work-distribution/manifestwork/',
    'https://cluster-api.sigs.k8s.io/tasks/cluster-resource-set',
  ],
  bad: `apiVersion: addons.cluster.x-k8s.io/v1beta2
kind: ClusterResourceSet
metadata: { name: network, namespace: fleet }
spec: { clusterSelector: {}, resources: [{ kind: ConfigMap, name: network }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: network, namespace: fleet }
data: { network.yaml: "apiVersion: v1\\nkind: [Namespace\\n" }`,
  good: `apiVersion: addons.cluster.x-k8s.io/v1beta2
kind: ClusterResourceSet
metadata: { name: network, namespace: fleet }
spec: { clusterSelector: {}, resources: [{ kind: ConfigMap, name: network }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: network, namespace: fleet }
data: { network.yaml: "apiVersion: v1\\nkind: Namespace\\nmetadata: { name: network }\\n" }`,
  subject: everyObject,
  check: requireReadable,
});

function requireReadable(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  return embeddedIn(object, inventory).unread.map(({ object: holder, path, reason, isApplied }) => {
    if (isApplied && !reason.includes('template')) {
      return { object: holder, path, message: `the manifests in this text cannot be read (${reason}), so they are not applied or checked` };
    }
    return { ...undecided(path, `this text holds Kubernetes manifests, which are not checked: ${reason}`), object: holder };
  });
}
