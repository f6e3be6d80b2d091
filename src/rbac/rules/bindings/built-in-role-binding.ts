import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import { rbacView, type BindingView, type RoleView } from '../../../kubernetes/rbac/rbac';
import { POWERFUL_GRANTS } from '../../powerful-grants';
import { powersOf } from '../../role-findings';
import { bindingsOfSet, describeSubject, isDefaultGrant, judgeBinding, placeOf } from '../binding-findings';

export const builtInRoleBinding = defineRule({
  id: 'rbac/built-in-role-binding',
  title: 'Bindings that grant powerful built-in roles such as admin or edit must state a reason',
  description:
    'The rules of a built-in role (`admin`, `edit`, `system:node`, …) are in no manifest, so no other rule checks them.\n\n'
    + 'Accepted: built-in roles without a powerful right (`view`), and the bindings that the API server creates itself. '
    + '`cluster-admin` is covered by `rbac/cluster-admin-binding`.',
  severity: Severity.HIGH,
  takesReason: true,
  fix: 'Bind a role that names the rights that are needed, or say why it takes the built-in one.',
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
  if (!role || (role.name === 'cluster-admin' && role.kind === 'ClusterRole')) return NONE;
  const given = role.kind === 'Role' ? builtInPowers(role) : powersTaken(inventory)(role);
  const powers = POWERFUL_GRANTS.map(({ id }) => id).filter((id) => given.has(id));
  if (powers.length === 0) return NONE;
  return binding.subjects
    .filter((who) => !isDefaultGrant(binding, who))
    .map((who) => ({
      path: who.path,
      message: `${describeSubject(who)} has ${role.name} ${placeOf(binding)}, to which Kubernetes gives ${powers.join(', ')}`,
    }));
}

/** What Kubernetes itself gives to a role. */
function builtInPowers({ object, builtIn, rules, kind }: RoleView): ReadonlySet<string> {
  return new Set(!object || builtIn ? powersOf(rules, kind === 'Role') : NONE);
}

/** The same with what a ClusterRole takes over from others. */
const powersTaken = fact('powers of built-in roles', (inventory) => rbacView(inventory).gathered(builtInPowers));
