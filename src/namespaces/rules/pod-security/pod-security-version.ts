import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { ENFORCE_LABEL, ENFORCE_VERSION_LABEL, readLevel } from '../../../kubernetes/admission/pod-security';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { fieldsNotYetChecked, parsePolicyVersion } from '../../../kubernetes/pods/security/evaluate';
import { compareVersions, formatMinor } from '../../../kubernetes/releases/versions';
import { labelOf, wrongLabel } from '../namespace-subjects';

export const podSecurityVersion = defineRule({
  id: 'namespaces/pod-security-version',
  title: 'Namespaces must pin pod-security.kubernetes.io/enforce-version to a release',
  description:
    'If the version is unset or `latest`, an upgrade of the cluster changes the level, and it can then reject pods that ran '
    + 'before. A version older than the cluster passes; a newer one counts as latest. The rule applies to namespaces that enforce '
    + 'baseline or restricted.\n\n'
    + 'A version from before 1.23 is a violation if the level lacks checks there that it has had since: `restricted` requires no '
    + 'seccomp profile before 1.19, and no dropped capabilities before 1.22.',
  severity: Severity.LOW,
  fix:
    'Label the Namespace with pod-security.kubernetes.io/enforce-version and the minor release of the cluster, such as v1.36; raise it '
    + 'with each upgrade.',
  sources: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces'],
  bad: '{ apiVersion: v1, kind: Namespace, metadata: { name: payments, labels: { pod-security.kubernetes.io/enforce: restricted } } }',
  good:
    '{ apiVersion: v1, kind: Namespace, metadata: { name: payments, '
    + 'labels: { pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.35 } } }',
  subject: {
    name: 'Namespaces that enforce baseline or restricted',
    select: ({ inventory }) =>
      inventory
        .byKind('', 'Namespace')
        .filter((object) => ['baseline', 'restricted'].includes(labelOf(object, ENFORCE_LABEL).value as string))
        .map((object) => ({ value: object, object })),
  },
  revisions: [{ since: '1.23', check: requireVersion }],
});

function requireVersion(object: KubeObject, { kubernetes }: CheckContext): readonly Outcome[] {
  const found = labelOf(object, ENFORCE_VERSION_LABEL);
  const { value, path } = found;
  const level = `the Pod Security level of namespace ${object.name}`;
  if (value === undefined) return [{ path, message: `${level} has no version, so it changes with the cluster` }];
  if (typeof value !== 'string') return [wrongLabel(ENFORCE_VERSION_LABEL, found)];
  const version = parsePolicyVersion(value);
  if (version === undefined) {
    return [{ path, message: `${level} has the version ${JSON.stringify(value)}, which is not of the form v1.36` }];
  }
  if (version === 'latest') return [{ path, message: `${level} has the version latest, so it changes with the cluster` }];
  const lacking = fieldsNotYetChecked(readLevel(object.labels[ENFORCE_LABEL] ?? '') ?? 'privileged', version);
  if (lacking.length > 0) return [{ path, message: `${level} has the version ${value}, which does not yet check ${lacking.join(', ')}` }];
  if (compareVersions(version, kubernetes) <= 0) return NONE;
  return [{ path, message: `${level} has the version ${value}, newer than Kubernetes ${formatMinor(kubernetes)}, so it counts as latest` }];
}
