import type { AnyRule } from '../../../engine/rule';
import { defineRule } from '../../../engine/rule';
import { NONE } from '../../../kubernetes/objects/collect';
import { POWERFUL_GRANTS, takesReason } from '../../powerful-grants';
import type { PowerfulGrant, PowerfulPermissions } from '../../powers/power';
import { grantedOf, judgeRules, powerOf, rolesOfSet, type Granted } from '../../role-findings';

/** One rule for each right that reaches further than it looks. */
export const powerfulGrantRules: readonly AnyRule[] = POWERFUL_GRANTS.map((grant) =>
  defineRule({
    id: `rbac/${grant.id}`,
    title: grant.title,
    description: describeGrant(grant),
    severity: grant.severity,
    takesReason: takesReason(grant),
    fix:
      `${grant.instead === undefined ? '' : `${grant.instead} `}`
      + `Take the grant out of the role, or ${takesReason(grant) ? 'say why it is needed' : 'accept it with a waiver'}.`,
    controls: [...(grant.controls ?? []), 'NSA-CISA:authentication-and-authorization'],
    sources: grant.sources,
    bad: example(grant.permissions[0]!),
    good: example({ group: '', resources: ['resourcequotas'], verbs: ['get'] }),
    subject: rolesOfSet,
    revisions: revisionsOf(grant),
  }),
);

function revisionsOf(grant: PowerfulGrant) {
  const ends = [...new Set(grant.permissions.flatMap(({ until }) => until ?? []))];
  return [
    { since: '1.8', check: forbid(grant, grant.permissions) },
    ...ends.map((since) => ({
      since,
      check: forbid(
        grant,
        grant.permissions.filter(({ until }) => until !== since),
      ),
    })),
  ];
}

function forbid(grant: PowerfulGrant, permissions: readonly PowerfulPermissions[]) {
  const say = (granted: Granted) => ({
    path: granted.path,
    message: `${granted.text}, which lets its holder ${powerOf(granted, grant)}`,
  });
  return judgeRules((rule, role) => {
    const granted = grantedOf(rule, permissions, role.kind === 'Role');
    return granted.length === 0 ? NONE : granted.map(say);
  });
}

function describeGrant({ power, note }: PowerfulGrant): string {
  return [
    `A subject with this right can ${power}.`,
    ...(note === undefined ? [] : [note]),
    'A wildcard that includes the right counts as the right. The roles of Kubernetes itself pass.',
  ].join('\n\n');
}

function example({ group, resources, verbs }: Pick<PowerfulPermissions, 'group' | 'resources' | 'verbs'>): string {
  return (
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: example }, '
    + `rules: [{ apiGroups: ['${group}'], resources: [${resources[0]}], verbs: [${verbs[0]}] }] }`
  );
}
