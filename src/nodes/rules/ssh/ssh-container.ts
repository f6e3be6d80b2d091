import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { podView } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isSsh, tcpPorts } from './container-ports';

/**
 * No container offers SSH: access to containers goes through the API server, which authorises and records it.
 *
 * SSH is TCP port 22 (a port without protocol is TCP), or a TCP port named `ssh` or `sshd`. UDP 22 is not SSH. A container that declares no
 * port may still listen on it: `nodes/ssh-host-network` looks at commands where that reaches the node.
 */
export const sshContainer = defineRule({
  id: 'nodes/ssh-container',
  title: 'No container offers SSH',
  severity: Severity.MEDIUM,
  fix: 'Remove sshd from the image and the port from the container; use `kubectl exec` or `kubectl debug`.',
  controls: [],
  sources: ['https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: api, ports: [{ containerPort: 22 }] }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: api, ports: [{ containerPort: 8443 }] }] } }',
  subject: podView,
  revisions: [{ since: '1.0', check }],
});

function check(pod: PodView): readonly Outcome[] {
  const { ports, unknown } = tcpPorts(pod);
  const offered = collect(ports, (port) =>
    isSsh(port)
      ? [{ path: `${port.path}.containerPort`, message: `${port.container.label} offers SSH on port ${port.containerPort}` }]
      : NONE,
  );
  return unknown.length === 0 ? offered : [...offered, ...unknown];
}
