import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { sshServicePorts } from './service-ports';

export const sshInService = defineRule({
  id: 'nodes/ssh-in-service',
  title: 'Services must not expose SSH',
  description:
    'A TCP port counts as SSH if its port, target port or node port is 22; if it or its target has `ssh`, `sshd` or `sftp` in its '
    + 'name; if it leads to a container that runs an SSH server; if a selected pod has port 22 under the name of the target; or, for a '
    + 'Service without a selector, if its endpoints use port 22. Whether the internet can reach it is covered by '
    + '`nodes/ssh-world-range`.\n\n'
    + 'Unknown: a target port of 2222, where most SSH servers in containers listen, when no pod of the input says by the name of the port '
    + 'that it is something else.',
  severity: Severity.HIGH,
  fix: 'Remove the port from the Service; reach nodes through the bastion and containers through `kubectl exec`.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  bad:
    '{ apiVersion: v1, kind: Service, metadata: { name: api }, '
    + 'spec: { type: NodePort, selector: { app: api }, ports: [{ port: 2022, targetPort: 22 }] } }',
  good:
    '{ apiVersion: v1, kind: Service, metadata: { name: api }, '
    + 'spec: { selector: { app: api }, ports: [{ port: 443, targetPort: 8443 }] } }',
  subject: objectsOfKind('/Service'),
  check: forbidSshPorts,
});

function forbidSshPorts(service: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const { ports, unknown } = sshServicePorts(service, inventory);
  return ports.length === 0
    ? unknown
    : [...ports.map(({ path, label, because }) => ({ path, message: `port ${label} offers SSH: ${because}` })), ...unknown];
}
