import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { asArray, asObject, isObject } from '../../../text/json';
import { scaledWorkloads, type Workload } from '../scale';
import { startsFirst } from '../strategy';

/**
 * Pods of one workload do not wait for a volume that another of them holds.
 *
 * A claim that is ReadWriteOnce can be mounted on one node, one that is ReadWriteOncePod by one pod: further pods of the workload hang in
 * Pending or ContainerCreating. A Deployment with a single pod hangs on every update where the claim is ReadWriteOncePod and the new pod
 * starts before the old one ends. A claim with ReadWriteMany or ReadOnlyMany among its modes passes; so do the claims that a StatefulSet
 * makes for each pod, which replace a volume of their name. A claim of a workload with several pods that is not in the set is unknown.
 */
export const sharedVolume = defineRule({
  id: 'workloads/shared-volume',
  title: "Pods of one workload must not wait for each other's volume",
  severity: Severity.LOW,
  fix: 'Use a ReadWriteMany volume, a StatefulSet with claims of its own, or a single pod with the strategy Recreate.',
  controls: [],
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
  revisions: [{ since: '1.0', check: judge }],
});

function judge({ object, spec, pod, scale: { floor, fact } }: Workload, { inventory }: CheckContext): readonly Outcome[] {
  if (floor === 0 || !Array.isArray(pod.spec.volumes)) return [];
  const own = new Set(asArray(spec.volumeClaimTemplates).map((template) => asObject(asObject(template).metadata).name));
  return asArray(pod.spec.volumes).flatMap((volume, index) => {
    const claimName = isObject(volume) && !own.has(volume.name) ? asObject(volume.persistentVolumeClaim).claimName : undefined;
    if (typeof claimName !== 'string') return [];
    const path = `${pod.path}.volumes[${index}].persistentVolumeClaim.claimName`;
    const claim = inventory.find('', 'PersistentVolumeClaim', pod.namespace, claimName);
    if (!claim) {
      return floor === 1
        ? []
        : [undecided(path, `claim ${claimName} is not in the set, so whether several pods can mount it is not known`)];
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
