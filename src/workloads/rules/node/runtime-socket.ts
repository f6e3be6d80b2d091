import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { HOST_PATH_FIELDS, judgeHostMounts } from './host-paths';
import { judgedOn } from '../pod-security-rule';
import { runtimeSocketAt } from './sensitive-places';

/**
 * No container reaches the socket of the container runtime: whoever connects starts privileged containers on the node.
 *
 * Docker, containerd, CRI-O, cri-dockerd and Podman, below `/run` and `/var/run` alike, those of k3s, k0s and MicroK8s, and the named pipes
 * of Windows. A folder that holds one counts, up to `/`. A read-only mount is no protection: one can connect through it.
 */
export const runtimeSocket = defineRule({
  id: 'workloads/runtime-socket',
  title: 'Containers must not reach the socket of the container runtime',
  severity: Severity.CRITICAL,
  fix: 'Remove the mount; build images with a tool that needs no daemon, and take metrics from the kubelet.',
  controls: ['NSA-CISA:pod-security'],
  sources: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
  ],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { volumes: [{ name: run, hostPath: { path: /var/run/containerd } }], containers: [{ name: api, '
    + 'image: registry.example.com/api:1.4, volumeMounts: [{ name: run, mountPath: /host, readOnly: true }] }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { volumes: [{ name: run, hostPath: { path: /var/run/netns } }], containers: [{ name: api, '
    + 'image: registry.example.com/api:1.4, volumeMounts: [{ name: run, mountPath: /host, readOnly: true }] }] } }',
  ...judgedOn({
    fields: HOST_PATH_FIELDS,
    check: (pod) =>
      judgeHostMounts(pod, ({ label, place, mounted }) => {
        const socket = runtimeSocketAt(place);
        if (socket === undefined) return undefined;
        return (
          `${label} ${mounted ? 'is given' : 'is'} ${place} of the node`
          + `${socket === place ? ', the socket of a container runtime' : `, which is where ${socket} of the container runtime stands`}`
        );
      }),
  }),
});
