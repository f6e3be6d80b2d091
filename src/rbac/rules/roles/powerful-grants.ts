import type { AnyRule } from '../../../engine/rule';
import { defineRule } from '../../../engine/rule';
import { REASON_ANNOTATION } from '../../../kubernetes/objects/annotations';
import { NONE } from '../../../kubernetes/objects/collect';
import { POWERFUL_GRANTS, type PowerfulGrant } from '../../powerful-grants';
import { grantedOf, judgeRules, rolesOfSet } from '../../role-findings';

/**
 * One rule for each right that reaches further than it looks: whoever writes the role says why.
 *
 * Allowed: the right with a reason annotated on the role, and what Kubernetes itself puts into its own roles. A wildcard is the right too.
 */
export const powerfulGrantRules: readonly AnyRule[] = POWERFUL_GRANTS.map((grant) =>
  defineRule({
    id: `rbac/${grant.id}`,
    title: grant.title,
    severity: grant.severity,
    fix: `Take the grant out of the role, or say why it is needed in the annotation \`${REASON_ANNOTATION}\` of the role.`,
    controls: [...grant.controls, 'NSA-CISA:authentication-and-authorization'],
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

function example({ permissions }: PowerfulGrant, annotations: string): string {
  const { group, resources, verbs } = permissions[0]!;
  return (
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: example'
    + annotations
    + ' }, '
    + `rules: [{ apiGroups: ['${group}'], resources: [${resources[0]}], verbs: [${verbs[0]}] }] }`
  );
}
