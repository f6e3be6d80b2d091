import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { asArray, typeName } from '../../../text/json';
import { isSsh, tcpPorts } from './container-ports';

/** A program of an SSH server, as a word of its own or within a shell's command line. */
const SERVER =
  /(?:^|[\s;&|(/'"`=])(?:sshd|dropbear)(?:$|[\s;&|)'"`])|\b(?:service|rc-service)\s+sshd?\s+(?:re)?start\b|\bsystemctl\s+(?:re)?start\s+sshd?\b/;

export const sshHostNetwork = defineRule({
  id: 'nodes/ssh-host-network',
  title: 'Pods with hostNetwork must not run an SSH server',
  description:
    'The server would listen on the addresses of the node with its own configuration. Violations are a declared SSH port, and a '
    + 'command or argument that starts sshd or dropbear. An SSH server that the image starts by itself is not visible in the '
    + 'manifest.',
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

function servers(container: ContainerView): Outcome[] {
  return (['command', 'args'] as const).flatMap((list) => {
    const words = asArray(container.spec[list]);
    const index = words.findIndex((word) => typeof word === 'string' && SERVER.test(word));
    return index < 0
      ? []
      : [{ path: `${container.path}.${list}[${index}]`, message: `${container.label} runs an SSH server on the node's network` }];
  });
}
