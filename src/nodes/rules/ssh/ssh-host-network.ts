import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { typeName } from '../../../text/json';
import { isSsh, tcpPorts } from './container-ports';
import { sshServer } from './ssh-server';

export const sshHostNetwork = defineRule({
  id: 'nodes/ssh-host-network',
  title: 'Pods with hostNetwork must not run an SSH server',
  description:
    'The server would listen on the addresses of the node with its own configuration. Violations are a declared SSH port, a '
    + 'command or argument that starts sshd or dropbear, and an image that is known as an SSH server. One that another image starts by '
    + 'itself is not visible in the manifest.',
  severity: Severity.HIGH,
  fix: 'Remove the SSH server from the pod, or `hostNetwork: true`.',
  sources: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline'],
  bad: examplePod({ container: 'command: [/usr/sbin/sshd, -D, -p, "2022"]', spec: 'hostNetwork: true', image: 'api' }),
  good: examplePod({ container: 'command: [/usr/bin/api]', spec: 'hostNetwork: true', image: 'api' }),
  subject: everyPod,
  check: forbidServers,
});

function forbidServers(pod: PodView): Outcome[] {
  const { hostNetwork } = pod.spec;
  if (hostNetwork !== undefined && hostNetwork !== null && typeof hostNetwork !== 'boolean') {
    return [undecided(`${pod.path}.hostNetwork`, `hostNetwork is ${typeName(hostNetwork)}, not a boolean`)];
  }
  if (hostNetwork !== true) return pod.faults.map(({ path, message }) => undecided(path, message));
  const { ports, unknown } = tcpPorts(pod);
  return [
    ...ports.filter(isSsh).map(({ container, path, port }) => ({
      path: `${path}.containerPort`,
      message: `${container.label} offers SSH on port ${port} of the node`,
    })),
    ...pod.containers.flatMap(servers),
    ...unknown,
  ];
}

function servers(container: ContainerView): readonly Outcome[] {
  const server = sshServer(container);
  return server === undefined ? NONE : [{ path: server.path, message: `${container.label} runs an SSH server on the node's network` }];
}
