import { asArray, isObject, typeName, type JsonObject } from '../../text/json';
import { joinPath } from '../../text/path';
import { compareVersions, parseMinor, type KubernetesMinor } from '../releases/versions';

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

export interface AuditPolicyFault {
  readonly path: string;
  readonly message: string;
}

/** What became of a document. */
export interface AuditPolicyReading {
  /** Undefined when kube-apiserver rejects the document. */
  readonly policy: AuditPolicyView | undefined;
  /** Why kube-apiserver rejects it, and so does not start. */
  readonly faults: readonly AuditPolicyFault[];
  /** Fields that kube-apiserver drops with no more than a warning in its own log, although they were meant to say something. */
  readonly ignored: readonly AuditPolicyFault[];
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

const GROUP_WILDCARD_SINCE = parseMinor('1.36');
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const POLICY_FIELDS = ['apiVersion', 'kind', 'metadata', 'rules', 'omitStages', 'omitManagedFields'];
const RULE_FIELDS = [
  'level',
  'users',
  'userGroups',
  'verbs',
  'resources',
  'namespaces',
  'nonResourceURLs',
  'omitStages',
  'omitManagedFields',
];
const RESOURCE_FIELDS = ['group', 'resources', 'resourceNames'];

/**
 * Reads a policy as kube-apiserver does (`k8s.io/apiserver/pkg/audit/policy/reader.go`): decoded strictly, and when that fails for unknown
 * fields only, leniently; then validated. Null counts as unset; a null within a list as the zero value.
 */
export function readAuditPolicy(json: unknown, kubernetes: KubernetesMinor): AuditPolicyReading {
  return new Reader(kubernetes).read(json);
}

class Reader {
  private readonly faults: AuditPolicyFault[] = [];
  private readonly ignored: AuditPolicyFault[] = [];
  private readonly groupWildcard: boolean;

  constructor(kubernetes: KubernetesMinor) {
    this.groupWildcard = compareVersions(kubernetes, GROUP_WILDCARD_SINCE) >= 0;
  }

  public read(json: unknown): AuditPolicyReading {
    const policy = this.policy(json);
    return { policy: this.faults.length === 0 ? policy : undefined, faults: this.faults, ignored: this.ignored };
  }

  private policy(json: unknown): AuditPolicyView | undefined {
    const object = this.mapping(json, '', POLICY_FIELDS);
    if (!object) return undefined;
    if (object.apiVersion !== AUDIT_API_VERSION) {
      this.fault(
        'apiVersion',
        `apiVersion is ${JSON.stringify(object.apiVersion) ?? 'not set'}, and ${AUDIT_API_VERSION} is the only one that exists`,
      );
    }
    // Left out, the kind is taken for granted.
    const kind = this.text(object.kind, 'kind');
    if (kind !== undefined && kind !== '' && kind !== 'Policy') this.fault('kind', `kind is ${JSON.stringify(kind)}, not "Policy"`);
    if (object.metadata !== undefined && object.metadata !== null && !isObject(object.metadata)) {
      this.fault('metadata', `metadata is ${typeName(object.metadata)}, not a mapping`);
    }
    const rules = this.list(object.rules, 'rules').map((item, index) => this.rule(item ?? {}, index));
    if (this.faults.length === 0 && rules.length === 0) this.fault('rules', 'the policy has no rules');
    return {
      rules: rules.filter((rule) => rule !== undefined),
      omitStages: this.stages(object.omitStages, 'omitStages'),
      omitManagedFields: this.flag(object.omitManagedFields, 'omitManagedFields') ?? false,
    };
  }

  private rule(json: unknown, index: number): AuditRuleView | undefined {
    const path = `rules[${index}]`;
    const object = this.mapping(json, path, RULE_FIELDS);
    if (!object) return undefined;
    const rule = {
      index,
      level: this.level(object.level, `${path}.level`),
      users: this.strings(object.users, `${path}.users`),
      userGroups: this.strings(object.userGroups, `${path}.userGroups`),
      verbs: this.strings(object.verbs, `${path}.verbs`),
      resources: this.list(object.resources, `${path}.resources`).map((item, at) =>
        this.groupResources(item ?? {}, `${path}.resources[${at}]`),
      ),
      namespaces: this.strings(object.namespaces, `${path}.namespaces`),
      nonResourceURLs: this.urls(object.nonResourceURLs, `${path}.nonResourceURLs`),
      omitStages: this.stages(object.omitStages, `${path}.omitStages`),
      omitManagedFields: this.flag(object.omitManagedFields, `${path}.omitManagedFields`),
    };
    if (rule.nonResourceURLs.length > 0 && (rule.resources.length > 0 || rule.namespaces.length > 0)) {
      this.fault(`${path}.nonResourceURLs`, `rule ${index} is for resources and for other paths at once`);
    }
    return rule;
  }

