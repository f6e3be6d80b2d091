import { listOption } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods, subject } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { fillServiceAccountToken } from '../../../kubernetes/pods/fill/service-account-token';
import { serviceAccountOf } from '../../../kubernetes/pods/pod-account';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isUnset, typeName } from '../../../text/json';

export const serviceAccountToken = defineRule({
  id: 'workloads/service-account-token',
  title: 'Pods must not automount a service account token (automountServiceAccountToken: false)',
  description:
    'The field of the pod decides; if it is unset, the field of its ServiceAccount; if both are unset, the token is mounted. A '
    + 'ServiceAccount that is not in the input is unknown, except `default` of a Namespace in the input: Kubernetes creates it, '
    + 'and its pods get a token. Static pods have no token and are exempt.',
  severity: Severity.MEDIUM,
  fix:
    'Set `automountServiceAccountToken: false` on the pod, or on its ServiceAccount; waive the rule for pods that talk to the API '
    + 'server.',
  controls: ['CIS-2.0:5.1.6', 'NSA-CISA:pod-security'],
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting'],
  bad: examplePod({ spec: 'automountServiceAccountToken: true' }),
  good: examplePod({ spec: 'automountServiceAccountToken: false' }),
  fixable: [fillServiceAccountToken],
  subject: subject('pods that are not static', (context) =>
    pods.select(context).filter(({ value }) => value.object.origin.hostPath === undefined),
  ),
  options: {
    exempt: listOption('ServiceAccounts whose pods call the API server, and may have a token, as `namespace/name`.', []),
  },
  check: (pod, context, { exempt }) => mounted(pod, context, exempt),
});

function mounted(pod: PodView, { inventory }: CheckContext, exempt: readonly string[]): readonly Outcome[] {
  const path = `${pod.path}.automountServiceAccountToken`;
  const own = pod.spec.automountServiceAccountToken;
  if (own === false || (exempt.length > 0 && exempt.includes(`${pod.namespace}/${serviceAccountOf(pod) ?? ''}`))) return NONE;
  if (own === true) return [{ path, message: 'the pod requests a ServiceAccount token' }];
  if (!isUnset(own)) return [undecided(path, `automountServiceAccountToken is ${typeName(own)}, not a boolean`)];
  const name = serviceAccountOf(pod);
  if (name === undefined) return [undecided(`${pod.path}.serviceAccountName`, 'the name of the ServiceAccount is not a string')];
  const account = inventory.find('', 'ServiceAccount', pod.namespace, name);
  if (account) {
    const theirs = account.json.automountServiceAccountToken;
    if (theirs === false) return NONE;
    if (isUnset(theirs) || theirs === true) {
      return [{ path, message: `neither the pod nor its ServiceAccount ${JSON.stringify(name)} sets automountServiceAccountToken: false` }];
    }
    return [
      undecided(path, `automountServiceAccountToken of the ServiceAccount ${JSON.stringify(name)} is ${typeName(theirs)}, not a boolean`),
    ];
  }
  if (name === 'default' && inventory.find('', 'Namespace', '', pod.namespace)) {
    return [{ path, message: 'the pod does not rule out mounting the token of the ServiceAccount "default", which Kubernetes makes' }];
  }
  return [
    {
      ...undecided(path, `the pod leaves mounting a token to its ServiceAccount ${JSON.stringify(name)}, which is not in the input`),
      cause: { of: `no ServiceAccount ${pod.namespace}/${name}`, within: 'run' },
    },
  ];
}
