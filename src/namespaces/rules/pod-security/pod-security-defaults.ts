import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { type PodSecurityConfiguration } from '../../../kubernetes/admission/pod-security-configuration';
import { NONE } from '../../../kubernetes/objects/collect';
import { fieldsNotYetChecked, parsePolicyVersion } from '../../../kubernetes/pods/security/evaluate';
import { compareVersions, formatMinor } from '../../../kubernetes/releases/versions';
import { joinPath } from '../../../text/path';
import { podSecurityConfigurations } from './pod-security-subjects';

const SOURCES = ['https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/'];
const GOOD =
  '{ apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, '
  + 'defaults: { enforce: baseline, enforce-version: v1.35 } }';

export const podSecurityDefaultLevel = defineRule({
  id: 'namespaces/pod-security-default-level',
  title: 'PodSecurityConfiguration must set defaults.enforce to baseline or restricted',
  description:
    'The default applies to namespaces without the label. Unset and empty mean privileged, which admits every pod. Values that '
    + 'are not a level are covered by `namespaces/pod-security-configuration`.',
  severity: Severity.MEDIUM,
  fix: 'Set defaults.enforce to baseline or restricted, and label the namespaces that need less.',
  sources: SOURCES,
  bad:
    '{ apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, '
    + 'defaults: { audit: restricted, warn: restricted } }',
  good: GOOD,
  subject: podSecurityConfigurations,
  revisions: [{ since: '1.23', check: requireLevel }],
});

function requireLevel({ path, defaults: { enforce }, written }: PodSecurityConfiguration): readonly Outcome[] {
  if (enforce.level !== 'privileged') return NONE;
  return [
    {
      path: joinPath(path, 'defaults', 'enforce'),
      message: `namespaces without labels enforce ${written('enforce') ? 'privileged' : 'no Pod Security level'}, so every pod is admitted`,
    },
  ];
}

export const podSecurityDefaultVersion = defineRule({
  id: 'namespaces/pod-security-default-version',
  title: 'PodSecurityConfiguration must pin defaults.enforce-version to a release',
  description:
    'If the version is unset or `latest`, an upgrade of the cluster changes the level, and it can then reject pods that ran '
    + 'before. A release newer than the cluster counts as latest; one from before 1.23, in which the level lacks checks that it has had '
    + 'since, is a violation. The rule applies if `defaults.enforce` is baseline or '
    + 'restricted.',
  severity: Severity.LOW,
  fix: 'Set defaults.enforce-version to the minor release of the cluster, such as v1.36; raise it with each upgrade.',
  sources: SOURCES,
  bad:
    '{ apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, '
    + 'defaults: { enforce: baseline, enforce-version: latest } }',
  good: GOOD,
  subject: {
    name: 'configurations of Pod Security admission that enforce baseline or restricted by default',
    select: (context) =>
      podSecurityConfigurations.select(context).filter(
        ({
          value: {
            defaults: { enforce },
          },
        }) => enforce.level === 'baseline' || enforce.level === 'restricted',
      ),
  },
  revisions: [{ since: '1.23', check: requireVersion }],
});

function requireVersion(
  {
    path,
    defaults: {
      enforce: { level, version },
    },
    written,
  }: PodSecurityConfiguration,
  { kubernetes }: CheckContext,
): readonly Outcome[] {
  const place = joinPath(path, 'defaults', 'enforce-version');
  const parsed = version === undefined ? undefined : parsePolicyVersion(version);
  if (parsed === undefined) return NONE;
  if (parsed === 'latest') {
    return [
      {
        path: place,
        message:
          `the default level has ${written('enforce-version') ? 'the version latest' : 'no version'}, so it changes with the ` + 'cluster',
      },
    ];
  }
  const lacking = level === undefined ? [] : fieldsNotYetChecked(level, parsed);
  if (lacking.length > 0) {
    return [{ path: place, message: `the default level has the version ${version}, which does not yet check ${lacking.join(', ')}` }];
  }
  if (compareVersions(parsed, kubernetes) <= 0) return NONE;
  return [
    {
      path: place,
      message: `the default level has the version ${version}, newer than Kubernetes ${formatMinor(kubernetes)}, so it counts as latest`,
    },
  ];
}
