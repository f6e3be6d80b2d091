import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isUnset } from '../../../text/json';
import { MultiMap } from '../../../text/multi-map';

export const missingServiceAccount = defineRule({
  id: 'workloads/missing-service-account',
  title: 'serviceAccountName must refer to an existing ServiceAccount',
  description:
    'Without the ServiceAccount, no pod is created. If the input has a ServiceAccount of that name in another namespace only, '
    + 'and both set their namespace, it is a violation. Otherwise a ServiceAccount that is not in the input can be in the '
    + 'cluster: unknown.\n\n'
    + '`default` exists in every namespace. Names of a wrong type are covered by `workloads/service-account-token`.',
  severity: Severity.LOW,
  fix: 'Correct `serviceAccountName`, or add the ServiceAccount to the namespace of the pod.',
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  operations: true,
  bad:
    '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: api, namespace: default } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { serviceAccountName: api, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: api, namespace: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { serviceAccountName: api, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  subject: pods,
  check: missing,
});

function missing({ spec, path, namespace, object }: PodView, { inventory }: CheckContext): readonly Outcome[] {
  const named = isUnset(spec.serviceAccountName) || spec.serviceAccountName === '' ? 'serviceAccount' : 'serviceAccountName';
  const name = spec[named];
  if (typeof name !== 'string' || name === '' || name === 'default' || object.origin.hostPath !== undefined) return NONE;
  if (inventory.find('', 'ServiceAccount', namespace, name)) return NONE;
  const elsewhere = object.namespace === undefined ? NONE : namespacesByName(inventory).get(name);
  const place = `${path}.${named}`;
  if (elsewhere.length > 0) {
    return [
      {
        path: place,
        message: `the ServiceAccount ${JSON.stringify(name)} is in the namespace ${elsewhere.join(', ')} of the input, not in ${namespace}`,
      },
    ];
  }
  return [undecided(place, `the ServiceAccount ${JSON.stringify(name)} is not in the input`)];
}

const namespacesByName = fact('namespaces of ServiceAccounts by name', (inventory) => {
  const result = new MultiMap<string, string>();
  for (const { name, namespace } of inventory.byKind('', 'ServiceAccount')) if (namespace !== undefined) result.add(name, namespace);
  return result;
});
