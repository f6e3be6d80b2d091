import { isObject, typeName } from '../../text/json';
import { placeIn } from '../../text/path';
import { urlCovers } from './rule-allows';

/** One entry of a role's `rules`, as the API server would read it. Parts of a wrong type are left out and reported as {@link RbacFault}. */
export interface PolicyRule {
  /** Path within the role: `rules[0]`. */
  readonly path: string;
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** Empty = every name. */
  readonly resourceNames: readonly string[];
  /** True when `resourceNames` is written as an empty list. */
  readonly emptyNames: boolean;
  readonly nonResourceURLs: readonly string[];
}

/** Why the API server would reject an object, so that nothing of it is decided. */
export interface RbacFault {
  readonly path: string;
  readonly message: string;
}

/** Reads `rules`. Source of what is refused: https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
export function readRules(value: unknown, namespaced: boolean, faults: RbacFault[]): PolicyRule[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    faults.push({ path: 'rules', message: `rules is ${typeName(value)}, not a list` });
    return [];
  }
  const rules: PolicyRule[] = [];
  value.forEach((item: unknown, index) => {
    const path = placeIn('rules', index);
    if (!isObject(item)) return void faults.push({ path, message: `${path} is ${typeName(item)}, not a mapping` });
    const rule = {
      path,
      verbs: readStrings(item.verbs, path, 'verbs', faults),
      apiGroups: readStrings(item.apiGroups, path, 'apiGroups', faults),
      resources: readStrings(item.resources, path, 'resources', faults),
      resourceNames: readStrings(item.resourceNames, path, 'resourceNames', faults),
      nonResourceURLs: readStrings(item.nonResourceURLs, path, 'nonResourceURLs', faults),
      emptyNames: Array.isArray(item.resourceNames) && item.resourceNames.length === 0,
    };
    const refuse = (key: string, message: string) => {
      if (!faults.some((fault) => fault.path.startsWith(`${path}.${key}`))) {
        faults.push({ path: `${path}.${key}`, message: `${path} ${message}` });
      }
    };
    if (rule.verbs.length === 0) refuse('verbs', 'names no verb');
    if (rule.nonResourceURLs.length > 0) {
      if (namespaced) refuse('nonResourceURLs', 'names URLs, which a Role cannot grant');
      if (rule.apiGroups.length + rule.resources.length + rule.resourceNames.length > 0) {
        refuse('nonResourceURLs', 'names both resources and URLs');
      }
    } else {
      if (rule.apiGroups.length === 0) refuse('apiGroups', 'names no API group');
      if (rule.resources.length === 0) refuse('resources', 'names no resource');
    }
    rules.push(rule);
  });
  return rules;
}

const NONE: readonly string[] = [];

function readStrings(value: unknown, holder: string, key: string, faults: RbacFault[]): readonly string[] {
  if (value === undefined || value === null) return NONE;
  if (!Array.isArray(value)) {
    faults.push({ path: `${holder}.${key}`, message: `${holder}.${key} is ${typeName(value)}, not a list` });
    return NONE;
  }
  const wrong = value.findIndex((item) => typeof item !== 'string');
  if (wrong < 0) return value as string[];
  const path = `${holder}.${key}[${wrong}]`;
  faults.push({ path, message: `${path} is ${typeName(value[wrong])}, not a string` });
  return NONE;
}

/** What a request is for. `resource` with its subresource: `pods/exec`; ending with a slash: any subresource. */
export interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

/**
 * True when the rule's entry of `resources` stands for the resource, as the RBAC authorizer has it: `*` is everything, `*` + `/x` the
 * subresource x of everything, all else (`pods/*` too) a plain name.
 *
 * Source: pkg/apis/rbac/v1/evaluation_helpers.go in https://github.com/kubernetes/kubernetes
 */
export function entryCovers(entry: string, resource: string): boolean {
  if (entry === '*' || entry === resource) return true;
  if (resource.endsWith('/')) return (entry.length > resource.length && entry.startsWith(resource)) || entry.startsWith('*/');
  const slash = resource.indexOf('/');
  return slash >= 0 && entry === `*${resource.slice(slash)}`;
}

/**
 * True when requests of this kind name their object, so that `resourceNames` can match: creation does so for subresources only
 * (`pods/exec`), `deletecollection` never. `list` and `watch` do with the field selector `metadata.name`.
 *
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export function namesItsObject(verb: string, resource: string): boolean {
  if (verb === 'create') return resource.includes('/');
  return verb !== 'deletecollection';
}

/** True when the rule grants the permission, at least on some object. */
export function ruleGrants(rule: PolicyRule, permission: Permission): boolean {
  return rule.resources.some((entry) => entryGrants(rule, entry, permission));
}

/** {@link ruleGrants} for one entry of the rule's `resources`. */
export function entryGrants(rule: PolicyRule, entry: string, { group, resource, verb }: Permission): boolean {
  return (
    (rule.verbs.includes('*') || rule.verbs.includes(verb))
    && (rule.apiGroups.includes('*') || rule.apiGroups.includes(group))
    && entryCovers(entry, resource)
    && (rule.resourceNames.length === 0 || rule.resourceNames.includes('') || namesItsObject(verb, resource))
  );
}

/** True when the rules together grant all that `rule` does, as the API server asks of whoever writes a role. */
export function rulesCover(rules: readonly PolicyRule[], rule: PolicyRule): boolean {
  return missingOf(rules, rule).next().done === true;
}

/**
 * The parts of `rule` that none of the rules grants: each of one verb and one URL, or one group, resource and name. A rule of many names
 * may be granted by several rules together.
 *
 * Source: staging/src/k8s.io/component-helpers/auth/rbac/validation in https://github.com/kubernetes/kubernetes
 */
export function* missingOf(rules: readonly PolicyRule[], rule: PolicyRule): Generator<PolicyRule> {
  const { path, emptyNames } = rule;
  const names = rule.resourceNames.length === 0 ? [NONE] : rule.resourceNames.map((name) => [name]);
  for (const verb of new Set(rule.verbs)) {
    const wider = rules.filter((other) => includes(other.verbs, verb));
    for (const group of rule.apiGroups) {
      const ofGroup = wider.filter((other) => includes(other.apiGroups, group));
      for (const resource of rule.resources) {
        const ofResource = ofGroup.filter((other) => other.resources.some((entry) => isWithin(entry, resource)));
        if (ofResource.some((other) => other.resourceNames.length === 0)) continue;
        for (const resourceNames of names) {
          if (resourceNames.length > 0 && ofResource.some((other) => other.resourceNames.includes(resourceNames[0]!))) continue;
          yield { path, verbs: [verb], apiGroups: [group], resources: [resource], resourceNames, emptyNames, nonResourceURLs: NONE };
        }
      }
    }
    for (const url of rule.nonResourceURLs) {
      if (wider.some((other) => other.nonResourceURLs.some((known) => urlCovers(known, url)))) continue;
      yield { path, verbs: [verb], apiGroups: NONE, resources: NONE, resourceNames: NONE, emptyNames, nonResourceURLs: [url] };
    }
  }
}

function includes(list: readonly string[], item: string): boolean {
  return list.includes('*') || list.includes(item);
}

/** {@link entryCovers} for two entries of rules, of which none has a meaning of its own. */
function isWithin(entry: string, resource: string): boolean {
  const slash = resource.indexOf('/');
  return entry === '*' || entry === resource || (slash >= 0 && entry === `*${resource.slice(slash)}`);
}
