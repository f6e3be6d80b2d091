import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { services, serviceView, type ServiceView } from '../../../kubernetes/services/service';
import { asObject, stringMap } from '../../../text/json';

export const serviceSelectorOverlap = defineRule({
  id: 'workloads/service-selector-overlap',
  title: 'Services with the same selector must differ in type or ports',
  description:
    'A second Service for the same pods, of the same type and with a port of the same number, is usually one that was copied and whose '
    + 'selector was left as it was: traffic for one workload then reaches another. The finding is on all but the first one.\n\n'
    + 'Accepted: a headless Service (`clusterIP: None`) with the same selector as another, one of another type, one with other ports, and '
    + 'Services without a selector. Of objects that are in the input twice, as in the variants of an overlay, one counts.',
  severity: Severity.LOW,
  fix: 'Correct the selector of the Service, or remove the Service.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],
  bad: `${example('api')}\n---\n${example('web')}`,
  good: `${example('api')}\n---\n${example('api-peers', 'clusterIP: None, ')}`,
  operations: true,
  subject: objectsOfKind('/Service'),
  check: forbidTwin,
});

function example(name: string, more = ''): string {
  const spec = `{ ${more}selector: { app: api }, ports: [{ port: 80 }] }`;
  return `{ apiVersion: v1, kind: Service, metadata: { name: ${name}, namespace: shop }, spec: ${spec} }`;
}

/** By pods, type and port: the Service that comes first. */
const firsts = fact('Services by selector, type and port', (inventory) => {
  const found = new Map<string, ServiceView>();
  for (const service of services(inventory)) {
    for (const key of keysOf(service)) if (!found.has(key)) found.set(key, service);
  }
  return found;
});

function keysOf({ object, selector, ports, faults }: ServiceView): readonly string[] {
  if (selector === undefined || faults.length > 0) return NONE;
  const { selector: written, type = 'ClusterIP', clusterIP, ipFamilies, loadBalancerClass } = asObject(object.json.spec);
  // What kind of load balancer it is, for inside or for outside, is said by annotations.
  const balancer = type === 'LoadBalancer' ? [loadBalancerClass, Object.entries(object.annotations).sort()] : [];
  const labels = Object.entries(stringMap(written)).sort();
  const pods = [namespaceOf(object), clusterIP === 'None' ? 'headless' : type, labels, ipFamilies, balancer];
  return ports.map(({ port, protocol }) => JSON.stringify([...pods, port, protocol]));
}

function forbidTwin(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const first = keysOf(serviceView(object))
    .map((key) => firsts(inventory).get(key)!)
    .find((service) => service.object.name !== object.name);
  if (first === undefined) return NONE;
  return [
    {
      path: 'spec.selector',
      message: `the Service ${first.object.name} leads to the same pods by the same port`,
      related: [{ object: first.object, path: 'spec.selector', what: 'the other Service' }],
    },
  ];
}
