/** Namespace of the agents of Konnectivity, through which the API servers of some clusters connect to pods. */
export const KONNECTIVITY_NAMESPACE = 'kube-system';

/**
 * Labels of these agents: the first in the manifests of Kubernetes and on GKE, the second on AKS.
 *
 * Sources: https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/, https://github.com/tigera/operator/pull/5212
 */
export const KONNECTIVITY_LABELS: readonly Readonly<Record<string, string>>[] = [
  { 'k8s-app': 'konnectivity-agent' },
  { app: 'konnectivity-agent' },
];
