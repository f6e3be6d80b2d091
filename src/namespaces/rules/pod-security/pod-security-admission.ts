import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { PodSecurityFailure } from '../../../kubernetes/pods/security/evaluate';
import { admissionOutcomes, podsOf } from './pod-security-outcomes';
import { podsAsked, type Admission, type GovernedPod } from './pod-security-subjects';

/**
 * Every pod is admitted to its own namespace: it passes the level that holds there, by label or by the default of a
 * PodSecurityConfiguration in the set, as of the version that holds there. This says that a pod will not start; that its fields are unsafe
 * is what the rules of `workloads/` say.
 *
 * Admission refuses Pods only: a Deployment with a bad template is created, and its pods never are. Invalid levels and versions are judged
 * as the API server takes them, restricted and latest; a version newer than the cluster is latest. Left out, since nothing refuses them:
 * pods of namespaces that enforce privileged or nothing, of exempt namespaces and runtime classes, and static pods of host files, which the
 * kubelet runs before their mirror pods are refused. Exempt users, mutating webhooks and a disabled plugin
 * (`namespaces/pod-security-plugin`) are not seen here. Namespaces whose level is not known are reported once each by
 * `namespaces/pod-security-enforce`, not for each pod. Unknown: failures under a default while the Namespace is not in the set, or under
 * only some of what may hold (a Namespace written twice, configurations that differ).
 */
export const podSecurityAdmission = defineRule({
  id: 'namespaces/pod-security-admission',
  title: 'Pods must be admitted by the Pod Security level of their namespace',
  severity: Severity.HIGH,
  fix:
    'Change the field to what the level of the namespace allows, or move the workload to a namespace of its own with the level that it '
    + 'needs.',
  controls: [],
  sources: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    'https://github.com/kubernetes/pod-security-admission/blob/v0.37.0/admission/admission.go',
  ],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments, '
    + 'labels: { pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/enforce-version: v1.35 } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { hostNetwork: true, containers: [{ name: api, image: registry.example.com/api }] } }',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments, '
    + 'labels: { pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/enforce-version: v1.35 } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api }] } }',
  subject: podsAsked('pods whose namespace enforces baseline or restricted', ['enforce']),
  revisions: [{ since: '1.23', check: requireAdmission }],
});

function requireAdmission(governed: GovernedPod, { kubernetes }: CheckContext): readonly Outcome[] {
  const { admissions, doubt, view } = governed.namespace;
  const failing = (admission: Admission) =>
    governed.isAsked('enforce', admission) ? governed.failing(admission.asks.enforce!, kubernetes) : NONE;
  let refusing: Admission | undefined;
  let certain = view.objects.length > 0;
  for (const admission of admissions) {
    if (failing(admission).length > 0) refusing ??= admission;
    else certain = false;
  }
  if (!refusing) return [];
  const { name } = refusing.asks.enforce!;
  return admissionOutcomes(
    failing(refusing),
    `${name}, which ${view.label} enforces, refuses ${podsOf(governed.pod)}`,
    certain ? undefined : doubt,
  );
}

const NONE: readonly PodSecurityFailure[] = [];
