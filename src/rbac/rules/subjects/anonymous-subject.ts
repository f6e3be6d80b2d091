import { listOption, type OptionValues } from '../../../engine/options';
import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import type { SubjectView } from '../../../kubernetes/rbac/rbac-binding';
import { bindingsOfSet, describeSubject, isPublicInfo, judgeSubjects, placeOf } from '../binding-findings';

const options = { accepted: listOption('Built-in ClusterRoles that any client may have.', ['system:public-info-viewer']) };

export const anonymousSubject = defineRule({
  id: 'rbac/anonymous-subject',
  title: 'Bindings must not grant roles to system:anonymous or system:unauthenticated',
  description:
    'Any client that can reach the API server then has the role. Accepted: `system:public-info-viewer` (health and version), '
    + 'which the API server binds itself.',
  severity: Severity.CRITICAL,
  fix: 'Remove system:anonymous and system:unauthenticated from the subjects.',
  controls: ['NSA-CISA:authentication-and-authorization'],
  sources: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#hardening',
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
  ],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: status, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:unauthenticated' }] }",
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: status, namespace: payments }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'status-readers' }] }",
  subject: bindingsOfSet,
  options,
  revisions: [
    {
      since: '1.8',
      check: judgeSubjects((who, binding, context, { accepted }: OptionValues<typeof options>) => {
        if (!isAnybody(who) || isPublicInfo(binding, context, accepted)) return NONE;
        return [
          {
            path: `${who.path}.name`,
            message:
              `${describeSubject(who)}, any client that reaches the API server, has `
              + `${binding.roleRef?.name ?? 'a role'} ${placeOf(binding)}`,
          },
        ];
      }),
    },
  ],
});

function isAnybody({ kind, name }: SubjectView): boolean {
  return (kind === 'User' && name === 'system:anonymous') || (kind === 'Group' && name === 'system:unauthenticated');
}
