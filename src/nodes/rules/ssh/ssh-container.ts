import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isSsh, tcpPorts } from './container-ports';

export const sshContainer = defineRule({
  id: 'nodes/ssh-container',
  title: 'Containers must not expose an SSH port',
  description:
    'Access to containers belongs to the API server, which authorises and records it. SSH means TCP port 22 (the protocol '
    + 'defaults to TCP), or a TCP port named `ssh` or `sshd`; UDP 22 is not SSH. A container that declares no port can still '
    + 'listen on it: `nodes/ssh-host-network` checks commands where that reaches the node.',
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
  const offered = collect(ports, (port) =>
    isSsh(port) ? [{ path: `${port.path}.containerPort`, message: `${port.container.label} offers SSH on port ${port.port}` }] : NONE,
  );
  return unknown.length === 0 ? offered : [...offered, ...unknown];
}
