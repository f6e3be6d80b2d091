import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { CLUSTER_NAMESPACES } from '../../../kubernetes/namespaces/namespace-view';
import { NONE } from '../../../kubernetes/objects/collect';
import { holdsNamespace } from '../../../kubernetes/pods/pod-index';
import { serviceAccountOf } from '../../../kubernetes/rbac/rbac-binding';
import { bindingsOfSet, judgeSubjects, placeOf } from '../binding-findings';

export const missingSubjectAccount = defineRule({
  id: 'rbac/missing-subject-account',
  title: 'Bindings must grant roles to ServiceAccounts that exist',
  description:
    'The workload that needs the role does not get it, and a user who may create the ServiceAccount gets it for pods of their own. It is a '
    + 'violation if the Namespace of the ServiceAccount is in the input and the ServiceAccount is not. If the Namespace is not in the '
    + 'input, the ServiceAccount can be in the cluster: unknown.\n\n'
    + 'Exempt: `default`, which exists in every namespace, and the accounts of kube-system, kube-public and kube-node-lease, which '
    + 'Kubernetes creates for its controllers.',
  severity: Severity.LOW,
  fix: 'Correct name and namespace of the subject, add the ServiceAccount, or remove the subject.',
  sources: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review'],
  bad:
    '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: reader, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + 'subjects: [{ kind: ServiceAccount, name: reporter }] }',
  good:
    '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: reporter, namespace: payments } }\n'
    + '---\n'
    + '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: reader, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + 'subjects: [{ kind: ServiceAccount, name: reporter }] }',
  subject: bindingsOfSet,
  revisions: [
    {
      since: '1.8',
      check: judgeSubjects((who, binding, { inventory }): readonly Outcome[] => {
        const account = serviceAccountOf(who);
        if (!account || account.name === 'default' || CLUSTER_NAMESPACES.has(account.namespace)) return NONE;
        if (inventory.find('', 'ServiceAccount', account.namespace, account.name)) return NONE;
        const path = `${who.path}.name`;
        const fact =
          `ServiceAccount ${account.namespace}/${account.name}, which has ${binding.roleRef?.name ?? 'a role'} ${placeOf(binding)}, `
          + 'is not in the input';
        return holdsNamespace(inventory, account.namespace)
          ? [{ path, message: `${fact}, though its Namespace is` }]
          : [undecided(path, `${fact}, nor is its Namespace, so it may be elsewhere`)];
      }),
    },
  ],
});
