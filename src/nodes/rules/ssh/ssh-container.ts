import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isSsh, tcpPorts } from './container-ports';
import { sshServer } from './ssh-server';

export const sshContainer = defineRule({
  id: 'nodes/ssh-container',
  title: 'Containers must not expose an SSH port',
  description:
    'Access to containers belongs to the API server, which authorises and records it. SSH means TCP port 22 (the protocol '
    + 'defaults to TCP), a TCP port with `ssh`, `sshd` or `sftp` in its name, and any port of a container that runs an SSH server: by a '
    + 'command that starts sshd or dropbear (2222 and the port of `-p` too), or by an image that is known as one. UDP 22 is not SSH.\n\n'
    + 'A container that runs such a server and declares no port of it is a violation too, since it listens all the same; with '
    + '`hostNetwork` it is covered by `nodes/ssh-host-network`.',
  severity: Severity.MEDIUM,
  fix: 'Remove sshd from the image and the port from the container; use `kubectl exec` or `kubectl debug`.',
  sources: ['https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/'],
  bad: examplePod({ container: 'ports: [{ containerPort: 22 }]', image: 'api' }),
  good: examplePod({ container: 'ports: [{ containerPort: 8443 }]', image: 'api' }),
  subject: everyPod,
  check: forbidSshPorts,
});

function forbidSshPorts(pod: PodView): readonly Outcome[] {
  const { ports, unknown } = tcpPorts(pod);
  const declared = ports.filter(isSsh);
  const offered = declared.map(({ path, port, container }) => ({
    path: `${path}.containerPort`,
    message: `${container.label} offers SSH on port ${port}`,
  }));
  // On the network of the node `nodes/ssh-host-network` tells of it.
  const silent =
    pod.spec.hostNetwork === true ? NONE : pod.containers.filter((one) => !declared.some(({ container }) => container === one));
  const run = collect(silent, (container) => {
    const server = sshServer(container);
    return server === undefined
      ? NONE
      : [{ path: server.path, message: `${container.label} runs an SSH server on a port that it does not declare: ${server.because}` }];
  });
  return [...offered, ...run, ...unknown];
}
