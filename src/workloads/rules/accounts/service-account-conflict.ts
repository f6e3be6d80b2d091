import { defineRule, undecided } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { isUnset, typeName } from '../../../text/json';

export const serviceAccountConflict = defineRule({
  id: 'workloads/service-account-conflict',
  title: 'serviceAccount and serviceAccountName must not differ',
  description:
    'If the fields differ, `serviceAccountName` wins, and a reader of the deprecated alias `serviceAccount` expects other '
    + 'rights than the pod has. Unset and empty on either side pass.',
  severity: Severity.MEDIUM,
  fix: 'Remove `serviceAccount`, and check that `serviceAccountName` is the account that is meant.',
  sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'],
  bad: examplePod({ spec: 'serviceAccount: api, serviceAccountName: admin' }),
  good: examplePod({ spec: 'serviceAccountName: api' }),
  subject: pods,
  check: ({ spec: { serviceAccount: alias, serviceAccountName: name }, path }) => {
    if (isUnset(alias) || isUnset(name) || alias === '' || name === '' || alias === name) return NONE;
    if (typeof alias !== 'string') return [undecided(`${path}.serviceAccount`, `serviceAccount is ${typeName(alias)}, not a string`)];
    if (typeof name !== 'string') {
      return [undecided(`${path}.serviceAccountName`, `serviceAccountName is ${typeName(name)}, not a string`)];
    }
    return [
      {
        path: `${path}.serviceAccount`,
        message:
          `serviceAccount ${JSON.stringify(alias)} is ignored: the pod runs as ${JSON.stringify(name)}, which serviceAccountName ` + 'says',
      },
    ];
  },
});
