import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { typeName } from '../../../text/json';

export const sccPrivileged = defineRule({
  id: 'workloads/scc-privileged',
  title: 'SecurityContextConstraints must not set allowPrivilegedContainer: true',
  description:
    'Pods that may use these constraints can take control of their node. Unset means false and passes. The built-in constraint '
    + '`privileged` of OpenShift is for its own components and need not be written again.',
  severity: Severity.HIGH,
  fix: 'Set allowPrivilegedContainer: false, or use restricted-v2.',
  sources: [
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/managing-pod-security-policies',
  ],
  bad:
    '{ apiVersion: security.openshift.io/v1, kind: SecurityContextConstraints, metadata: { name: agents }, '
    + 'allowPrivilegedContainer: true }',
  good:
    '{ apiVersion: security.openshift.io/v1, kind: SecurityContextConstraints, metadata: { name: agents }, '
    + 'allowPrivilegedContainer: false }',
  subject: objectsOfKind('security.openshift.io/SecurityContextConstraints'),
  check: forbidPrivileged,
});

function forbidPrivileged({ json: { allowPrivilegedContainer: value = false } }: KubeObject): readonly Outcome[] {
  const path = 'allowPrivilegedContainer';
  if (value === false || value === null) return NONE;
  if (value === true) return [{ path, message: 'containers under these constraints may be privileged' }];
  return [undecided(path, `${path} is ${typeName(value)}, not a boolean, so the API server rejects the constraints`)];
}
