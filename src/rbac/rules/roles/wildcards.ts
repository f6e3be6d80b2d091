import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import type { PolicyRule } from '../../../kubernetes/rbac/policy-rule';
import { judgeRules, rolesOfSet } from '../../role-findings';

export const wildcards = defineRule({
  id: 'rbac/wildcards',
  title: 'Roles must not use wildcards',
  description:
    'A wildcard grants rights that the role does not name, also on resources that are added later. In resources only `*` and '
    + '`*/subresource` are wildcards, and in URLs a `*` at the end. `pods/*` and `get*` are plain names that match nothing: their '
    + 'author meant more than they grant.\n\n'
    + 'Wildcards in `resourceNames` are covered by `rbac/resource-names-without-effect`.',
  severity: Severity.HIGH,
  fix: 'List the API groups, resources, verbs and URLs that are needed.',
  controls: ['CIS-2.0:5.1.3', 'NSA-CISA:authentication-and-authorization'],
  sources: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  ],
  bad:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: deployer, namespace: payments }, '
    + 'rules: [{ apiGroups: [apps], resources: [deployments], verbs: ["*"] }] }',
  good:
    '{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: deployer, namespace: payments }, '
    + 'rules: [{ apiGroups: [apps], resources: [deployments], verbs: [get, list] }] }',
  subject: rolesOfSet,
  revisions: [{ since: '1.8', check: judgeRules(wildcardsOf, true) }],
});

const FIELDS = [
  ['apiGroups', 'API group'],
  ['resources', 'resource'],
  ['verbs', 'verb'],
  ['nonResourceURLs', 'URL'],
] as const;

function wildcardsOf(rule: PolicyRule): readonly Outcome[] {
  if (!hasWildcard(rule.apiGroups) && !hasWildcard(rule.resources) && !hasWildcard(rule.verbs) && !hasWildcard(rule.nonResourceURLs)) {
    return NONE;
  }
  return FIELDS.flatMap(([field, noun]) =>
    rule[field].flatMap((entry, index): readonly Outcome[] => {
      if (!entry.includes('*')) return NONE;
      const path = `${rule.path}.${field}[${index}]`;
      return [{ path, message: `${path} is ${JSON.stringify(entry)}, ${meaningOf(entry, field, noun)}` }];
    }),
  );
}

function hasWildcard(entries: readonly string[]): boolean {
  for (const entry of entries) if (entry.includes('*')) return true;
  return false;
}

function meaningOf(entry: string, field: (typeof FIELDS)[number][0], noun: string): string {
  if (entry === '*') return `which is every ${noun}`;
  if (field === 'resources' && entry.startsWith('*/')) return `which is the subresource ${entry.slice(2)} of every resource`;
  if (field === 'nonResourceURLs' && entry.endsWith('*')) return 'which is every URL that begins so';
  return `which looks like a wildcard but is a plain name that no ${noun} has`;
}
