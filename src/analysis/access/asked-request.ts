import type { Inventory } from '../../kubernetes/objects/inventory';
import { Scope } from '../../kubernetes/objects/kinds';
import { pluralOf } from '../../kubernetes/objects/plural';
import { apiResource, builtInGroups, groupsWith, resourcesOf } from '../../kubernetes/rbac/api-resources';
import type { AccessRequest, ResourceRequest } from '../../kubernetes/rbac/rule-allows';
import { asObject, asString } from '../../text/json';
import { likely } from '../../text/nearest';
import { QuestionError } from './question-error';

/** A request, and what should be said of how it was read. */
export interface AskedRequest {
  readonly request: AccessRequest;
  readonly notes: readonly string[];
}

/** What is asked in addition to verb and resource. */
export interface RequestFlags {
  readonly namespace?: string;
  readonly name?: string;
}

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
const OTHER_VERBS = [
  '*',
  'bind',
  'escalate',
  'impersonate',
  'use',
  'approve',
  'sign',
  'attest',
  'nominate',
  'head',
  'post',
  'put',
  'options',
];

/**
 * Reads `VERB RESOURCE[.GROUP][/SUBRESOURCE]`, or `VERB /URL`.
 *
 * @throws QuestionError for a resource of which the group is not known
 */
export function readRequest(verb: string, what: string, flags: RequestFlags, inventory: Inventory): AskedRequest {
  const known = [...VERBS, ...OTHER_VERBS];
  const near = likely(verb, known);
  const notes = known.includes(verb)
    ? []
    : [`no API of Kubernetes has the verb "${verb}"${near === undefined ? '' : ` (the nearest is ${near})`}`];
  if (what.startsWith('/')) {
    if (flags.name !== undefined || flags.namespace !== undefined) {
      throw new QuestionError(`${what} is a URL, which has no name and is in no namespace. Leave out name and namespace.`);
    }
    return { request: { verb, url: what }, notes };
  }
  const { group, resource, subresource } = resourceOf(what, inventory);
  const { name = '' } = flags;
  // The namespace of a request about one namespace is that namespace itself.
  const isNamespace = group === '' && resource === 'namespaces' && name !== '';
  const isClusterWide = isOfCluster(group, resource);
  if (isClusterWide && !isNamespace && flags.namespace !== undefined) {
    notes.push(`${resource} are in no namespace, so the namespace ${flags.namespace} has no effect`);
  }
  const namespace = isNamespace ? name : isClusterWide ? '' : (flags.namespace ?? '');
  return { request: { verb, group, resource, subresource, name, namespace }, notes };
}

/** True for a request that may be made in one namespace as well as in all. */
export function isNamespaced(request: AccessRequest): request is ResourceRequest {
  return !('url' in request) && !isOfCluster(request.group, request.resource);
}

/** Who is impersonated: no API serves them, and they are in no namespace. */
const IMPERSONATED = new Set(['users', 'groups']);

function isOfCluster(group: string, resource: string): boolean {
  return apiResource(group, resource)?.scope === Scope.CLUSTER || (group === '' && IMPERSONATED.has(resource));
}

/** Reads `RESOURCE[.GROUP][/SUBRESOURCE]`. */
export function resourceOf(what: string, inventory: Inventory): Pick<ResourceRequest, 'group' | 'resource' | 'subresource'> {
  const slash = what.indexOf('/');
  const subresource = slash < 0 ? '' : what.slice(slash + 1);
  const word = slash < 0 ? what : what.slice(0, slash);
  const dot = word.indexOf('.');
  if (word === '*') return { group: '*', resource: '*', subresource };
  if (IMPERSONATED.has(word)) return { group: '', resource: word, subresource };
  if (dot >= 0) {
    const group = word.slice(dot + 1);
    return { group: group === 'core' ? '' : group, resource: word.slice(0, dot), subresource };
  }
  for (const resource of [word, word.toLowerCase(), pluralOf(word)]) {
    const [group] = groupsWith(resource);
    if (group !== undefined) return { group, resource, subresource };
    const own = customGroup(resource, inventory);
    if (own !== undefined) return { group: own, resource, subresource };
  }
  const near = likely(word, builtInGroups().flatMap(resourcesOf));
  throw new QuestionError(
    `there is no resource "${word}" in Kubernetes, and no CustomResourceDefinition of the input has it. `
      + `${near === undefined ? '' : `Did you mean ${near}? `}Write one of another group with it: widgets.example.com.`,
  );
}

function customGroup(resource: string, inventory: Inventory): string | undefined {
  for (const { json } of inventory.byKind('apiextensions.k8s.io', 'CustomResourceDefinition')) {
    const { group, names } = asObject(json.spec);
    if (asString(asObject(names).plural) === resource) return asString(group);
  }
  return undefined;
}

/** `get secrets`, `create pods/exec in namespace payments`: for answers. */
export function describeRequest(request: AccessRequest): string {
  if ('url' in request) return `${request.verb} ${request.url}`;
  const { verb, name, namespace } = request;
  const where = namespace === '' ? (isNamespaced(request) ? ' in all namespaces' : '') : ` in namespace ${namespace}`;
  return `${verb} ${describeResource(request)}${name === '' ? '' : ` named ${name}`}${where}`;
}

export function describeResource({ group, resource, subresource }: Pick<ResourceRequest, 'group' | 'resource' | 'subresource'>): string {
  return `${resource}${group === '' || group === '*' ? '' : `.${group}`}${subresource === '' ? '' : `/${subresource}`}`;
}
