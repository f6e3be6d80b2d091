import type { EquivalentRow } from './row';

/** Secure etcd and encryption at rest. */
export const P4: readonly EquivalentRow[] = [
  {
    name: 'etcd-cert-key',
    rules: ['etcd/client-certificates'],
    reason:
      "An empty value counts as unset; flags in args, ETCD_ variables, kubeadm's configuration and etcd.conf.yml are read "
      + 'as well as the command.',
    peers: ['checkov:CKV_K8S_116', 'trivy:KCV-0042', 'kubescape:C-0153'],
  },
  {
    name: 'etcd-client-cert-auth',
    rules: ['etcd/client-cert-auth', 'etcd/trusted-ca'],
    reason:
      "Read as etcd reads it: the flag without a value is true; args, ETCD_ variables, kubeadm's configuration and "
      + 'etcd.conf.yml count; without a CA (etcd/trusted-ca) any certificate that the node trusts gets in.',
    peers: ['checkov:CKV_K8S_117', 'trivy:KCV-0043', 'kubescape:C-0154'],
    differs: {
      'checkov:CKV_K8S_117':
        'checkov wants the very text --client-cert-auth=true in command: the flag without a value fails there, and etcd '
        + 'whose flags are in args passes.',
    },
  },
  {
    name: 'etcd-auto-tls',
    rules: ['etcd/no-auto-tls'],
    reason: 'Read as etcd reads it: the flag without a value is true.',
    peers: ['checkov:CKV_K8S_118', 'trivy:KCV-0044', 'kubescape:C-0155'],
    differs: {
      'checkov:CKV_K8S_118': 'checkov looks for the very text --auto-tls=true in command.',
    },
  },
  {
    name: 'etcd-peer-cert-key',
    rules: ['etcd/peer-certificates'],
    reason:
      "An empty value counts as unset; flags in args, ETCD_ variables, kubeadm's configuration and etcd.conf.yml are read "
      + 'as well as the command.',
    peers: ['checkov:CKV_K8S_119', 'trivy:KCV-0045', 'kubescape:C-0156'],
  },
  {
    name: 'etcd-peer-client-cert-auth',
    rules: ['etcd/peer-client-cert-auth', 'etcd/peer-trusted-ca'],
    reason:
      "Read as etcd reads it: the flag without a value is true; args, ETCD_ variables, kubeadm's configuration and "
      + 'etcd.conf.yml count; without a CA (etcd/peer-trusted-ca) any certificate that the node trusts gets in.',
    peers: ['checkov:CKV_K8S_121', 'trivy:KCV-0046', 'kubescape:C-0157'],
    differs: {
      'checkov:CKV_K8S_121':
        'checkov wants the very text --peer-client-cert-auth=true in command: the flag without a value fails there, and '
        + 'etcd whose flags are in args passes.',
    },
  },
  {
    name: 'etcd-peer-auto-tls',
    rules: ['etcd/no-peer-auto-tls'],
    reason: 'Read as etcd reads it: the flag without a value is true.',
    peers: ['trivy:KCV-0047', 'kubescape:C-0158'],
  },
  {
    name: 'etcd-unique-ca',
    rules: ['etcd/own-ca'],
    reason:
      'Paths are compared as they are on the node, and certificates by content where they are in the input; without an API '
      + 'server in the input, a path other than that of kubeadm is unknown.',
    peers: ['kubescape:C-0159'],
  },
  {
    name: 'apiserver-etcd-client-certs',
    rules: ['etcd/api-server-etcd-tls'],
    reason:
      'The URL of etcd is checked as well, since files are of no use to http://; an empty value counts as unset, args and '
      + 'kubeadm files are read, and a local etcd of kubeadm passes, since kubeadm sets the files.',
    peers: ['checkov:CKV_K8S_99', 'trivy:KCV-0026', 'kubescape:C-0137'],
    differs: {
      'checkov:CKV_K8S_99': 'checkov asks only whether the flags are there, in command.',
    },
  },
  {
    name: 'apiserver-etcd-cafile',
    rules: ['etcd/api-server-etcd-tls'],
    reason:
      'The URL of etcd is checked as well, since files are of no use to http://; an empty value counts as unset, args and '
      + 'kubeadm files are read, and a local etcd of kubeadm passes, since kubeadm sets the files.',
    peers: ['checkov:CKV_K8S_102', 'trivy:KCV-0029', 'kubescape:C-0140'],
    differs: {
      'checkov:CKV_K8S_102': 'checkov asks only whether the flag is there, in command.',
    },
  },
  {
    name: 'apiserver-encryption-config-set',
    rules: ['control-plane/encryption-provider-config'],
    peers: ['checkov:CKV_K8S_104', 'trivy:KCV-0030', 'kubescape:C-0141', 'kubescape:C-0066'],
    reason: 'An empty value counts as unset; kubeadm does not set the flag, so that its configuration is checked too.',
  },
  {
    name: 'encryption-provider-strength',
    rules: ['etcd/encryption-providers'],
    peers: ['kubescape:C-0142'],
    reason: 'identity as the first provider, which writes plaintext, is a violation; kubescape passes it.',
  },
  {
    name: 'external-secret-store',
    rules: ['workloads/secret-values'],
    reason:
      'Found is the value of a Secret in a manifest: what an operator or a CSI driver fills from a store passes, and so '
      + 'does a pod that needs no secret.',
    peers: ['kubescape:C-0208', 'kubescape:C-0234'],
    differs: {
      'kubescape:C-0208':
        'kubescape reads the EncryptionConfiguration from the node and requires one of three KMS plugins by name; '
        + 'here etcd/encryption-providers checks the file.',
      'kubescape:C-0234': 'kubescape finds every workload that mounts no SecretProviderClass, also where it has no secrets.',
    },
  },
  {
    name: 'pv-encryption',
    rules: ['workloads/storage-encryption'],
    reason:
      'Said at the StorageClass, with the parameter that its driver has for it, whether or not a volume of it is in the '
      + 'input; a driver that is not known is unknown.',
    peers: ['kubescape:C-0264'],
    differs: {
      'kubescape:C-0264':
        'kubescape asks every driver but those of Azure and Google Cloud for encrypted: "true", and only where a '
        + 'PersistentVolume names the class.',
    },
  },
];
