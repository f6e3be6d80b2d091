import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { sshServicePorts } from './service-ports';

/**
 * No Service offers SSH.
 *
 * A TCP port counts as SSH when its port, target port or node port is 22, when it or its target is named `ssh` or `sshd`, when a pod that
 * the selector selects has 22 under the target's name, or, for a Service without selector, when its endpoints are on 22. Whether the world
 * can reach it is `nodes/ssh-world-range`.
 */
export const sshInService = defineRule({
  id: 'nodes/ssh-in-service',
  title: 'No Service offers SSH',
  severity: Severity.HIGH,
  fix: 'Remove the port from the Service; reach nodes through the bastion and containers through `kubectl exec`.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  bad:
    '{ apiVersion: v1, kind: Service, metadata: { name: api }, '
    + 'spec: { type: NodePort, selector: { app: api }, ports: [{ port: 2022, targetPort: 22 }] } }',
  good:
    '{ apiVersion: v1, kind: Service, metadata: { name: api }, '
    + 'spec: { selector: { app: api }, ports: [{ port: 443, targetPort: 8443 }] } }',
  subject: objectsOfKind('/Service'),
  revisions: [{ since: '1.0', check }],
});

function check(service: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const { ports, unknown } = sshServicePorts(service, inventory);
  return ports.length === 0
    ? unknown
    : [...ports.map(({ path, label, because }) => ({ path, message: `port ${label} offers SSH: ${because}` })), ...unknown];
}
