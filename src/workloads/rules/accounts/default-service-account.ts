import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { entriesOf, volumeLabel } from '../../../kubernetes/pods/security/read';
import { asArray, isObject, isUnset, typeName } from '../../../text/json';

export const defaultServiceAccount = defineRule({
  id: 'workloads/default-service-account',
  title: 'Pods that use an API token must not use the default ServiceAccount',
  description:
    'Rights granted to `default` apply to every pod that names no ServiceAccount. A pod uses a token if it sets '
    + '`automountServiceAccountToken: true` or has a projected volume with a token for the API server (a token with an `audience` '
    + 'is for another service).\n\n'
    + 'Unset and empty names mean `default`. A pod that leaves `automountServiceAccountToken` unset is covered by '
    + '`workloads/service-account-token`. Static pods have no ServiceAccount and are exempt.',
  severity: Severity.MEDIUM,
  fix: 'Make a ServiceAccount for the workload and name it in `serviceAccountName`.',
  controls: ['CIS-2.0:5.1.5', 'NSA-CISA:pod-security'],
  sources: [
    'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
  ],
  bad: examplePod({ spec: 'automountServiceAccountToken: true' }),
  good: examplePod({ spec: 'serviceAccountName: api, automountServiceAccountToken: true' }),
  subject: pods,
  check: tokens,
});

const isNone = (name: unknown) => isUnset(name) || name === '';

function tokens({ spec, path, object }: PodView): readonly Outcome[] {
  const name = isNone(spec.serviceAccountName) ? spec.serviceAccount : spec.serviceAccountName;
  if ((!isNone(name) && name !== 'default') || object.origin.hostPath !== undefined) return NONE;
  const outcomes: Outcome[] = [];
  const mount = spec.automountServiceAccountToken;
  if (mount === true) {
    outcomes.push({ path: `${path}.serviceAccountName`, message: 'the pod requests the token of the ServiceAccount "default"' });
  } else if (!isUnset(mount) && mount !== false) {
    outcomes.push(undecided(`${path}.automountServiceAccountToken`, `automountServiceAccountToken is ${typeName(mount)}, not a boolean`));
  }
  for (const [index, volume] of entriesOf(spec.volumes)) {
    if (!isObject(volume.projected)) continue;
    const forServer = asArray(volume.projected.sources).some(
      (source) =>
        isObject(source)
        && isObject(source.serviceAccountToken)
        && (isUnset(source.serviceAccountToken.audience) || source.serviceAccountToken.audience === ''),
    );
    if (forServer) {
      outcomes.push({
        path: `${path}.serviceAccountName`,
        message: `${volumeLabel(volume, index)} holds a token of the service account "default"`,
      });
    }
  }
  return outcomes;
}
