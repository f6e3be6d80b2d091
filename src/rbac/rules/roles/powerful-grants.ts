import type { AnyRule } from '../../../engine/rule';
import { defineRule } from '../../../engine/rule';
import { REASON_ANNOTATION } from '../../../kubernetes/objects/annotations';
import { NONE } from '../../../kubernetes/objects/collect';
import { POWERFUL_GRANTS } from '../../powerful-grants';
import type { PowerfulGrant, PowerfulPermissions } from '../../powers/power';
import { grantedOf, judgeRules, powerOf, rolesOfSet, type Granted } from '../../role-findings';

/** One rule for each right that reaches further than it looks. */
export const powerfulGrantRules: readonly AnyRule[] = POWERFUL_GRANTS.map((grant) =>
  defineRule({
    id: `rbac/${grant.id}`,
    title: grant.title,
    description: describeGrant(grant),
    severity: grant.severity,
    fix:
      `${grant.instead === undefined ? '' : `${grant.instead} `}`
      + `Take the grant out of the role, or say why it is needed in the annotation \`${REASON_ANNOTATION}\` of the role.`,
    controls: [...(grant.controls ?? []), 'NSA-CISA:authentication-and-authorization'],
    sources: grant.sources,
    bad: example(grant, ''),
    good: example(grant, `, annotations: { ${REASON_ANNOTATION}: 'The on-call team needs it (runbook 7)' }`),
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
    message: `${granted.text}, which lets its holder ${powerOf(granted, grant)}, without a reason`,
  });
  return judgeRules((rule, role) => {
    const granted = role.reason === undefined ? grantedOf(rule, permissions, role.kind === 'Role') : NONE;
    return granted.length === 0 ? NONE : granted.map(say);
  });
}

function describeGrant({ power, note }: PowerfulGrant): string {
  return [
    `A subject with this right can ${power}.`,
    ...(note === undefined ? [] : [note]),
    `The reason is the annotation \`${REASON_ANNOTATION}\` of the role. A wildcard that includes the right counts as the right. `
      + 'The roles of Kubernetes itself pass.',
  ].join('\n\n');
}

function example({ permissions }: PowerfulGrant, annotations: string): string {
  const { group, resources, verbs } = permissions[0]!;
  return (
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: example'
    + annotations
    + ' }, '
    + `rules: [{ apiGroups: ['${group}'], resources: [${resources[0]}], verbs: [${verbs[0]}] }] }`
  );
}
