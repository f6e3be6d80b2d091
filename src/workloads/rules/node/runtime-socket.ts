import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { judgedOn } from '../pod-security-rule';
import { HOST_PATH_FIELDS, judgeHostMounts } from './host-paths';
import { runtimeSocketAt } from './sensitive-places';

export const runtimeSocket = defineRule({
  id: 'workloads/runtime-socket',
  title: 'Pods must not mount the container runtime socket',
  description:
    'Any client of the socket can start privileged containers on the node. Known are the sockets of Docker, containerd, CRI-O, '
    + 'cri-dockerd and Podman in `/run` and `/var/run`, those of k3s, k0s and MicroK8s, and the named pipes of Windows.\n\n'
    + 'A directory that contains a socket counts, up to `/`. A read-only mount does not protect it: a client can still connect.',
  severity: Severity.CRITICAL,
  fix: 'Remove the mount; build images with a tool that needs no daemon, and take metrics from the kubelet.',
  controls: ['NSA-CISA:pod-security'],
  sources: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
  ],
  bad: examplePod({
    container: 'volumeMounts: [{ name: run, mountPath: /host, readOnly: true }]',
    spec: 'volumes: [{ name: run, hostPath: { path: /var/run/containerd } }]',
  }),
  good: examplePod({
    container: 'volumeMounts: [{ name: run, mountPath: /host, readOnly: true }]',
    spec: 'volumes: [{ name: run, hostPath: { path: /var/run/netns } }]',
  }),
  ...judgedOn({
    writtenOnly: true,
    fields: HOST_PATH_FIELDS,
    check: (pod) =>
      judgeHostMounts(pod, ({ label, place, mounted }) => {
        const socket = runtimeSocketAt(place);
        if (socket === undefined) return undefined;
        return (
          `${label} ${mounted ? 'is given' : 'is'} ${place} of the node`
          + `${socket === place ? ', the socket of a container runtime' : `, which is where ${socket} of the container runtime is`}`
        );
      }),
  }),
});
