import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { holdsAllPods } from '../../../kubernetes/pods/pod-index';
import { serviceView } from '../../../kubernetes/services/service';
import { backendsOf } from './backends';

export const routeBackend = defineRule({
  id: 'workloads/route-backend',
  title: 'Ingress and Gateway API backends must refer to an existing Service and port',
  description:
    'A port is looked up in the ports of the Service, by number or name. A Service that is not in the input is a violation if '
    + 'its Namespace is in the input and contains no custom kind whose operator can create Services; otherwise unknown. A backend '
    + 'without a name or port, which the API server rejects, is unknown. Backends of other kinds are not checked.',
  severity: Severity.LOW,
  fix: 'Name a Service of the namespace, and one of its ports.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
    'https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional',
  ],
  bad:
    '\n{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: api }, '
    + 'spec: { defaultBackend: { service: { name: api, port: { number: 8080 } } } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Service, metadata: { name: api }, spec: { selector: { app: api }, ports: [{ port: 80 }] } }\n',
  good:
    '\n{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: api }, '
    + 'spec: { defaultBackend: { service: { name: api, port: { number: 80 } } } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Service, metadata: { name: api }, spec: { selector: { app: api }, ports: [{ port: 80 }] } }\n',
  operations: true,
  subject: objectsOfKind(
    'networking.k8s.io/Ingress',
    'gateway.networking.k8s.io/HTTPRoute',
    'gateway.networking.k8s.io/GRPCRoute',
    'gateway.networking.k8s.io/TLSRoute',
    'gateway.networking.k8s.io/TCPRoute',
    'gateway.networking.k8s.io/UDPRoute',
  ),
  revisions: [{ since: '1.19', check: requireBackends }],
});

function requireBackends(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  return backendsOf(object).flatMap((backend) => {
    const { namespace, name, port, path } = backend;
    if (name === undefined) return [undecided(path, 'the backend names no Service, so the API server rejects it')];
    if (port === undefined) return [undecided(path, `the backend names no port of Service ${name}, so the API server rejects it`)];
    const service = inventory.find('', 'Service', namespace, name);
    if (service) return portFault(service, name, port, path);
    const fact = `it leads to Service ${name}, which is not in the input`;
    return [holdsAllPods(inventory, namespace) ? { path, message: fact } : undecided(path, fact)];
  });
}

function portFault(service: KubeObject, name: string, port: string | number, path: string): readonly Outcome[] {
  const { ports, faults } = serviceView(service);
  if (faults.length > 0 || ports.length === 0) return NONE;
  if (ports.some((entry) => (typeof port === 'string' ? entry.name === port : entry.port === port))) return NONE;
  return [
    {
      path,
      message: `it leads to port ${JSON.stringify(port)} of Service ${name}, which has ${ports.map((entry) => entry.port).join(', ')}`,
    },
  ];
}
