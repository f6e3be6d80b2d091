import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject } from '../../../text/json';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { ENFORCE_LABEL, POD_SECURITY_LABELS, POD_SECURITY_PREFIX } from '../../../kubernetes/admission/pod-security';
import { podSecuritySettings } from './pod-security-configuration-file';
import { levelLabel, unknownLabel, versionLabel } from './pod-security-label-checks';

/**
 * Every Pod Security label of a Namespace says what it seems to: its key is one of the six, levels and versions are valid (the API server
 * refuses to create a Namespace with another, and neither audits nor warns in one that has it), a version comes with a level, and the
 * levels to audit and to warn of are not below the enforced one: for Pods they would never speak, and for workloads hold back the warning
 * that their pods will be refused.
 *
 * The labels enforce and enforce-version are judged by `namespaces/pod-security-enforce` and `namespaces/pod-security-version`; here only
 * where those do not look (kube-system, exempt namespaces, versions of other levels). Unset labels are fine: audit and warn are for whoever
 * wants them.
 */
export const podSecurityLabels = defineRule({
  id: 'namespaces/pod-security-labels',
  title: 'Pod Security labels must say what they seem to',
  severity: Severity.LOW,
  fix:
    'Write the label as the reference has it, with a level (privileged, baseline, restricted) that is not below the enforced one, or a '
    + 'version such as v1.36.',
  controls: [],
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
