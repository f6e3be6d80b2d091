import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { ComponentFlags } from '../../../kubernetes/components/component-flags';
import { logPlace } from '../../log-place';
import { apiServers, textFlag, unclearFlags } from '../subjects';
import { mountFor, mountsOf, type Mount } from './mounts';

const READ = ['audit-policy-file', 'audit-webhook-config-file'];
const WRITTEN = 'audit-log-path';

export const fileMounts = defineRule({
  id: 'audit/file-mounts',
  title: 'kube-apiserver must mount the audit policy read-only and the audit log directory writable',
  description:
    'The policy (`--audit-policy-file`) and the webhook configuration (`--audit-webhook-config-file`) must be on a read-only '
    + 'mount. The log (`--audit-log-path`) must be in a directory on a writable mount that outlives the pod: not on an '
    + '`emptyDir`, and not a file that is itself the mount, since kube-apiserver cannot rotate it.\n\n'
    + 'kubeadm mounts its certificate directory and `/etc/ssl/certs`. Everything else must be in `extraVolumes`. A log path of '
    + '`-` (standard output) needs no mount. A relative path is unknown.',
  severity: Severity.MEDIUM,
  fix: 'Mount the policy file read-only, and the directory of the log (hostPath of type DirectoryOrCreate) writable.',
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend',
    'https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/#kubeadm-k8s-io-v1beta4-HostPathMount',
  ],
  bad:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, '
    + 'apiServer: { extraArgs: [{ name: audit-policy-file, value: /etc/kubernetes/audit/policy.yaml }] } }',
  good:
    '{ apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, metadata: { name: cluster }, apiServer: {\n'
    + '  extraArgs: [{ name: audit-policy-file, value: /etc/kubernetes/audit/policy.yaml }, '
    + '{ name: audit-log-path, value: /var/log/kubernetes/audit/audit.log }],\n'
    + '  extraVolumes: [\n'
    + '    { name: audit-policy, hostPath: /etc/kubernetes/audit/policy.yaml, mountPath: /etc/kubernetes/audit/policy.yaml, '
    + 'readOnly: true, pathType: File },\n'
    + '    { name: audit-log, hostPath: /var/log/kubernetes/audit, mountPath: /var/log/kubernetes/audit, '
    + 'pathType: DirectoryOrCreate }] } }',
  subject: apiServers,
  check: checkMounts,
});

function checkMounts(server: ComponentFlags): Outcome[] {
  const unclear = unclearFlags(server, [...READ, WRITTEN]);
  if (unclear.length > 0) return unclear;
  const mounts = mountsOf(server);
  return [...READ, WRITTEN].flatMap((name) => {
    const flag = textFlag(server, name);
    if (!flag || (name === WRITTEN && logPlace(flag.value) !== 'file')) return [];
    if (!flag.value.startsWith('/')) {
      return [undecided(flag.path, `--${name} is ${JSON.stringify(flag.value)}, no absolute path, so its place is not known`)];
    }
    const mount = mountFor(mounts, flag.value);
    const fault = mount
      ? faultOf(name, flag.value, mount)
      : name === WRITTEN
        ? 'is on no mount, so it is lost with the container'
        : 'is on no mount, so the API server does not find it';
    return fault === undefined ? [] : [{ path: mount?.path ?? mounts.path, message: `${flag.value} (--${name}) ${fault}` }];
  });
}

function faultOf(name: string, file: string, { mountPath, readOnly, volume }: Mount): string | undefined {
  if (volume === '') return 'is on a mount whose volume is not there';
  if (name !== WRITTEN) return readOnly ? undefined : 'is on a writable mount, so the API server could change it';
  if (readOnly) return 'is on a read-only mount, so no event can be written';
  if (volume === 'emptyDir') return 'is on an emptyDir, so it is lost with the pod';
  return mountPath === file ? 'is a mount itself, so it cannot be rotated' : undefined;
}