  private level(value: unknown, path: string): AuditLevelName {
    const level = this.text(value, path);
    if (AUDIT_LEVELS.some((known) => known === level)) return level as AuditLevelName;
    if (level === '') this.fault(path, 'the level is not set');
    else if (level !== undefined) this.fault(path, `${JSON.stringify(level)} is not one of the levels ${AUDIT_LEVELS.join(', ')}`);
    return 'None';
  }

  private groupResources(json: unknown, path: string): GroupResourcesView {
    const object = this.mapping(json, path, RESOURCE_FIELDS) ?? {};
    const group = this.text(object.group, `${path}.group`) ?? '';
    if (group === '*' && !this.groupWildcard) this.fault(`${path}.group`, 'the group "*" is understood from Kubernetes 1.36 on');
    else if (group !== '' && group !== '*' && (group.length > 253 || !DNS_SUBDOMAIN.test(group))) {
      this.fault(`${path}.group`, `${JSON.stringify(group)} is not the name of an API group`);
    }
    const entry = {
      group,
      resources: this.strings(object.resources, `${path}.resources`),
      resourceNames: this.strings(object.resourceNames, `${path}.resourceNames`),
    };
    if (entry.resourceNames.length > 0 && entry.resources.length === 0) {
      this.fault(`${path}.resourceNames`, 'resourceNames are given without resources');
    }
    return entry;
  }

  private urls(value: unknown, path: string): readonly string[] {
    const urls = this.strings(value, path);
    urls.forEach((url, index) => {
      if (url === '*') return;
      if (!url.startsWith('/')) this.fault(`${path}[${index}]`, `${JSON.stringify(url)} does not begin with "/"`);
      if (url.slice(0, -1).includes('*')) {
        this.fault(`${path}[${index}]`, `${JSON.stringify(url)} has a "*" that is not its last character`);
      }
    });
    return urls;
  }

  private stages(value: unknown, path: string): readonly AuditStageName[] {
    const stages = this.strings(value, path);
    stages.forEach((stage, index) => {
      if (!AUDIT_STAGES.some((known) => known === stage)) {
        this.fault(`${path}[${index}]`, `${JSON.stringify(stage)} is not one of the stages ${AUDIT_STAGES.join(', ')}`);
      }
    });
    return stages as readonly AuditStageName[];
  }

  private mapping(value: unknown, path: string, fields: readonly string[]): JsonObject | undefined {
    if (!isObject(value)) return void this.fault(path, `${path === '' ? 'the document' : path} is ${typeName(value)}, not a mapping`);
    for (const key of Object.keys(value)) {
      if (!fields.includes(key)) {
        this.ignored.push({ path: joinPath(path, key), message: `there is no field ${JSON.stringify(key)}, so kube-apiserver drops it` });
      }
    }
    // Own fields only: a key such as __proto__ must not lend its own.
    return Object.fromEntries(fields.filter((field) => Object.hasOwn(value, field)).map((field) => [field, value[field]]));
  }

  private list(value: unknown, path: string): readonly unknown[] {
    if (value !== undefined && value !== null && !Array.isArray(value)) this.fault(path, `${path} is ${typeName(value)}, not a list`);
    return asArray(value);
  }

  private strings(value: unknown, path: string): readonly string[] {
    return this.list(value, path).map((item, index) => this.text(item, `${path}[${index}]`) ?? '');
  }

  /** '' when unset; undefined, and a fault, when it is not a string. */
  private text(value: unknown, path: string): string | undefined {
    if (value === undefined || value === null) return '';
    if (typeof value === 'string') return value;
    return void this.fault(path, `${path} is ${typeName(value)}, not a string`);
  }

  private flag(value: unknown, path: string): boolean | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value;
    return void this.fault(path, `${path} is ${typeName(value)}, not a boolean`);
  }

  private fault(path: string, message: string): void {
    this.faults.push({ path, message });
  }
}

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
