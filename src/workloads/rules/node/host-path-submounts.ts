import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { judgedOn } from '../pod-security-rule';
import { HOST_PATH_FIELDS, judgeHostMounts } from './host-paths';
import { holdsMountPoints } from './sensitive-places';

export const hostPathSubmounts = defineRule({
  id: 'workloads/host-path-submounts',
  title: 'Read-only hostPath mounts must include submounts (recursiveReadOnly)',
  description:
    'With `readOnly: true` alone, filesystems that are mounted below the directory stay writable (`/var/lib` below `/`). '
    + '`recursiveReadOnly: IfPossible` and `Enabled` pass; unset and `Disabled` are violations.\n\n'
    + 'Only directories that usually contain mount points are checked: `/`, `/dev`, `/home`, `/media`, `/mnt`, `/proc`, `/run`, '
    + '`/sys`, `/var`, `/var/lib` and those of the kubelet. Writable mounts are covered by `workloads/host-path-writable`.',
  severity: Severity.LOW,
  fix: 'Set `recursiveReadOnly: IfPossible` on the mount, without `mountPropagation`, or mount only the directory that is needed.',
  sources: ['https://kubernetes.io/docs/concepts/storage/volumes/#recursive-read-only-mounts'],
  bad: examplePod({
    container: 'volumeMounts: [{ name: root, mountPath: /host, readOnly: true }]',
    spec: 'volumes: [{ name: root, hostPath: { path: / } }]',
  }),
  good: examplePod({
    container: 'volumeMounts: [{ name: root, mountPath: /host, readOnly: true, recursiveReadOnly: IfPossible }]',
    spec: 'volumes: [{ name: root, hostPath: { path: / } }]',
  }),
  ...judgedOn({
    writtenOnly: true,
    fields: HOST_PATH_FIELDS,
    since: '1.33',
    check: (pod) =>
      judgeHostMounts(pod, ({ label, place, readOnly, recursive }) =>
        !readOnly || recursive || !holdsMountPoints(place)
          ? undefined
          : `${label} has ${place} of the node read-only, but not what is mounted below it`,
      ),
  }),
});
