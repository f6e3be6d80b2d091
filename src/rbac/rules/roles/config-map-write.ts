import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { grantedOf, isNamed, judgeRules, rolesOfSet } from '../../role-findings';

const CHANGES = [
  {
    group: '',
    resources: ['configmaps'],
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  },
];

export const configMapWrite = defineRule({
  id: 'rbac/config-map-write',
  title: 'Roles must grant changes of ConfigMaps by name only (resourceNames)',
  description:
    'ConfigMaps are what programs read their settings from, and some give rights or names (`aws-auth`, `coredns`): with this right on '
    + 'all of them, a subject changes what runs without touching a workload. A grant that `resourceNames` limits to named ones passes. '
    + 'A wildcard that includes the right counts as the right. The roles of Kubernetes itself pass.\n\n'
    + 'Changing ConfigMaps is part of deploying, so the rule is in the profile `operations`.',
  severity: Severity.LOW,
  fix: 'List the ConfigMaps in `resourceNames`, and create them beforehand.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: editor, namespace: shop }, '
    + "rules: [{ apiGroups: [''], resources: [configmaps], verbs: [update] }] }",
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: editor, namespace: shop }, '
    + "rules: [{ apiGroups: [''], resources: [configmaps], resourceNames: [settings], verbs: [update] }] }",
  operations: true,
  subject: rolesOfSet,
  check: judgeRules((rule, role) =>
    isNamed(rule)
      ? NONE
      : grantedOf(rule, CHANGES, role.kind === 'Role').map(({ path, text }) => ({
          path,
          message: `${text}, which lets its holder change the settings of programs and of the cluster`,
        })),
  ),
});
