import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import type { BindingView } from '../../../kubernetes/rbac/rbac';
import { serviceAccountOf } from '../../../kubernetes/rbac/rbac-binding';
import { bindingsOfSet, describeSubject, isDefaultGrant, judgeSubjects } from '../binding-findings';

export const crossNamespaceSubject = defineRule({
  id: 'rbac/cross-namespace-subject',
  title: 'RoleBindings that grant roles to ServiceAccounts of other namespaces must state a reason',
  description:
    'A user who can run a pod in the other namespace gets the rights in this one.\n\n'
    + 'Accepted: bindings that the API server creates itself, and reading the configuration for aggregated API servers '
    + '(`extension-apiserver-authentication-reader` in `kube-system`). ClusterRoleBindings are covered by `rbac/cluster-scope`.',
  severity: Severity.LOW,
  takesReason: true,
  fix: 'Bind a ServiceAccount of the namespace itself, or say why another one needs the role.',
  controls: ['NSA-CISA:authentication-and-authorization'],
  sources: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: deployer, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + 'subjects: [{ kind: ServiceAccount, name: runner, namespace: build }] }',
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: deployer, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + 'subjects: [{ kind: ServiceAccount, name: runner, namespace: payments }] }',
  subject: bindingsOfSet,
  revisions: [
    {
      since: '1.8',
      check: judgeSubjects((who, binding) => {
        if (binding.kind === 'ClusterRoleBinding' || (serviceAccountOf(who)?.namespace ?? binding.namespace) === binding.namespace) {
          return NONE;
        }
        if (isApiServerConfiguration(binding) || isDefaultGrant(binding, who)) return NONE;
        return [
          {
            path: who.path,
            message:
              `${describeSubject(who)} of another namespace has ${binding.roleRef?.name ?? 'a role'} in namespace ` + binding.namespace,
          },
        ];
      }),
    },
  ],
});

function isApiServerConfiguration({ namespace, roleRef }: BindingView): boolean {
  return namespace === 'kube-system' && roleRef?.kind === 'Role' && roleRef.name === 'extension-apiserver-authentication-reader';
}
