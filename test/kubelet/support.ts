import type { AnyRule } from '../../src/engine/rule';
import { kubeletRules } from '../../src/kubelet/rules';
import type { FileText } from '../../src/kubernetes/objects/node-files';

/** A rule of the practice by its name. */
export function rule(name: string): AnyRule {
  const found = kubeletRules.find(({ id }) => id === `kubelet/${name}`);
  if (!found) throw new Error(`there is no rule kubelet/${name}`);
  return found;
}

/** A file of the kubelet. */
export function kubelet(fields: object = {}): object {
  return { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...fields };
}

/** A file of kube-proxy. */
export function kubeProxy(fields: object = {}): object {
  return { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...fields };
}

/** kubeadm's configuration of a node, with flags of its kubelet. */
export function join(kubeletExtraArgs: unknown): object {
  return { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'JoinConfiguration', nodeRegistration: { kubeletExtraArgs } };
}

/** kubeadm's configuration of the cluster. */
export const CLUSTER = { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration' };

/** A container that runs a program with flags. */
export function pod(...command: readonly unknown[]): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'node', namespace: 'kube-system' },
    spec: { containers: [{ name: 'main', command }] },
  };
}

/** A text file of a node. */
export function file(path: string, content: string): FileText {
  return { path, content, origin: { hostPath: path, nodes: ['worker'] } };
}
