import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { LabelSelector } from '../../../kubernetes/objects/label-selector';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { holdsAllPods } from '../../../kubernetes/pods/pod-index';
import { services, servicesIn, type ServiceView } from '../../../kubernetes/services/service';
import { asArray, asObject, asString } from '../../../text/json';

export const monitorTarget = defineRule({
  id: 'workloads/monitor-target',
  title: 'ServiceMonitors must select an existing Service and port',
  description:
    'Otherwise Prometheus silently measures nothing. Services of the namespace of the ServiceMonitor count, or those of the '
    + 'namespaces in `namespaceSelector`. It is a violation if those Namespaces are in the input and contain no custom kind whose '
    + 'operator can create Services; otherwise, and with `any: true`, unknown. Endpoints with `targetPort` are not checked.',
  severity: Severity.LOW,
  fix: 'Correct the selector to the labels of the Service (not of its pods), and the port to the name of one of its ports.',
  sources: ['https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: { name: api, namespace: payments }, '
    + 'spec: { selector: { matchLabels: { app: api } }, endpoints: [{ port: metrics }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Service, metadata: { name: api, namespace: payments, labels: { app: api } }, '
    + 'spec: { selector: { app: api }, ports: [{ name: http, port: 80 }] } }\n',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: { name: api, namespace: payments }, '
    + 'spec: { selector: { matchLabels: { app: api } }, endpoints: [{ port: http }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Service, metadata: { name: api, namespace: payments, labels: { app: api } }, '
    + 'spec: { selector: { app: api }, ports: [{ name: http, port: 80 }] } }\n',
  operations: true,
  subject: objectsOfKind('monitoring.coreos.com/ServiceMonitor'),
  check: requireTarget,
});

function requireTarget(object: KubeObject, { inventory }: CheckContext): Outcome[] {
  const spec = asObject(object.json.spec);
  const selector = LabelSelector.of(spec.selector);
  if (selector.invalid !== undefined) return [undecided('spec.selector', selector.invalid)];
  const { any, matchNames } = asObject(spec.namespaceSelector);
  const named = asArray(matchNames).filter((name): name is string => typeof name === 'string');
  const namespaces = named.length > 0 ? named : [namespaceOf(object)];
  const selected = (any === true ? services(inventory) : namespaces.flatMap((name) => servicesIn(inventory, name))).filter((service) =>
    selector.matches(service.object.labels),
  );
  const faults =
    selected.length > 0 ? portFaults(spec.endpoints, selected) : [{ path: 'spec.selector', message: 'the selector selects no Service' }];
  if (faults.length === 0 || (any !== true && namespaces.every((name) => holdsAllPods(inventory, name)))) return faults;
  return faults.map(({ path, message }) => undecided(path, `${message} of the input, but it may be elsewhere`));
}

function portFaults(endpoints: unknown, selected: readonly ServiceView[]): Outcome[] {
  return asArray(endpoints).flatMap((endpoint, index) => {
    const port = asString(asObject(endpoint).port);
    if (
      port === undefined
      || port === ''
      || selected.some(({ ports, faults }) => faults.length > 0 || ports.some(({ name }) => name === port))
    ) {
      return [];
    }
    return [{ path: `spec.endpoints[${index}].port`, message: `the port ${JSON.stringify(port)} is on no selected Service` }];
  });
}
