import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { rbacView, type BindingView } from '../../../kubernetes/rbac/rbac';
import { bindingsOfSet, describeSubject, isDefaultGrant, judgeBinding, placeOf } from '../binding-findings';
import { powersOf } from '../../role-findings';

/**
 * Nobody is given one of Kubernetes' own wide roles (`admin`, `edit`, `system:node`, …) without a reason: what they grant stands in no
 * manifest, so no other rule sees it.
 *
 * Allowed: built-in roles without a powerful right (`view`), a reason annotated on the binding, and what the API server binds itself.
 * `cluster-admin` is looked at by `rbac/cluster-admin-binding`.
 */
export const builtInRoleBinding = defineRule({
  id: 'rbac/built-in-role-binding',
  title: 'Bindings of wide built-in roles must have a stated reason',
  severity: Severity.HIGH,
  fix:
    'Bind a role that names the rights that are needed, or say why it takes the built-in one in the annotation `cdk8s-hardened/reason` '
    + 'of the binding.',
  controls: ['NSA-CISA:authentication-and-authorization'],
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: developers, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'developers' }] }",
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: developers, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'developers' }] }",
  subject: bindingsOfSet,
  revisions: [{ since: '1.8', check: judgeBinding(wideBuiltIn) }],
});

function wideBuiltIn(binding: BindingView, { inventory }: CheckContext): readonly Outcome[] {
  const { role } = binding;
  if (!role || binding.reason !== undefined || (role.name === 'cluster-admin' && role.kind === 'ClusterRole')) return NONE;
  const fromKubernetes = [role, ...rbacView(inventory).members(role)].filter(({ object, builtIn }) => !object || builtIn);
  if (fromKubernetes.length === 0) return NONE;
  const powers = powersOf(
    fromKubernetes.flatMap(({ rules }) => rules),
    role.kind === 'Role',
  );
  if (powers.length === 0) return NONE;
  return binding.subjects
    .filter((who) => !isDefaultGrant(binding, who))
    .map((who) => ({
      path: who.path,
      message: `${describeSubject(who)} has ${role.name} ${placeOf(binding)}, to which Kubernetes gives ${powers.join(', ')}`,
    }));
}
