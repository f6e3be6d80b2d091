import type { PolicyRule } from './policy-rule';

/** A request about objects, as the API server hands it to its authorizers. */
export interface ResourceRequest {
  readonly verb: string;
  /** '' for the core group. */
  readonly group: string;
  readonly resource: string;
  /** '' for the resource itself. */
  readonly subresource: string;
  /** '' where the request names no object: most of `create`, `list` and `watch`, and `deletecollection`. */
  readonly name: string;
  /** '' for what is not in a namespace, and for requests about all namespaces. */
  readonly namespace: string;
}

/** A request for a URL that is no object. */
export interface UrlRequest {
  readonly verb: string;
  readonly url: string;
}

/** What an authorizer is asked. */
export type AccessRequest = ResourceRequest | UrlRequest;

/**
 * True when the rule allows the request, as the RBAC authorizer has it.
 *
 * Source: plugin/pkg/auth/authorizer/rbac and pkg/apis/rbac/v1/evaluation_helpers.go in https://github.com/kubernetes/kubernetes
 */
export function ruleAllows(rule: PolicyRule, request: AccessRequest): boolean {
  if (!includes(rule.verbs, request.verb)) return false;
  if ('url' in request) return rule.nonResourceURLs.some((known) => urlCovers(known, request.url));
  return (
    includes(rule.apiGroups, request.group)
    && rule.resources.some((entry) => entryAllows(entry, request))
    && (rule.resourceNames.length === 0 || rule.resourceNames.includes(request.name))
  );
}

function entryAllows(entry: string, { resource, subresource }: ResourceRequest): boolean {
  if (subresource === '') return entry === '*' || entry === resource;
  return entry === '*' || entry === `${resource}/${subresource}` || entry === `*/${subresource}`;
}

function includes(list: readonly string[], item: string): boolean {
  return list.includes('*') || list.includes(item);
}

/**
 * True when an entry of `nonResourceURLs` stands for the URL, or for all that another entry does: stars at its end, and only there, stand
 * for any text.
 */
export function urlCovers(known: string, url: string): boolean {
  if (known === url || !known.endsWith('*')) return known === url;
  let end = known.length;
  while (known[end - 1] === '*') end--;
  return url.startsWith(known.slice(0, end));
}
