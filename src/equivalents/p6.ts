import type { EquivalentRow } from './row';

/** Audit logging. */
export const P6: readonly EquivalentRow[] = [
  {
    name: 'audit-log-path', rules: [],
    peers: ['checkov:CKV_K8S_91', 'trivy:KCV-0019', 'kubescape:C-0130'],
  },
  {
    name: 'audit-log-rotation', rules: [],
    peers: ['checkov:CKV_K8S_92', 'checkov:CKV_K8S_93', 'checkov:CKV_K8S_94', 'trivy:KCV-0020', 'trivy:KCV-0021', 'trivy:KCV-0022',
      'kubescape:C-0131', 'kubescape:C-0132', 'kubescape:C-0133'],
  },
  {
    name: 'audit-policy-file-set', rules: [],
    peers: ['kubescape:C-0067', 'kubescape:C-0160'],
  },
  {
    name: 'audit-policy-content', rules: [],
    peers: ['kubescape:C-0161'],
  },
  {
    name: 'rbac-evidence-deletion', rules: [],
    peers: ['trivy:KSV-0042', 'kubescape:C-0031'],
  },
];
