import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { rbacView, type RbacView, type RoleView } from '../../../kubernetes/rbac/rbac';
import { rolesOfSet } from '../../role-findings';

export const aggregatedOwnRules = defineRule({
  id: 'rbac/aggregated-own-rules',
  title: 'ClusterRoles with an aggregationRule must not list rules of their own',
  description:
    'The controller manager overwrites `rules` of such a role with those of the ClusterRoles that its selectors match, so what is written '
    + 'there grants nothing, and no other rule checks it. Two cases are checked as if the rules were in effect: where ClusterRoles '
    + 'aggregate one another in a circle, in which rules can go round for ever, and where the selectors match no ClusterRole of the input '
    + 'that has a rule, since the controller manager leaves the rules as they are until one does.\n\n'
    + 'Exempt: objects read from a cluster (with a uid), whose rules the controller has written, and the roles of Kubernetes itself.',
  severity: Severity.LOW,
  fix: 'Move the rules into a ClusterRole of their own, with a label that the aggregationRule selects, and leave `rules: []`.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles'],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: monitoring }, '
    + 'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { aggregate-to-monitoring: "true" } }] }, '
    + 'rules: [{ apiGroups: [""], resources: [endpoints], verbs: [get] }] }',
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: monitoring }, '
    + 'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { aggregate-to-monitoring: "true" } }] }, rules: [] }',
  subject: rolesOfSet,
  revisions: [{ since: '1.9', check: overwritten }],
});

function overwritten(role: RoleView, { inventory }: CheckContext): readonly Outcome[] {
  if (!role.selectors || role.rules.length === 0) return NONE;
  const view = rbacView(inventory);
  if (view.isFromCluster(role)) return NONE;
  const fact = 'the controller manager overwrites these rules with those of the ClusterRoles that the aggregationRule selects';
  return [{ path: 'rules', message: `${fact}, ${effectOf(role, view)}` }];
}

function effectOf(role: RoleView, view: RbacView): string {
  if (!view.isInForce(role)) return 'so none of them grants anything';
  return view.isInCircle(role)
    ? 'but the roles aggregate one another in a circle, in which a rule that is taken away may stay in effect'
    : 'but it selects no rule of the input, so they grant what they say until there is one';
}
