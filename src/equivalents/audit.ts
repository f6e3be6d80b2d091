import type { EquivalentRow } from './row';

/** Audit logging. */
export const P6: readonly EquivalentRow[] = [
  {
    name: 'audit-log-path',
    rules: ['audit/log-path-flag'],
    reason: 'A webhook as backend passes as well.',
    peers: ['checkov:CKV_K8S_91', 'trivy:KCV-0019', 'kubescape:C-0130'],
    differs: {
      'checkov:CKV_K8S_91': 'checkov reads command alone, not args and kubeadm files.',
    },
  },
  {
    name: 'audit-log-rotation',
    rules: ['audit/log-retention-flags'],
    reason: 'From 1.36 on, unset flags mean 366 days, 100 files and 100 megabytes, which is enough.',
    peers: [
      'checkov:CKV_K8S_92',
      'checkov:CKV_K8S_93',
      'checkov:CKV_K8S_94',
      'trivy:KCV-0020',
      'trivy:KCV-0021',
      'trivy:KCV-0022',
      'kubescape:C-0131',
      'kubescape:C-0132',
      'kubescape:C-0133',
    ],
  },
  {
    name: 'audit-policy-file-set',
    rules: ['audit/policy-file-flag'],
    reason: 'That the file is in the input, and what it says, is for other rules (audit/policy-file-present and those of the row below).',
    peers: ['kubescape:C-0067', 'kubescape:C-0160'],
  },
  {
    name: 'audit-policy-content',
    rules: ['audit/sensitive-requests', 'audit/no-secret-bodies', 'audit/no-unrecorded-requests'],
    peers: ['kubescape:C-0161'],
    reason: 'Decided by the first rule that matches a request, as the API server does; kubescape compares levels without regard to order.',
  },
  {
    name: 'rbac-evidence-deletion',
    rules: ['rbac/event-deletion', 'audit/sensitive-requests'],
    peers: ['trivy:KSV-0042', 'kubescape:C-0031'],
    reason: 'Deleting events is checked at the role, for any subject; pods/log, which trivy looks for, cannot be deleted.',
  },
];
