import type { AnyRule } from '../../../engine/rule';
import { defineRule } from '../../../engine/rule';
import { REASON_ANNOTATION } from '../../../kubernetes/objects/annotations';
import { NONE } from '../../../kubernetes/objects/collect';
import { POWERFUL_GRANTS, type PowerfulGrant } from '../../powerful-grants';
import { grantedOf, judgeRules, rolesOfSet } from '../../role-findings';

/** One rule for each right that reaches further than it looks. */
export const powerfulGrantRules: readonly AnyRule[] = POWERFUL_GRANTS.map((grant) =>
  defineRule({
    id: `rbac/${grant.id}`,
    title: grant.title,
    description: describeGrant(grant),
    severity: grant.severity,
    fix: `Take the grant out of the role, or say why it is needed in the annotation \`${REASON_ANNOTATION}\` of the role.`,
    controls: [...(grant.controls ?? []), 'NSA-CISA:authentication-and-authorization'],
    sources: grant.sources,
    bad: example(grant, ''),
    good: example(grant, `, annotations: { ${REASON_ANNOTATION}: 'The on-call team needs it (runbook 7)' }`),
    subject: rolesOfSet,
    revisions: [
      {
        since: '1.8',
        check: judgeRules((rule, role) => {
          const granted = role.reason === undefined ? grantedOf(rule, grant.permissions, role.kind === 'Role') : NONE;
          return granted.length === 0
            ? NONE
            : granted.map(({ path, text }) => ({ path, message: `${text}, which lets its holder ${grant.power}, without a reason` }));
        }),
      },
    ],
  }),
);

function describeGrant({ power, permissions }: PowerfulGrant): string {
  const named = permissions.some(({ unlessNamed }) => unlessNamed === true)
    ? ' A grant that `resourceNames` limits to named objects passes.'
    : '';
  return [
    `A subject with this right can ${power}.`,
    `The reason is the annotation \`${REASON_ANNOTATION}\` of the role. A wildcard that includes the right counts as the right. `
      + `The roles of Kubernetes itself pass.${named}`,
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
