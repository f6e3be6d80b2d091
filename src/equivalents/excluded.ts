/** Checks of other tools that no file can answer, with the reason. */
export interface ExcludedChecks {
  /** What they take: one sentence with full stop. */
  readonly reason: string;
  /** As `tool:id`. */
  readonly peers: readonly string[];
}

/** None of these stands in a row of {@link EQUIVALENTS}. Ids of kube-bench are those of the CIS benchmark. */
export const EXCLUDED: readonly ExcludedChecks[] = [
  {
    reason: 'Owner and permissions of files are on the node: a scan of the node answers this.',
    peers: [
      'trivy:KCV-0048', 'trivy:KCV-0049', 'trivy:KCV-0050', 'trivy:KCV-0051', 'trivy:KCV-0052', 'trivy:KCV-0053', 'trivy:KCV-0054',
      'trivy:KCV-0055', 'trivy:KCV-0056', 'trivy:KCV-0057', 'trivy:KCV-0058', 'trivy:KCV-0059', 'trivy:KCV-0060', 'trivy:KCV-0061',
      'trivy:KCV-0062', 'trivy:KCV-0063', 'trivy:KCV-0064', 'trivy:KCV-0065', 'trivy:KCV-0066', 'trivy:KCV-0067', 'trivy:KCV-0068',
      'trivy:KCV-0069', 'trivy:KCV-0070', 'trivy:KCV-0071', 'trivy:KCV-0072', 'trivy:KCV-0073', 'trivy:KCV-0074', 'trivy:KCV-0075',
      'trivy:KCV-0076', 'trivy:KCV-0077', 'trivy:KCV-0078',
    ],
  },
  {
    reason: 'Owner and permissions of files are on the node: a scan of the node answers this.',
    peers: [
      'kubescape:C-0092', 'kubescape:C-0093', 'kubescape:C-0094', 'kubescape:C-0095', 'kubescape:C-0096', 'kubescape:C-0097', 'kubescape:C-0098',
      'kubescape:C-0099', 'kubescape:C-0100', 'kubescape:C-0101', 'kubescape:C-0102', 'kubescape:C-0103', 'kubescape:C-0104', 'kubescape:C-0105',
      'kubescape:C-0106', 'kubescape:C-0107', 'kubescape:C-0108', 'kubescape:C-0109', 'kubescape:C-0110', 'kubescape:C-0111', 'kubescape:C-0112',
      'kubescape:C-0162', 'kubescape:C-0163', 'kubescape:C-0164', 'kubescape:C-0165', 'kubescape:C-0166', 'kubescape:C-0167', 'kubescape:C-0168',
      'kubescape:C-0169', 'kubescape:C-0170', 'kubescape:C-0171', 'kubescape:C-0235', 'kubescape:C-0238',
    ],
  },
  {
    reason: 'It asks the running node (its kernel, its container runtime, the network plugin, the metadata service).',
    peers: [
      'kubescape:C-0052', 'kubescape:C-0079', 'kubescape:C-0087', 'kubescape:C-0205', 'kubescape:C-0226', 'kubescape:C-0233',
    ],
  },
  {
    reason: 'It takes vulnerability data, a registry or a watch on running processes.',
    peers: [
      'kubescape:C-0083', 'kubescape:C-0084', 'kubescape:C-0085', 'kubescape:C-0236', 'kubescape:C-0237', 'kubescape:C-0274',
    ],
  },
  {
    reason: 'It asks the API of the cloud.',
    peers: [
      'kubescape:C-0221', 'kubescape:C-0222', 'kubescape:C-0223', 'kubescape:C-0227', 'kubescape:C-0228', 'kubescape:C-0229', 'kubescape:C-0230',
      'kubescape:C-0240', 'kubescape:C-0241', 'kubescape:C-0243', 'kubescape:C-0244',
      'kubescape:C-0247', 'kubescape:C-0248', 'kubescape:C-0250', 'kubescape:C-0251', 'kubescape:C-0252', 'kubescape:C-0254', 'kubescape:C-0285',
      'kubescape:C-0308',
    ],
  },
  {
    reason: 'It is a question to people: the tool itself decides nothing.',
    peers: [
      'kubescape:C-0232', 'kubescape:C-0242', 'kubescape:C-0249',
    ],
  },
  {
    reason: 'It takes data from the registry (signatures, attestations, the image\'s own configuration).',
    peers: [
      'kyverno:allowed-base-images', 'kyverno:block-images-with-volumes', 'kyverno:block-large-images', 'kyverno:block-stale-images',
      'kyverno:check-image-vulns-cve-2022-42889', 'kyverno:check-nvidia-gpus', 'kyverno:only-trustworthy-registries-set-root',
      'kyverno:require-base-image', 'kyverno:require-image-source', 'kyverno:require-vulnerability-scan', 'kyverno:verify-image',
      'kyverno:verify-image-gcpkms', 'kyverno:verify-image-with-multi-keys', 'kyverno:verify-sbom-cyclonedx',
      'kyverno:verify-slsa-provenance-keyless',
    ],
  },
  {
    reason: 'It asks the running node (its kernel, its container runtime, the network plugin, the metadata service).',
    peers: [
      'kyverno:check-kernel',
    ],
  },
  {
    reason: 'It judges a request (who asks, the object as it was, the hour, how many there are), and only the cluster sees requests.',
    peers: [
      'kyverno:allowed-label-changes', 'kyverno:block-cluster-admin-from-ns', 'kyverno:block-ephemeral-containers',
      'kyverno:block-kubectl-cp-by-pod-label', 'kyverno:block-updates-deletes', 'kyverno:check-sa', 'kyverno:check-subjectaccessreview',
      'kyverno:deny-exec-by-namespace-label', 'kyverno:deny-exec-by-namespace-name', 'kyverno:deny-exec-by-pod-and-container',
      'kyverno:deny-exec-by-pod-label', 'kyverno:deny-exec-by-pod-name', 'kyverno:exclude-namespaces-example', 'kyverno:inspect-csr',
      'kyverno:limit-configmap-for-sa', 'kyverno:namespace-protection', 'kyverno:protect-node-label-foo', 'kyverno:protect-node-taints',
      'kyverno:record-creation-details', 'kyverno:resource-creation-updating-denied', 'kyverno:restrict-node-label-creation',
      'kyverno:restrict-pod-controller-serviceaccount-updates', 'kyverno:restrict-pod-count', 'kyverno:restrict-scale',
      'kyverno:time-bound-policy',
    ],
  },
  {
    reason: 'Owner and permissions of files are on the node: a scan of the node answers this.',
    peers: [
      'kube-bench:1.1.1', 'kube-bench:1.1.2', 'kube-bench:1.1.3', 'kube-bench:1.1.4', 'kube-bench:1.1.5', 'kube-bench:1.1.6', 'kube-bench:1.1.7',
      'kube-bench:1.1.8', 'kube-bench:1.1.9', 'kube-bench:1.1.10', 'kube-bench:1.1.11', 'kube-bench:1.1.12', 'kube-bench:1.1.13',
      'kube-bench:1.1.14', 'kube-bench:1.1.15', 'kube-bench:1.1.16', 'kube-bench:1.1.17', 'kube-bench:1.1.18', 'kube-bench:1.1.19',
      'kube-bench:1.1.20', 'kube-bench:1.1.21', 'kube-bench:4.1.1', 'kube-bench:4.1.2', 'kube-bench:4.1.3', 'kube-bench:4.1.4',
      'kube-bench:4.1.5', 'kube-bench:4.1.6', 'kube-bench:4.1.7', 'kube-bench:4.1.8', 'kube-bench:4.1.9', 'kube-bench:4.1.10',
    ],
  },
  {
    reason: 'It asks the running cluster which network plugin it has.',
    peers: [
      'kube-bench:5.3.1',
    ],
  },
];
