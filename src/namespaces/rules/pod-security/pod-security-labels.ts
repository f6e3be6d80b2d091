import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { ENFORCE_LABEL, POD_SECURITY_LABELS, POD_SECURITY_PREFIX } from '../../../kubernetes/admission/pod-security';
import { podSecuritySettings } from '../../../kubernetes/admission/pod-security-configuration';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject } from '../../../text/json';
import { levelLabel, unknownLabel, versionLabel } from './pod-security-label-checks';

export const podSecurityLabels = defineRule({
  id: 'namespaces/pod-security-labels',
  title: 'Pod Security labels must be valid and consistent',
  description:
    'The key must be one of the six, and levels and versions must be valid: the API server rejects the creation of a Namespace '
    + 'with another value, and neither audits nor warns in one that has it. A version needs a level. The audit and warn levels '
    + 'must not be below the enforced level, since they would then never take effect for Pods.\n\n'
    + 'The labels `enforce` and `enforce-version` are covered by `namespaces/pod-security-enforce` and '
    + '`namespaces/pod-security-version`, and checked here only where those rules do not apply. Unset labels pass.',
  severity: Severity.LOW,
  fix:
    'Write the label as the reference has it, with a level (privileged, baseline, restricted) that is not below the enforced one, or a '
    + 'version such as v1.36.',
  sources: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
    'https://github.com/kubernetes/pod-security-admission/blob/v0.37.0/api/helpers.go',
  ],
  bad:
    '{ apiVersion: v1, kind: Namespace, '
    + 'metadata: { name: payments, labels: { pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/warn: strict } } }',
  good:
    '{ apiVersion: v1, kind: Namespace, metadata: { name: payments, '
    + 'labels: { pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/warn: restricted } } }',
  subject: {
    name: 'Namespaces with Pod Security labels',
    select: (context) => NAMESPACES.select(context).filter(({ value }) => keysOf(value).some((key) => key.startsWith(POD_SECURITY_PREFIX))),
  },
  revisions: [{ since: '1.23', check: requireMeaning }],
});

const NAMESPACES = objectsOfKind('/Namespace');

function keysOf({ json }: KubeObject): readonly string[] {
  return Object.keys(asObject(asObject(json.metadata).labels));
}

function requireMeaning(object: KubeObject, { kubernetes, inventory }: CheckContext): readonly Outcome[] {
  const { bases } = podSecuritySettings(inventory);
  const levelElsewhere =
    object.name !== 'kube-system' && !bases.every(({ exemptions }) => exemptions.namespaces.some(({ name }) => name === object.name));
  const versionElsewhere = ['baseline', 'restricted'].includes(object.labels[ENFORCE_LABEL] ?? '');
  return [
    ...keysOf(object)
      .filter((key) => key.startsWith(POD_SECURITY_PREFIX) && !POD_SECURITY_LABELS.includes(key))
      .map(unknownLabel),
    ...(levelElsewhere ? NONE : levelLabel(object, 'enforce')),
    ...(versionElsewhere ? NONE : versionLabel(object, 'enforce', kubernetes, bases)),
    ...(['audit', 'warn'] as const).flatMap((mode) => [...levelLabel(object, mode), ...versionLabel(object, mode, kubernetes, bases)]),
  ];
}
