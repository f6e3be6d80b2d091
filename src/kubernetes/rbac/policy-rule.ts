import { isObject, typeName } from '../../text/json';
import { placeIn } from '../../text/path';

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

/** True when the rules together grant all that `rule` does. */
export function rulesCover(rules: readonly PolicyRule[], rule: PolicyRule): boolean {
  return rule.verbs.every((verb) => {
    const wider = rules.filter((other) => includes(other.verbs, verb));
    return (
      rule.nonResourceURLs.every((url) => wider.some((other) => other.nonResourceURLs.some((known) => urlCovers(known, url))))
      && rule.apiGroups.every((group) =>
        rule.resources.every((resource) =>
          wider.some(
            (other) =>
              includes(other.apiGroups, group) && other.resources.some((entry) => entryCovers(entry, resource)) && namesCover(other, rule),
          ),
        ),
      )
    );
  });
}

function namesCover(other: PolicyRule, rule: PolicyRule): boolean {
  if (other.resourceNames.length === 0) return true;
  return rule.resourceNames.length > 0 && rule.resourceNames.every((name) => other.resourceNames.includes(name));
}

function includes(list: readonly string[], item: string): boolean {
  return list.includes('*') || list.includes(item);
}

function urlCovers(known: string, url: string): boolean {
  return known === url || (known.endsWith('*') && url.startsWith(known.slice(0, -1)));
}
