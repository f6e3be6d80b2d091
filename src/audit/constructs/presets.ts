import type { GroupResourcesView } from '../../kubernetes/audit/audit-policy';
import { SECRET_FAMILY, SYSTEM_NOISE, WRITE_VERBS, type RequestClass } from '../tables';
import { AuditLevel, type AuditVerb, type AuditResources, type AuditRule } from './audit-rule';

/** Where a rule comes from: for messages. */
export interface PlacedRule {
  readonly rule: AuditRule;
  /** `rules[0]`, `finalRules[2]`; undefined for a rule of the preset. */
  readonly place: string | undefined;
}

/** Resources whose bodies are never recorded: those of every cluster and the user's own. */
export function protectedFamily(own: readonly AuditResources[]): RequestClass[] {
  return [
    ...SECRET_FAMILY,
    ...own.map((entry) => ({
      title: `${(entry.resources ?? []).join(', ') || 'all resources'} of group ${JSON.stringify(entry.group ?? '')}`,
      selector: { resources: [viewOf(entry)] },
    })),
  ];
}

function viewOf({ group, resources, resourceNames }: AuditResources): GroupResourcesView {
  return { group: group ?? '', resources: [...(resources ?? [])], resourceNames: [...(resourceNames ?? [])] };
}

/** The rule behind which no body of the family can be recorded any more. */
export function guard(own: readonly AuditResources[]): AuditRule {
  const resources = new Map<string, string[]>();
  for (const { group, resources: names } of SECRET_FAMILY.flatMap(({ selector }) => selector.resources ?? [])) {
    resources.set(group, [...(resources.get(group) ?? []), ...names]);
  }
  return {
    level: AuditLevel.METADATA,
    description: 'Their bodies hold credentials: who, what and when is recorded, never the contents.',
    resources: [...[...resources].map(([group, names]) => ({ group, resources: names })), ...own],
  };
}

/** Rules at level None for named system noise. */
export function noise(): AuditRule[] {
  return SYSTEM_NOISE.map(({ title, selector }) => ({
    level: AuditLevel.NONE,
    description: `System noise: ${title}.`,
    users: selector.users && [...selector.users],
    userGroups: selector.userGroups && [...selector.userGroups],
    verbs: selector.verbs?.map((verb) => verb as AuditVerb),
    resources: selector.resources?.map((entry) => ({ ...entry, resources: [...entry.resources], resourceNames: [...entry.resourceNames] })),
    namespaces: selector.namespaces && [...selector.namespaces],
    nonResourceUrls: selector.nonResourceURLs && [...selector.nonResourceURLs],
  }));
}

/** What is recorded of sessions in containers and on nodes. */
export function sessions(): AuditRule {
  return {
    level: AuditLevel.METADATA,
    description: 'Shells, port-forwarding and proxying have no body to record; the command is in requestURI.',
    resources: [{ resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy', 'nodes/proxy'] }],
  };
}

/**
 * Writes whose bodies are worth keeping and hold no credentials: what decides who may do what. Workloads are not among them, since
 * environment variables and arguments often hold passwords, nor are custom resources, of which nothing is known.
 */
export function permissionChanges(): AuditRule {
  return {
    level: AuditLevel.REQUEST_RESPONSE,
    description: 'Changes of what decides who may do what, with what was changed: none of these objects holds credentials.',
    verbs: WRITE_VERBS.map((verb) => verb as AuditVerb),
    resources: [
      { resources: ['namespaces', 'serviceaccounts', 'resourcequotas', 'limitranges'] },
      { group: 'rbac.authorization.k8s.io' },
      { group: 'admissionregistration.k8s.io' },
      { group: 'apiregistration.k8s.io' },
      { group: 'certificates.k8s.io' },
      { group: 'networking.k8s.io', resources: ['networkpolicies'] },
    ],
  };
}

/** The last rule of every policy. */
export function catchAll(): AuditRule {
  return {
    level: AuditLevel.METADATA,
    description: 'Everything else, for every user: any request can turn out to be forbidden, and the policy cannot know.',
  };
}

/** The rule as the policy file has it, without what is unset. */
export function toManifest(rule: AuditRule): Record<string, unknown> {
  const list = <T>(values: readonly T[] | undefined) => (values !== undefined && values.length > 0 ? [...values] : undefined);
  const manifest = {
    level: rule.level,
    users: list(rule.users),
    userGroups: list(rule.userGroups),
    verbs: list(rule.verbs),
    resources: list(rule.resources)?.map(({ group, resources, resourceNames }) =>
      defined({ group: group ?? '', resources: list(resources), resourceNames: list(resourceNames) }),
    ),
    namespaces: list(rule.namespaces),
    nonResourceURLs: list(rule.nonResourceUrls),
    omitStages: list(rule.omitStages),
    omitManagedFields: rule.omitManagedFields,
  };
  return defined(manifest);
}

function defined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
