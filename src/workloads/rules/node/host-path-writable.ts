import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { judgedOn } from '../pod-security-rule';
import { HOST_PATH_FIELDS, judgeHostMounts } from './host-paths';

export const hostPathWritable = defineRule({
  id: 'workloads/host-path-writable',
  title: 'hostPath mounts must be read-only',
  description:
    'A container that can write to its node can change what the node runs. Unset is a violation, since the default is writable; '
    + 'null counts as unset. Each mount counts, regardless of other mounts of the volume.',
  severity: Severity.MEDIUM,
  fix: 'Set `readOnly: true` on the mount, or use a volume that belongs to the pod.',
  controls: ['NSA-CISA:pod-security'],
  sources: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
  ],
  bad: examplePod({
    container: 'volumeMounts: [{ name: logs, mountPath: /logs }]',
    spec: 'volumes: [{ name: logs, hostPath: { path: /var/log/api } }]',
  }),
  good: examplePod({
    container: 'volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }]',
    spec: 'volumes: [{ name: logs, hostPath: { path: /var/log/api } }]',
  }),
  ...judgedOn({
    writtenOnly: true,
    fields: HOST_PATH_FIELDS,
    check: (pod) =>
      judgeHostMounts(pod, ({ label, place, readOnly }) => (readOnly ? undefined : `${label} can write to ${place} of the node`)),
  }),
});
