import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { ComponentFlags } from '../../../kubernetes/components/component-flags';
import { NONE } from '../../../kubernetes/objects/collect';
import { logPlace } from '../../log-place';
import { apiServers, missingFlag, textFlag, unclearFlags } from '../subjects';

export const logPathFlag = defineRule({
  id: 'audit/log-path-flag',
  title: 'kube-apiserver must set --audit-log-path or --audit-webhook-config-file',
  description:
    'Without a backend, the audit policy has no effect. Standard output (`--audit-log-path=-`) is accepted, since the container '
    + 'runtime keeps it. A device that keeps nothing, such as `/dev/null`, is no backend.',
  severity: Severity.HIGH,
  fix: 'Set --audit-log-path to a file on a writable mount, such as /var/log/kubernetes/audit/audit.log.',
  controls: ['CIS-2.0:1.2.16'],
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-backends',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/server/options/audit.go',
  ],
  bad:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-policy-file, value: /etc/kubernetes/audit/policy.yaml }] } }',
  good:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-log-path, value: /var/log/kubernetes/audit/audit.log }] } }',
  subject: apiServers,
  check: requireBackend,
});

function requireBackend(server: ComponentFlags): readonly Outcome[] {
  const unclear = unclearFlags(server, ['audit-log-path', 'audit-webhook-config-file']);
  if (unclear.length > 0) return unclear;
  const log = textFlag(server, 'audit-log-path');
  const place = log && logPlace(log.value);
  if (textFlag(server, 'audit-webhook-config-file') || (log && place !== 'nowhere')) return NONE;
  if (log) return [{ path: log.path, message: `--audit-log-path is ${log.value}, so audit events are written nowhere` }];
  return [missingFlag(server, 'audit-log-path', 'audit events are written nowhere')];
}
