import { defineRule, undecided, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { subject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import { comparedComponents, type ComparedComponent } from './compared-components';

export const versionSkew = defineRule({
  id: 'versions/version-skew',
  title: 'Components must be of a release that works with that of the API server',
  description:
    'Kubernetes supports few combinations of releases; others are not tested. kubelet and kube-proxy may be up to '
    + 'three minor releases older than the API server (two up to 1.24), the controller manager and the scheduler one, and none of '
    + 'them newer. API servers may be one apart.\n\n'
    + 'Checked are `kubeletVersion` of Nodes, the tags of images, and `kubernetesVersion` of kubeadm, where the input also states the '
    + 'release of an API server: those in the same file, as in the output of a cluster, else those of all files. API servers in '
    + 'different files can be of different clusters, so they are not compared with each other.\n\n'
    + 'Unknown: a component that works with some of the API servers in other files and not with all. A release that is not stated is '
    + 'for `versions/supported-release`.',
  severity: Severity.MEDIUM,
  fix: 'Upgrade API servers first, then controller managers and schedulers, then kubelet and kube-proxy, one minor release at a time.',
  sources: ['https://kubernetes.io/releases/version-skew-policy/'],
  bad:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.36.1 }\n---\n'
    + '{ apiVersion: v1, kind: Node, metadata: { name: a }, status: { nodeInfo: { kubeletVersion: v1.37.0 } } }',
  good:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.36.1 }\n---\n'
    + '{ apiVersion: v1, kind: Node, metadata: { name: a }, status: { nodeInfo: { kubeletVersion: v1.35.3 } } }',
  subject: subject('components whose release is stated, and that of an API server', ({ inventory }) =>
    comparedComponents(inventory).map((value) => ({ value, object: value.object })),
  ),
  check: requireSkew,
});

function requireSkew(compared: ComparedComponent): readonly Outcome[] {
  const { path, component, minor, oldest, newest, isSameCluster, older, mayBeNewer } = compared;
  const isNewer = (server: number) => !mayBeNewer && minor > server;
  const isTooOld = (server: number) => minor < server - older;
  if (!isNewer(oldest) && !isTooOld(newest)) return NONE;
  const other = isNewer(oldest) ? oldest : newest;
  const how = isNewer(oldest) ? 'newer' : `${other - minor} minor releases older`;
  const is = `${component} 1.${minor} is ${how} than kube-apiserver 1.${other}`;
  const allowed = isNewer(oldest) ? ', which is not supported' : `; at most ${older === 1 ? 'one is' : `${older} are`} supported`;
  const isOfAll = isNewer(newest) || isTooOld(oldest);
  if (isSameCluster || isOfAll) return [{ path, message: `${is}${allowed}` }];
  return [undecided(path, `${is}, but the input has API servers of 1.${oldest} to 1.${newest}, and whose cluster it is in is not known`)];
}
