import { defineRule, undecided, type CheckContext, type Outcome, type Selected } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { subject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import { asString } from '../../text/json';
import type { KubeObject } from '../../kubernetes/objects/object';
import {
  RELEASES,
  compareVersions,
  formatMinor,
  parseMinor,
  supportedReleases,
  type KubernetesMinor,
} from '../../kubernetes/releases/versions';

/** A place that states a version: the run's target (no object), or kubeadm's `kubernetesVersion`. */
interface StatedVersion {
  readonly object: KubeObject | undefined;
  readonly path: string;
  readonly text: string | undefined;
}

/**
 * Only supported releases get security fixes.
 *
 * Judged: the version that the run is for, and `kubernetesVersion` of kubeadm's ClusterConfiguration. A ClusterConfiguration without one
 * (kubeadm then asks the network for the newest stable release) or with a label such as `stable-1` is unknown; so is a release newer than
 * any known here.
 */
export const supportedRelease = defineRule({
  id: 'versions/supported-release',
  title: 'Kubernetes must be a supported release',
  severity: Severity.HIGH,
  fix: 'Upgrade to a supported minor release, one minor at a time.',
  controls: ['NSA-CISA:upgrading-and-application-security'],
  sources: ['https://kubernetes.io/releases/version-skew-policy/#supported-versions', 'https://kubernetes.io/releases/patch-releases/'],
  bad: '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.30.4 }',
  good: '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.37.1 }',
  subject: subject('the target version, kubeadm ClusterConfiguration objects', statedVersions),
  revisions: [{ since: '1.0', check: judge }],
});

function statedVersions({ inventory, kubernetes }: CheckContext): readonly Selected<StatedVersion>[] {
  const target: StatedVersion = { object: undefined, path: '', text: formatMinor(kubernetes) };
  const configured = inventory
    .byKind('kubeadm.k8s.io', 'ClusterConfiguration')
    .map((object): StatedVersion => ({ object, path: 'kubernetesVersion', text: asString(object.json.kubernetesVersion) }));
  return [target, ...configured].map((value) => ({ value, object: value.object }));
}

function judge({ path, text }: StatedVersion, { asOf }: CheckContext): readonly Outcome[] {
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
