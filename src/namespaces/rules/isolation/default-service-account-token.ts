import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asString, typeName } from '../../../text/json';
import { governedNamespaces, usersOfKind } from '../namespace-subjects';

export const defaultServiceAccountToken = defineRule({
  id: 'namespaces/default-service-account-token',
  title: 'The default ServiceAccount must set automountServiceAccountToken: false',
  description:
    'Otherwise each pod that names no ServiceAccount gets a token for the API server. If the ServiceAccount is not in the '
    + 'input, Kubernetes creates it with the default, so a Namespace in the input without it is a violation. For a Namespace that '
    + 'is not in the input, the result is unknown if a pod uses the account.',
  severity: Severity.MEDIUM,
  fix:
    'Add the ServiceAccount default to the namespace with automountServiceAccountToken: false; give pods that need the API an account '
    + 'of their own.',
  controls: ['CIS-2.0:5.1.5', 'CIS-2.0:5.1.6'],
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting'],
  bad: '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: default, namespace: payments } }',
  good: '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: default, namespace: payments }, automountServiceAccountToken: false }',
  subject: {
    name: 'namespaces and their service accounts named default',
    select: (context) => {
      const accounts = context.inventory
        .byKind('', 'ServiceAccount')
        .filter(({ name }) => name === 'default')
        .map((object) => ({ value: object, object }));
      const without = governedNamespaces
        .select(context)
        .filter(({ value }) => !usersOfKind(value, 'ServiceAccount').some(({ name }) => name === 'default'));
      return [...accounts, ...without];
    },
  },
  revisions: [
    { since: '1.6', check: (subject: KubeObject | NamespaceView) => ('users' in subject ? checkAbsent(subject) : checkAccount(subject)) },
  ],
});

function checkAccount({ json }: KubeObject): readonly Outcome[] {
  const value = json.automountServiceAccountToken ?? undefined;
  const path = 'automountServiceAccountToken';
  if (value === false) return NONE;
  if (value === undefined || value === true) {
    return [
      {
        path,
        message:
          'the service account default hands its token to pods (automountServiceAccountToken is ' + `${value === true ? 'true' : 'unset'})`,
      },
    ];
  }
  return [undecided(path, `automountServiceAccountToken is ${typeName(value)}, not a boolean, so the API server rejects the account`)];
}

function checkAbsent({ name, objects, label, pods }: NamespaceView): readonly Outcome[] {
  if (objects.length > 0) {
    return [
      {
        path: '',
        message: `the service account default of ${label} is not in the input, so the cluster makes one that hands its token to pods`,
      },
    ];
  }
  const pod = pods.find(reliesOnDefault);
  return pod
    ? [
        {
          ...undecided(
            `${pod.path}.serviceAccountName`,
            `the pod runs as the service account default of ${label}, which is not in the input`,
          ),
          object: pod.object,
          cause: { of: `no ServiceAccount ${name}/default`, within: 'run' },
        },
      ]
    : NONE;
}

function reliesOnDefault({ spec }: PodView): boolean {
  const account = asString(spec.serviceAccountName) || asString(spec.serviceAccount) || 'default';
  return account === 'default' && spec.automountServiceAccountToken !== false;
}
