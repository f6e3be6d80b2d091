import type { Construct } from 'constructs';
import { dump } from 'js-yaml';
import { HostFile } from '../cdk8s/host-file';
import { refusal } from '../cdk8s/refusal';
import { writeDocuments } from '../cdk8s/write-documents';
import type { HardenedKubelet } from '../kubelet';

/** Where kubeadm finds patches. */
export const PATCHES = '/etc/kubernetes/patches';

/**
 * The configuration of kubelets as a patch of kubeadm: the objects of Cluster API have no place for a KubeletConfiguration.
 *
 * Source: https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/control-plane-flags/#patches
 *
 * @throws Error for kubelets that have a file of their own
 */
export function kubeletPatch(scope: Construct, kubelet: HardenedKubelet, nodes: readonly string[]): HostFile {
  if (kubelet.configFile) {
    throw refusal(scope, {
      fact: `${kubelet.node.path} writes its configuration to ${kubelet.configFile.path} of the nodes`,
      consequence: 'and kubeadm writes its own, so one of the two would have no effect',
      remedy: 'Give it `delivery: KubeletDelivery.KUBEADM`.',
    });
  }
  const file = new HostFile(scope, 'kubelet-patch', {
    path: `${PATCHES}/kubeletconfiguration0+merge.yaml`,
    nodes: [...nodes],
    content: {
      render: () =>
        writeDocuments(
          [kubelet.configuration],
          () => scope,
          (value) => dump(value, { lineWidth: 150 }),
        ),
    },
  });
  kubelet._takenBy(file);
  return file;
}
