import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { ContainerPort } from '../../../kubernetes/pods/container-ports';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isSsh, SSH_PORT, tcpPorts } from './container-ports';

export const sshHostPort = defineRule({
  id: 'nodes/ssh-host-port',
  title: 'Containers must not use hostPort 22 or expose SSH on a hostPort',
  description: 'Traffic to a host port is forwarded to the pod and bypasses the firewall in front of sshd of the node.',
  severity: Severity.HIGH,
  fix: 'Remove the `hostPort`.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/overview/'],
  bad: examplePod({ container: 'ports: [{ containerPort: 2022, hostPort: 22 }]', image: 'api' }),
  good: examplePod({ container: 'ports: [{ containerPort: 8443, hostPort: 8443 }]', image: 'api' }),
  subject: everyPod,
  check: forbidSshPorts,
});

function forbidSshPorts(pod: PodView): readonly Outcome[] {
  const { ports, unknown } = tcpPorts(pod);
  const exposed = collect(ports, expose);
  return unknown.length === 0 ? exposed : [...exposed, ...unknown];
}

function expose(declared: ContainerPort): readonly Outcome[] {
  const { container, path, port, hostPort } = declared;
  if (hostPort === SSH_PORT) return [{ path: `${path}.hostPort`, message: `${container.label} takes port 22 of the node` }];
  if (hostPort === undefined || !isSsh(declared)) return NONE;
  return [{ path: `${path}.hostPort`, message: `${container.label} offers SSH (port ${port}) on port ${hostPort} of the node` }];
}
