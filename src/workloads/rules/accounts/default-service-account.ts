import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asArray, isObject, typeName } from '../../../text/json';
import { entriesOf, isUnset, volumeLabel } from '../../../kubernetes/pods/security/read';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { pods } from '../pod-security-rule';

/**
 * A pod that wants a token for the API server has an account of its own: what is granted to `default` is granted to every pod that names
 * none.
 *
 * Wanting is `automountServiceAccountToken: true`, or a projected volume with a token for the API server (one with an `audience` is for
 * somebody else). A pod that leaves it open is left to `workloads/service-account-token`. Unset and empty names are `default`. Static pods
 * have no account.
 */
export const defaultServiceAccount = defineRule({
  id: 'workloads/default-service-account',
  title: 'Pods that talk to the API server must have a service account of their own',
  severity: Severity.MEDIUM,
  fix: 'Make a ServiceAccount for the workload and name it in `serviceAccountName`.',
  controls: ['CIS-1.12:5.1.5', 'NSA-CISA:pod-security'],
  sources: [
    'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
  ],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { automountServiceAccountToken: true, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { serviceAccountName: api, automountServiceAccountToken: true, '
    + 'containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  subject: pods,
  revisions: [{ since: '1.0', check: tokens }],
});

const isNone = (name: unknown) => isUnset(name) || name === '';

function tokens({ spec, path, object }: PodView): readonly Outcome[] {
  const name = isNone(spec.serviceAccountName) ? spec.serviceAccount : spec.serviceAccountName;
  if ((!isNone(name) && name !== 'default') || object.origin.hostPath !== undefined) return NONE;
  const outcomes: Outcome[] = [];
  const mount = spec.automountServiceAccountToken;
  if (mount === true) {
    outcomes.push({ path: `${path}.serviceAccountName`, message: 'the pod asks for the token of the service account "default"' });
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
