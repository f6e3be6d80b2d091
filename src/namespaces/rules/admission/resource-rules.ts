import { asArray, asObject, asString, isObject } from '../../../text/json';

/** One group, version, operation and resource of a rule about requests; '*' is any. */
interface Request {
  readonly group: unknown;
  readonly version: unknown;
  readonly operation: unknown;
  readonly resource: string;
  readonly subresource: string;
}

/**
 * Whether what is excluded leaves nothing over of what is matched, by the rules of the API server: `pods` has no subresources, `pods/*` has
 * pods too, `*` has every resource without subresources.
 *
 * Other versions of the same resource, which `matchPolicy: Equivalent` adds, are not looked at: then something may be left over that is
 * not.
 */
export function excludesAll(excluded: unknown, matched: unknown): boolean {
  const [exclusions, rules] = [asArray(excluded).filter(isObject), asArray(matched).filter(isObject)];
  return (
    rules.length > 0
    && rules.every((rule) => {
      const able = exclusions.filter(
        (exclusion) => isWithin(rule.scope, exclusion.scope) && hasNames(exclusion.resourceNames, rule.resourceNames),
      );
      const requests = requestsOf(rule);
      return (
        requests.length > 0
        && requests.every((request) => able.some((exclusion) => requestsOf(exclusion).some((wider) => covers(wider, request))))
      );
    })
  );
}

/**
 * Whether no request can match a rule of both lists: other operations, groups or resources. An empty list of a binding matches what its
 * policy matches.
 */
export function areDisjoint(some: unknown, others: unknown): boolean {
  const [left, right] = [requestsOfAll(some), requestsOfAll(others)];
  return left.length > 0 && right.length > 0 && !left.some((request) => right.some((other) => meets(request, other)));
}

function requestsOfAll(rules: unknown): Request[] {
  return asArray(rules).flatMap((rule) => requestsOf(asObject(rule)));
}

function requestsOf({ apiGroups, apiVersions, operations, resources }: Readonly<Record<string, unknown>>): Request[] {
  return asArray(apiGroups).flatMap((group) =>
    asArray(apiVersions).flatMap((version) =>
      asArray(operations).flatMap((operation) =>
        asArray(resources).map((text): Request => {
          const [resource = '', ...rest] = (asString(text) ?? '').split('/');
          return { group, version, operation, resource, subresource: rest.join('/') };
        }),
      ),
    ),
  );
}

const FIELDS = ['group', 'version', 'operation', 'resource', 'subresource'] as const;

function covers(wider: Request, request: Request): boolean {
  return FIELDS.every((field) => wider[field] === '*' || wider[field] === request[field]);
}

/** Versions are left out, and groups of the resources that two groups serve: the server converts. */
function meets(one: Request, other: Request): boolean {
  return FIELDS.every(
    (field) =>
      field === 'version'
      || one[field] === '*'
      || other[field] === '*'
      || one[field] === other[field]
      || (field === 'group' && one.resource === 'events'),
  );
}

function isWithin(scope: unknown, wider: unknown): boolean {
  return (wider ?? '*') === '*' || wider === scope;
}

function hasNames(excluded: unknown, names: unknown): boolean {
  const list = asArray(excluded);
  return list.length === 0 || (asArray(names).length > 0 && asArray(names).every((name) => list.includes(name)));
}
