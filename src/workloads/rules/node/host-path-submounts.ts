import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { HOST_PATH_FIELDS, judgeHostMounts } from './host-paths';
import { judgedOn } from '../pod-security-rule';
import { holdsMountPoints } from './sensitive-places';

/**
 * A read-only mount of a folder that holds mount points is read-only all the way down.
 *
 * `readOnly: true` alone leaves writable what is mounted below the folder (`/var/lib` under `/`). `recursiveReadOnly: IfPossible` and
 * `Enabled` pass; unset and `Disabled` fail. Only folders where other filesystems usually stand are judged: `/`, `/dev`, `/home`, `/media`,
 * `/mnt`, `/proc`, `/run`, `/sys`, `/var`, `/var/lib`, and the kubelet's. Mounts that are writable anyway are left to
 * `workloads/host-path-writable`.
 */
export const hostPathSubmounts = defineRule({
  id: 'workloads/host-path-submounts',
  title: 'Read-only paths of the host must be read-only with what is mounted below them',
  severity: Severity.LOW,
  fix: 'Set `recursiveReadOnly: IfPossible` on the mount, without `mountPropagation`, or mount the one folder that is needed.',
  controls: [],
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
