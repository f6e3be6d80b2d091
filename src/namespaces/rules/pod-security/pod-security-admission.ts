import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Admission, GovernedPod } from '../../../kubernetes/admission/pod-security-namespaces';
import type { PodSecurityFailure } from '../../../kubernetes/pods/security/evaluate';
import { admissionOutcomes, podsOf } from './pod-security-outcomes';
import { podsAsked } from './pod-security-subjects';

export const podSecurityAdmission = defineRule({
  id: 'namespaces/pod-security-admission',
  title: 'Pods must pass the Pod Security level that their namespace enforces',
  description:
    'The level comes from the label of the namespace or from the defaults of a PodSecurityConfiguration in the input, at its '
    + 'version. Admission rejects Pods only: the API server accepts a Deployment with such a template, but its pods are never '
    + 'created. Unsafe fields themselves are covered by the rules of `workloads`.\n\n'
    + 'Invalid levels and versions count as the API server treats them: restricted and latest. A version newer than the cluster '
    + 'counts as latest. Exempt, since nothing rejects them: pods of namespaces that enforce privileged or nothing, of exempt '
    + 'namespaces and runtime classes, and static pods. Exempt users, mutating webhooks and a disabled plugin '
    + '(`namespaces/pod-security-plugin`) are not considered.\n\n'
    + 'Unknown: failures under a default if the Namespace is not in the input, or under only some of the levels that may apply (a '
    + 'repeated Namespace, configurations that differ). A namespace whose level is unknown is reported once, by '
    + '`namespaces/pod-security-enforce`.',
  severity: Severity.HIGH,
  fix:
    'Change the field to what the level of the namespace allows, or move the workload to a namespace of its own with the level that it '
    + 'needs.',
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
    `${name}, which ${view.label} enforces, rejects ${podsOf(governed.pod)}`,
    certain ? undefined : doubt,
  );
}

const NONE: readonly PodSecurityFailure[] = [];
