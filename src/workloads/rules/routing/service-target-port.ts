import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { containerPorts, namedPort } from '../../../kubernetes/pods/container-ports';
import { isLasting } from '../../../kubernetes/pods/lifetime';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { portNameFault } from '../../../kubernetes/services/port-name';
import { serviceView, type ServicePortView } from '../../../kubernetes/services/service';
import { podsOfService } from '../../../kubernetes/services/service-pods';

export const serviceTargetPort = defineRule({
  id: 'workloads/service-target-port',
  title: 'The targetPort of a Service must match a port of its pods',
  description:
    'A port name is looked up in main containers and sidecars, with its protocol: without it the Service has no endpoint for '
    + 'that port. A number (the port of the Service itself if `targetPort` is unset) needs no declaration, but it is a violation '
    + 'if every selected pod declares ports of that protocol and none declares this one. One matching pod is sufficient, since a '
    + 'Service can span several workloads.\n\n'
    + 'A name or number that the API server rejects is always a violation. Pods that are not in the input are not checked.',
  severity: Severity.LOW,
  fix: 'Set `targetPort` to the name or number of a port of the pods that the Service selects.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  bad:
    '\n{ apiVersion: v1, kind: Service, metadata: { name: api }, '
    + 'spec: { selector: { app: api }, ports: [{ port: 80, targetPort: web }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, ports: [{ name: http, containerPort: 8080 }] }] } }\n',
  good:
    '\n{ apiVersion: v1, kind: Service, metadata: { name: api }, '
    + 'spec: { selector: { app: api }, ports: [{ port: 80, targetPort: http }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, ports: [{ name: http, containerPort: 8080 }] }] } }\n',
  operations: true,
  subject: objectsOfKind('/Service'),
  check: requireTargetPorts,
});

function requireTargetPorts(object: KubeObject, { inventory }: CheckContext): Outcome[] {
  const service = serviceView(object);
  if (service.faults.length > 0) return service.faults.map(({ path, message }) => undecided(path, message));
  const pods = podsOfService(inventory, service);
  return service.ports.flatMap((port) => {
    const fault = targetFault(port.target);
    if (!fault && (pods.length === 0 || pods.some((pod) => offers(pod, port)))) return [];
    const path = `${port.path}.targetPort`;
    if (fault) return [{ path, message: `${fault}, so the API server rejects the Service` }];
    return [
      {
        path,
        message:
          `it sends to ${port.protocol} port ${JSON.stringify(port.target)}, which no pod that it selects `
          + `${typeof port.target === 'string' ? 'has' : 'declares'}`,
      },
    ];
  });
}

function targetFault(target: string | number): string | undefined {
  if (typeof target === 'number') {
    return Number.isInteger(target) && target >= 1 && target <= 65535 ? undefined : `${target} is not a port number`;
  }
  const fault = portNameFault(target);
  return fault && `the name ${JSON.stringify(target)} ${fault}`;
}

/** Where a pod declares no port of the protocol, it may listen on any number. */
function offers(pod: PodView, { target, protocol }: ServicePortView): boolean {
  if (typeof target === 'string') return namedPort(pod, target, protocol) !== undefined;
  const declared = pod.containers
    .filter(isLasting)
    .flatMap(containerPorts)
    .filter((port) => port.protocol === protocol);
  return declared.length === 0 || declared.some(({ port }) => port === target);
}
