/** Levels of an audit rule, least first. */
export const AUDIT_LEVELS = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
export type AuditLevelName = (typeof AUDIT_LEVELS)[number];

/** Stages of a request at which an event may be written, in the order of time. */
export const AUDIT_STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const;
export type AuditStageName = (typeof AUDIT_STAGES)[number];

/** An entry of `resources`: see `GroupResources` of audit.k8s.io/v1. */
export interface GroupResourcesView {
  /** '' for the core group, also when left out; `*` for every group (from Kubernetes 1.36 on). */
  readonly group: string;
  /** Empty = everything in the group. */
  readonly resources: readonly string[];
  /** Empty = whatever name, or none. */
  readonly resourceNames: readonly string[];
}

/** What a rule selects; an empty list selects everything in its dimension. */
export interface AuditSelector {
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly resources: readonly GroupResourcesView[];
  readonly namespaces: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** A rule as the API server has it after decoding. */
export interface AuditRuleView extends AuditSelector {
  readonly index: number;
  readonly level: AuditLevelName;
  /** Its own; those of the policy come on top. */
  readonly omitStages: readonly AuditStageName[];
  /** Undefined = as the policy says. */
  readonly omitManagedFields: boolean | undefined;
}

/** A policy as the API server has it after decoding. */
export interface AuditPolicyView {
  readonly rules: readonly AuditRuleView[];
  readonly omitStages: readonly AuditStageName[];
  readonly omitManagedFields: boolean;
}

/** What of the URL names a resource; '' where it names nothing. */
export interface AuditTarget {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
  readonly namespace: string;
}

/** Who requests what: the attributes that kube-apiserver gives to its audit policy. */
export interface AuditAttributes {
  /** Undefined when authentication failed (401): then no rule that names users or groups matches. */
  readonly user: { readonly name: string; readonly groups: readonly string[] } | undefined;
  /** For a path outside the API's resources, the HTTP method in lower case. */
  readonly verb: string;
  /** Undefined for a request that is for no resource. */
  readonly resource: AuditTarget | undefined;
  readonly path: string;
}

/** What the policy decides about a request. */
export interface AuditVerdict {
  /** The first rule that matches; undefined when none does. */
  readonly rule: AuditRuleView | undefined;
  readonly level: AuditLevelName;
  /** In the order of time, each once. */
  readonly omitStages: readonly AuditStageName[];
  readonly omitManagedFields: boolean;
}

/** The only version that is left: v1alpha1 and v1beta1 were removed in Kubernetes 1.24. */
export const AUDIT_API_VERSION = 'audit.k8s.io/v1';

/** What a policy decides about a request: the first rule that matches; without one, nothing is recorded. */
export function evaluateAuditPolicy(policy: AuditPolicyView, request: AuditAttributes): AuditVerdict {
  const rule = policy.rules.find((candidate) => selects(candidate, request));
  return {
    rule,
    level: rule?.level ?? 'None',
    omitStages: omittedStages(policy, rule),
    omitManagedFields: rule?.omitManagedFields ?? policy.omitManagedFields,
  };
}

/** Stages that a rule of a policy leaves out: its own and the policy's. */
export function omittedStages(policy: AuditPolicyView, rule: AuditRuleView | undefined): readonly AuditStageName[] {
  return AUDIT_STAGES.filter((stage) => policy.omitStages.includes(stage) || rule?.omitStages.includes(stage));
}

/** True when every dimension that the rule names has the request in it (`ruleMatches` of `pkg/audit/policy/checker.go`). */
export function selects(rule: AuditSelector, { user, verb, resource, path }: AuditAttributes): boolean {
  if (rule.users.length > 0 && !(user && rule.users.includes(user.name))) return false;
  if (rule.userGroups.length > 0 && !user?.groups.some((group) => rule.userGroups.includes(group))) return false;
  if (rule.verbs.length > 0 && !rule.verbs.includes(verb)) return false;
  if (rule.namespaces.length > 0 || rule.resources.length > 0) {
    if (!resource) return false;
    if (rule.namespaces.length > 0 && !rule.namespaces.includes(resource.namespace)) return false;
    return rule.resources.length === 0 || rule.resources.some((entry) => selectsResource(entry, resource));
  }
  if (rule.nonResourceURLs.length > 0) return !resource && rule.nonResourceURLs.some((spec) => selectsPath(spec, path));
  return true;
}

function selectsResource(entry: GroupResourcesView, { group, resource, subresource, name }: AuditTarget): boolean {
  if (entry.group !== group && entry.group !== '*') return false;
  if (entry.resources.length === 0) return true;
  if (entry.resourceNames.length > 0 && !entry.resourceNames.includes(name)) return false;
  const combined = subresource === '' ? resource : `${resource}/${subresource}`;
  return entry.resources.some(
    (pattern) =>
      pattern === combined
      || pattern === '*'
      || (subresource !== '' && pattern === `*/${subresource}`)
      // `pods/*` takes the pods themselves too: upstream compares the resource alone.
      || pattern === `${resource}/*`,
  );
}

function selectsPath(spec: string, path: string): boolean {
  return spec === '*' || spec === path || (spec.endsWith('*') && path.startsWith(pathPrefix(spec)));
}

/** What a path specification with a star at its end begins with. */
export function pathPrefix(spec: string): string {
  return spec.replace(/(?<!\*)\*+$/, '');
}
