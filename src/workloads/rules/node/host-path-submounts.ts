import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { HOST_PATH_FIELDS, judgeHostMounts } from './host-paths';
import { judgedOn } from '../pod-security-rule';
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
  fix: 'Set `recursiveReadOnly: IfPossible` on the mount, without `mountPropagation`, or mount the one folder that is needed.',
  sources: ['https://kubernetes.io/docs/concepts/storage/volumes/#recursive-read-only-mounts'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { volumes: [{ name: root, hostPath: { path: / } }], containers: '
    + '[{ name: api, image: registry.example.com/api:1.4, volumeMounts: [{ name: root, mountPath: /host, readOnly: true }] }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { volumes: [{ name: root, hostPath: { path: / } }], containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'volumeMounts: [{ name: root, mountPath: /host, readOnly: true, recursiveReadOnly: IfPossible }] }] } }',
  ...judgedOn({
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
