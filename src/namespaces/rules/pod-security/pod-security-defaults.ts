import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { joinPath } from '../../../text/path';
import { parsePolicyVersion } from '../../../kubernetes/pods/security/evaluate';
import { compareVersions, formatMinor } from '../../../kubernetes/releases/versions';
import { podSecurityConfigurations, type PodSecurityConfiguration } from './pod-security-configuration-file';

const SOURCES = ['https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/'];
const GOOD =
  '{ apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, '
  + 'defaults: { enforce: baseline, enforce-version: v1.35 } }';

/**
 * Where Pod Security admission is configured, namespaces without labels enforce baseline or restricted: unset and empty mean privileged.
 * Values that are no level are left to `namespaces/pod-security-configuration`.
 */
export const podSecurityDefaultLevel = defineRule({
  id: 'namespaces/pod-security-default-level',
  title: 'Namespaces without labels must enforce a Pod Security level by default',
  severity: Severity.MEDIUM,
  fix: 'Set defaults.enforce to baseline or restricted, and label the namespaces that need less.',
  controls: [],
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

/**
 * A default level of baseline or restricted is pinned to a release, as of which its definition holds: unset or `latest` it changes with an
 * upgrade of the cluster, and pods that ran are refused. A release newer than the cluster counts as latest.
 */
export const podSecurityDefaultVersion = defineRule({
  id: 'namespaces/pod-security-default-version',
  title: 'The default Pod Security level must have a version',
  severity: Severity.LOW,
  fix: 'Set defaults.enforce-version to the minor release of the cluster, such as v1.36; raise it with each upgrade.',
  controls: [],
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
      enforce: { version },
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
  if (compareVersions(parsed, kubernetes) <= 0) return NONE;
  return [
    {
      path: place,
      message: `the default level has the version ${version}, newer than Kubernetes ${formatMinor(kubernetes)}, so it counts as latest`,
    },
  ];
}
