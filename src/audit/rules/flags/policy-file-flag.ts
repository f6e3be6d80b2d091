import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { ComponentFlags } from '../../../kubernetes/components/component-flags';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers, missingFlag, textFlag, unclearFlags } from '../subjects';

export const policyFileFlag = defineRule({
  id: 'audit/policy-file-flag',
  title: 'kube-apiserver must set --audit-policy-file',
  description:
    'Without an audit policy, kube-apiserver records nothing, whatever the other audit flags are. kubeadm does not set one by '
    + 'default.',
  severity: Severity.HIGH,
  fix: 'Set --audit-policy-file to the path of an audit policy.',
  controls: ['CIS-2.0:3.2.1'],
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/server/options/audit.go',
  ],
  bad:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-log-path, value: /var/log/kubernetes/audit/audit.log }] } }',
  good:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-policy-file, value: /etc/kubernetes/audit/policy.yaml }] } }',
  subject: apiServers,
  check: requirePolicy,
});

function requirePolicy(server: ComponentFlags): readonly Outcome[] {
  const unclear = unclearFlags(server, ['audit-policy-file']);
  if (unclear.length > 0) return unclear;
  return textFlag(server, 'audit-policy-file') ? NONE : [missingFlag(server, 'audit-policy-file', 'the API server records no request')];
}
