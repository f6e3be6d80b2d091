import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { holdsAllPods } from '../../../kubernetes/pods/pod-index';
import { serviceView } from '../../../kubernetes/services/service';
import { podsOfService } from '../../../kubernetes/services/service-pods';

export const serviceWithoutPods = defineRule({
  id: 'workloads/service-without-pods',
  title: 'Service selectors must match at least one pod',
  description:
    'A pod or pod template of the same namespace must match. It is a violation if the Namespace is in the input and neither a '
    + 'custom kind nor a pod in it can create pods; otherwise unknown.\n\n'
    + 'A Service without a selector or of type ExternalName selects no pod on purpose. Labels that controllers set, such as '
    + '`statefulset.kubernetes.io/pod-name`, are assumed to match.',
  severity: Severity.LOW,
  fix: 'Correct the selector to the labels of the pod template, or remove the Service.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Service, metadata: { name: api, namespace: payments }, '
    + 'spec: { selector: { app: apy }, ports: [{ port: 80 }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments, labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }\n',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Service, metadata: { name: api, namespace: payments }, '
    + 'spec: { selector: { app: api }, ports: [{ port: 80 }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments, labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }\n',
  operations: true,
  subject: objectsOfKind('/Service'),
  check: requirePods,
});

function requirePods(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const service = serviceView(object);
  const path = 'spec.selector';
  const fault = service.faults.find((found) => path.startsWith(found.path));
  if (fault) return [undecided(fault.path, fault.message)];
  if (!service.selector || podsOfService(inventory, service).length > 0) return NONE;
  if (holdsAllPods(inventory, service.namespace)) return [{ path, message: 'the selector selects no pod' }];
  return [undecided(path, 'the selector selects no pod of the input, but the pods may be elsewhere')];
}
