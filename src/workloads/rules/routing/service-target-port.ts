import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import type { KubeObject } from '../../../kubernetes/objects/object';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { portNameFault } from '../../../kubernetes/services/port-name';
import { serviceView, type ServicePortView } from '../../../kubernetes/services/service';
import { containerPorts, isLasting } from '../containers';
import { podsOfService } from './service-pods';

/**
 * What a Service sends to is a port of the pods that it selects.
 *
 * A name is looked up in main containers and sidecars, protocol included; without it the Service has no endpoint for that port. A number,
 * the Service's own where `targetPort` is unset, needs no declaration: it counts as a slip when every selected pod declares ports of that
 * protocol and none declares it. Enough when one pod has the port, since a Service may span workloads that offer different ones. Pods that
 * are not in the set are not judged. A name or number that the API server refuses is a violation whatever is selected.
 */
export const serviceTargetPort = defineRule({
  id: 'workloads/service-target-port',
  title: 'Services must send to ports that their pods have',
  severity: Severity.LOW,
  fix: 'Set `targetPort` to the name or number of a port of the pods that the Service selects.',
  controls: [],
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
  revisions: [{ since: '1.0', check: judge }],
});

function judge(object: KubeObject, { inventory }: CheckContext): Outcome[] {
  const service = serviceView(object);
  if (service.faults.length > 0) return service.faults.map(({ path, message }) => undecided(path, message));
  const pods = podsOfService(inventory, service);
  return service.ports.flatMap((port) => {
    const fault = targetFault(port.target);
    if (!fault && (pods.length === 0 || pods.some((pod) => offers(pod, port)))) return [];
    const path = `${port.path}.targetPort`;
    if (fault) return [{ path, message: `${fault}, so the API server refuses the Service` }];
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
    return Number.isInteger(target) && target >= 1 && target <= 65535 ? undefined : `${target} is no port number`;
  }
  const fault = portNameFault(target);
  return fault && `the name ${JSON.stringify(target)} ${fault}`;
}

/** Where a pod declares no port of the protocol, it may listen on any number. */
function offers({ containers }: PodView, { target, protocol }: ServicePortView): boolean {
  let declares = false;
  for (const container of containers) {
    if (!isLasting(container)) continue;
    for (const port of containerPorts(container)) {
      if (port.protocol !== protocol) continue;
      if ((typeof target === 'string' ? port.name : port.port) === target) return true;
      declares = true;
    }
  }
  return !declares && typeof target === 'number';
}
