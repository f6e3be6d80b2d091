import { asArray, isObject, typeName, type JsonObject } from '../../text/json';
import { joinPath } from '../../text/path';
import { compareVersions, parseMinor, type KubernetesMinor } from '../releases/versions';
import {
  AUDIT_API_VERSION,
  AUDIT_LEVELS,
  AUDIT_STAGES,
  type AuditLevelName,
  type AuditPolicyView,
  type AuditRuleView,
  type AuditStageName,
  type GroupResourcesView,
} from './audit-policy';

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
