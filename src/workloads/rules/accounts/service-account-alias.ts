import { defineRule, undecided } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { isUnset, typeName } from '../../../text/json';

export const serviceAccountAlias = defineRule({
  id: 'workloads/service-account-alias',
  title: 'Pods must use serviceAccountName instead of the deprecated serviceAccount',
  description:
    'The alias passes if both fields have the same value, as the API server returns them. Different values are covered by '
    + '`workloads/service-account-conflict`.',
  severity: Severity.LOW,
  fix: 'Rename `serviceAccount` to `serviceAccountName`.',
  sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'],
  operations: true,
  bad: examplePod({ spec: 'serviceAccount: api' }),
  good: examplePod({ spec: 'serviceAccountName: api' }),
  subject: pods,
  check: ({ spec: { serviceAccount: alias, serviceAccountName: name }, path }) => {
    if (isUnset(alias) || alias === '' || (!isUnset(name) && name !== '')) return NONE;
    if (typeof alias !== 'string') return [undecided(`${path}.serviceAccount`, `serviceAccount is ${typeName(alias)}, not a string`)];
    return [
      {
        path: `${path}.serviceAccount`,
        message: `the pod names its service account ${JSON.stringify(alias)} in the deprecated field serviceAccount`,
      },
    ];
  },
});
