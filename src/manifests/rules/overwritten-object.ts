import { defineRule } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { overwriting } from './overwriting';

export const overwrittenObject = defineRule({
  id: 'manifests/overwritten-object',
  title: 'Objects of the same kind, namespace and metadata.name must have the same content',
  description:
    'They are one object for the API server: the one that is applied last replaces the others, and all other rules check that '
    + 'one alone. If a field differs that cannot be changed, such as the `spec` of a Pod, the API server rejects the later '
    + 'one, and all of them are checked.\n\n'
    + 'The input is taken to be applied as a whole, in the order of the files and documents. Files that no kustomization has in '
    + 'common are alternatives, as are folders and files that differ by the name of an environment, such as `dev` and `prod`. Copies '
    + 'with the same content pass. Objects with `generateName`, static pods and files of a node are not checked. For objects that '
    + 'protect the cluster, see `manifests/overwritten-protection`.',
  severity: Severity.HIGH,
  bad: `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { tls: required }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { tls: optional }`,
  good: `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { tls: required }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings-of-tests, namespace: shop }
data: { tls: optional }`,
  ...overwriting(false),
});
