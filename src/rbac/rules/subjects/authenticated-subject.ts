import { listOption, type OptionValues } from '../../../engine/options';
import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { bindingsOfSet, isPublicInfo, judgeSubjects, placeOf } from '../binding-findings';

const options = {
  accepted: listOption('Built-in ClusterRoles that every user with an account may have.', [
    'system:basic-user',
    'system:discovery',
    'system:public-info-viewer',
  ]),
};

export const authenticatedSubject = defineRule({
  id: 'rbac/authenticated-subject',
  title: 'Bindings must not grant roles to system:authenticated',
  description:
    'The group contains every user and every ServiceAccount and, at some providers, everyone with an account there. Accepted: '
    + 'the roles for discovery (`system:basic-user`, `system:discovery`, `system:public-info-viewer`).',
  severity: Severity.HIGH,
  fix: 'Name the group or ServiceAccount that needs the role.',
  controls: ['NSA-CISA:authentication-and-authorization'],
  sources: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
  ],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: { name: readers }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:authenticated' }] }",
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: { name: readers }, '
    + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:discovery }, '
    + "subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:authenticated' }] }",
  subject: bindingsOfSet,
  options,
  revisions: [
    {
      since: '1.8',
      check: judgeSubjects((who, binding, context, { accepted }: OptionValues<typeof options>) => {
        if (who.kind !== 'Group' || who.name !== 'system:authenticated' || isPublicInfo(binding, context, accepted)) return NONE;
        return [
          { path: `${who.path}.name`, message: `every user with an account has ${binding.roleRef?.name ?? 'a role'} ${placeOf(binding)}` },
        ];
      }),
    },
  ],
});
