import { defineRule, undecided, type CheckContext, type Outcome, type Selected } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { subject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import type { KubeObject } from '../../kubernetes/objects/object';
import {
  RELEASES,
  compareVersions,
  formatMinor,
  parseMinor,
  supportedReleases,
  type KubernetesMinor,
} from '../../kubernetes/releases/versions';
import { asString } from '../../text/json';

/** A place that states a version: the run's target (no object), or kubeadm's `kubernetesVersion`. */
interface StatedVersion {
  readonly object: KubeObject | undefined;
  readonly path: string;
  readonly text: string | undefined;
}

export const supportedRelease = defineRule({
  id: 'versions/supported-release',
  title: 'The target Kubernetes release must be supported',
  description:
    'Only supported releases get security fixes. Checked are the target release of the run and `kubernetesVersion` in a kubeadm '
    + 'ClusterConfiguration.\n\n'
    + 'Unknown: a ClusterConfiguration without a version (kubeadm then uses the newest stable release), a version label such as '
    + '`stable-1`, and a release newer than the data of this tool.',
  severity: Severity.HIGH,
  fix: 'Upgrade to a supported minor release, one minor at a time.',
  controls: ['NSA-CISA:upgrading-and-application-security'],
  sources: ['https://kubernetes.io/releases/version-skew-policy/#supported-versions', 'https://kubernetes.io/releases/patch-releases/'],
  bad: '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.30.4 }',
  good: '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.37.1 }',
  subject: subject('the target version, kubeadm ClusterConfiguration objects', statedVersions),
  check: requireSupport,
});

function statedVersions({ inventory, kubernetes }: CheckContext): readonly Selected<StatedVersion>[] {
  const target: StatedVersion = { object: undefined, path: '', text: formatMinor(kubernetes) };
  const configured = inventory
    .byKind('kubeadm.k8s.io', 'ClusterConfiguration')
    .map((object): StatedVersion => ({ object, path: 'kubernetesVersion', text: asString(object.json.kubernetesVersion) }));
  return [target, ...configured].map((value) => ({ value, object: value.object }));
}

function requireSupport({ path, text }: StatedVersion, { asOf }: CheckContext): readonly Outcome[] {
  if (text === undefined) {
    return [undecided(path, 'kubernetesVersion is not stated, so kubeadm takes whatever is newest on the day it runs')];
  }
  let version: KubernetesMinor;
  try {
    version = parseMinor(text);
  } catch {
    return [undecided(path, `"${text}" names no fixed release`)];
  }
  const supported = supportedReleases(asOf);
  const name = formatMinor(version);
  if (supported.some((release) => release.version === name)) return NONE;
  const newest = supported[0];
  if (!newest) return [undecided(path, `no release is known here to be supported on ${asOf}`)];
  if (compareVersions(version, parseMinor(newest.version)) > 0) {
    return [undecided(path, `Kubernetes ${name} is newer than ${newest.version}, the newest release known here on ${asOf}`)];
  }
  const ended = RELEASES.find((release) => release.version === name)?.endOfLife;
  if (!ended && supported.length < SUPPORTED_AT_A_TIME) {
    return [undecided(path, `it is not known here whether Kubernetes ${name} was supported on ${asOf}`)];
  }
  const names = supported.map((release) => release.version).join(', ');
  return [
    {
      path,
      message: `Kubernetes ${name} is not supported on ${asOf}${ended ? `, its support ended on ${ended}` : ''}; supported are ${names}`,
    },
  ];
}

/** Kubernetes supports its three newest minors; with fewer known, the data here does not reach back to that day. */
const SUPPORTED_AT_A_TIME = 3;
