import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { LevelVersion } from '../../../kubernetes/admission/pod-security';
import type { Admission, GovernedPod } from '../../../kubernetes/admission/pod-security-namespaces';
import { NONE } from '../../../kubernetes/objects/collect';
import { POD_SECURITY_CHECKS } from '../../../kubernetes/pods/security/checks';
import type { PodSecurityFailure } from '../../../kubernetes/pods/security/evaluate';
import type { KubernetesMinor } from '../../../kubernetes/releases/versions';
import { admissionOutcomes, podsOf } from './pod-security-outcomes';
import { podsAsked } from './pod-security-subjects';

export const podSecurityAuditWarn = defineRule({
  id: 'namespaces/pod-security-audit-warn',
  title: 'Pods should pass the Pod Security audit and warn levels of their namespace',
  description:
    'Otherwise each creation adds an annotation to the audit log (`pod-security.kubernetes.io/audit-violations`) or shows the '
    + 'user a warning, and the namespace cannot be raised to that level. These levels reject nothing, so this rule is in the '
    + 'profile `operations`.\n\n'
    + 'What the enforced level rejects for the same reason is covered by `namespaces/pod-security-admission`. Without a warn '
    + 'label, a namespace warns of the level that it enforces. The same pods as there are exempt or unknown.',
  severity: Severity.LOW,
  operations: true,
  fix: 'Change the field to what the level allows; or lower the audit and warn labels of the namespace, if it is not meant to get there.',
  sources: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-levels'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments, '
    + 'labels: { pod-security.kubernetes.io/enforce: privileged, pod-security.kubernetes.io/warn: baseline } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { hostNetwork: true, containers: [{ name: api, image: registry.example.com/api }] } }',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments, '
    + 'labels: { pod-security.kubernetes.io/enforce: privileged, pod-security.kubernetes.io/warn: baseline } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api }] } }',
  subject: podsAsked('pods whose namespace audits or warns of baseline or restricted', ['audit', 'warn']),
  revisions: [{ since: '1.23', check: requireSilence }],
});

function requireSilence(governed: GovernedPod, { kubernetes }: CheckContext): readonly Outcome[] {
  for (const admission of governed.namespace.admissions) {
    const outcomes = announced(governed, admission, kubernetes);
    if (outcomes.length > 0) return outcomes;
  }
  return NONE;
}

function announced(governed: GovernedPod, admission: Admission, kubernetes: KubernetesMinor): readonly Outcome[] {
  const audit = governed.isAsked('audit', admission) ? admission.asks.audit : undefined;
  const warn = governed.isAsked('warn', admission) ? admission.asks.warn : undefined;
  if (audit === warn) return audit ? outcomesOf(governed, admission, audit, 'audits and warns of', kubernetes) : NONE;
  return [
    ...(audit ? outcomesOf(governed, admission, audit, 'audits', kubernetes) : NONE),
    ...(warn ? outcomesOf(governed, admission, warn, 'warns of', kubernetes) : NONE),
  ];
}

function outcomesOf(
  governed: GovernedPod,
  admission: Admission,
  ask: LevelVersion,
  verb: string,
  kubernetes: KubernetesMinor,
): readonly Outcome[] {
  const failures = governed.failing(ask, kubernetes);
  if (failures.length === 0 || ask === admission.asks.enforce) return NONE;
  const refused = governed.isAsked('enforce', admission) ? governed.failing(admission.asks.enforce!, kubernetes) : NONE;
  const fact =
    `${podsOf(governed.pod)} ${governed.pod.object.kind === 'Pod' ? 'does' : 'do'} not pass ${ask.name}, which `
    + `${governed.namespace.view.label} ${verb}`;
  return admissionOutcomes(
    failures.filter(({ checkId }) => !covers(refused, checkId)),
    fact,
    governed.namespace.doubt,
  );
}

function covers(refused: readonly PodSecurityFailure[], checkId: string): boolean {
  return refused.length > 0 && refused.some((failure) => failure.checkId === checkId || failure.checkId === REPLACED.get(checkId));
}

const REPLACED = new Map(POD_SECURITY_CHECKS.map(({ id, replaces }) => [id, replaces]));
