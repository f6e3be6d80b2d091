import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Workload } from '../../../kubernetes/scale/workloads';
import { claimsOf } from '../../../kubernetes/storage/claims';
import { asArray, asObject, isObject } from '../../../text/json';
import { scaledWorkloads } from '../scale';
import { startsFirst } from '../strategy';

export const sharedVolume = defineRule({
  id: 'workloads/shared-volume',
  title: 'Pods of one workload must not block each other on a ReadWriteOnce or ReadWriteOncePod claim',
  description:
    'A ReadWriteOnce claim can be mounted on one node, and a ReadWriteOncePod claim by one pod: other pods of the workload stay '
    + 'in Pending or ContainerCreating. A Deployment with a single pod hangs on every update if its claim is ReadWriteOncePod and '
    + 'the new pod starts before the old one ends.\n\n'
    + 'A claim that also has ReadWriteMany or ReadOnlyMany passes, and so do the claims that a StatefulSet creates for each pod. '
    + 'A claim that is not in the input is unknown if the workload has several pods.',
  severity: Severity.LOW,
  fix: 'Use a ReadWriteMany volume, a StatefulSet with claims of its own, or a single pod with the strategy Recreate.',
  sources: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes'],
  bad:
    '\n{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, '
    + 'spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }\n'
    + '---\n'
    + '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { replicas: 2, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }], '
    + 'containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n',
  good:
    '\n{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, '
    + 'spec: { storageClassName: nfs, accessModes: [ReadWriteMany], resources: { requests: { storage: 1Gi } } } }\n'
    + '---\n'
    + '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { replicas: 2, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }], '
    + 'containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n',
  operations: true,
  subject: scaledWorkloads,
  check: forbidSharedClaims,
});

function forbidSharedClaims({ object, pod, scale: { floor, fact } }: Workload, { inventory }: CheckContext): readonly Outcome[] {
  if (floor === 0 || !Array.isArray(pod.spec.volumes)) return [];
  const own = new Set(claimsOf(object).map(({ metadata }) => metadata.name));
  return asArray(pod.spec.volumes).flatMap((volume, index) => {
    const claimName = isObject(volume) && !own.has(volume.name) ? asObject(volume.persistentVolumeClaim).claimName : undefined;
    if (typeof claimName !== 'string') return [];
    const path = `${pod.path}.volumes[${index}].persistentVolumeClaim.claimName`;
    const claim = inventory.find('', 'PersistentVolumeClaim', pod.namespace, claimName);
    if (!claim) {
      return floor === 1
        ? []
        : [undecided(path, `claim ${claimName} is not in the input, so whether several pods can mount it is not known`)];
    }
    const modes = asArray(asObject(claim.json.spec).accessModes);
    if (modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany')) return [];
    const alone = modes.includes('ReadWriteOncePod');
    if (!alone && !modes.includes('ReadWriteOnce')) return [undecided(path, `claim ${claimName} has no access mode that Kubernetes knows`)];
    if (floor === undefined) return [undecided(path, `${fact}, so whether one pod mounts claim ${claimName} is not known`)];
    if (floor > 1) {
      return [
        {
          path,
          message:
            `${floor} pods mount claim ${claimName}, which is `
            + `${alone ? 'ReadWriteOncePod: one pod at a time' : 'ReadWriteOnce: one node at a time'}`,
        },
      ];
    }
    return alone && object.kind === 'Deployment' && startsFirst(object)
      ? [
          {
            path,
            message:
              `an update starts a second pod for claim ${claimName}, which is ReadWriteOncePod, before it stops the first, so it never `
              + 'ends',
          },
        ]
      : [];
  });
}
