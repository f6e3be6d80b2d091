import { defineRule, undecided, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { subject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import { statedVersions, type StatedVersion } from '../../kubernetes/releases/stated-versions';
import {
  RELEASES,
  compareVersions,
  formatMinor,
  parseMinor,
  supportedReleases,
  type KubernetesMinor,
} from '../../kubernetes/releases/versions';

export const supportedRelease = defineRule({
  id: 'versions/supported-release',
  title: 'Kubernetes must be of a supported release',
  description:
    'Only supported releases get security fixes. Checked are the target release of the run, `kubernetesVersion` in a kubeadm '
    + 'ClusterConfiguration, `kubeletVersion` of Nodes, the tags of images of the control plane, and the version fields of Cluster API, '
    + 'kOps, eksctl, Rancher, Gardener, Kamaji and the operators of AWS, Azure and Google Cloud.\n\n'
    + 'Unknown: a version that is not stated where its default changes with time, a version label such as `stable-1`, an image without a '
    + 'tag, a release newer than the data of this tool, and a release of EKS, GKE or AKS whose support by the project has ended, since '
    + 'providers keep releases longer: up to 26 months.',
  severity: Severity.HIGH,
  fix: 'Upgrade to a supported minor release, one minor at a time.',
  controls: ['NSA-CISA:upgrading-and-application-security'],
  sources: ['https://kubernetes.io/releases/version-skew-policy/#supported-versions', 'https://kubernetes.io/releases/patch-releases/'],
  bad: '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.30.4 }',
  good: '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.37.1 }',
  subject: subject('the target version, and objects that state a version of Kubernetes', ({ inventory, kubernetes }) =>
    [{ object: undefined, path: '', text: formatMinor(kubernetes) }, ...statedVersions(inventory)].map((value) => ({
      value,
      object: value.object,
    })),
  ),
  check: requireSupport,
});

function requireSupport({ path, text, unset, isManaged }: StatedVersion, { asOf }: CheckContext): readonly Outcome[] {
  if (text === undefined) return [undecided(path, `the version of Kubernetes is not stated, ${unset}`)];
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
  if (isManaged && compareVersions(version, { ...parseMinor(newest.version), minor: parseMinor(newest.version).minor - LONGEST }) > 0) {
    return [
      undecided(path, `the project no longer supports Kubernetes ${name} on ${asOf}, and how long the provider does is not known here`),
    ];
  }
  return [
    {
      path,
      message: `Kubernetes ${name} is not supported on ${asOf}${ended ? `, its support ended on ${ended}` : ''}; supported are ${names}`,
    },
  ];
}

/** Kubernetes supports its three newest minors; with fewer known, the data here does not reach back to that day. */
const SUPPORTED_AT_A_TIME = 3;

/** No provider keeps a minor release longer than 26 months, paid for or not; three come out in a year. */
const LONGEST = 7;
