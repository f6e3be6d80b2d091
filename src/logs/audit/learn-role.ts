import { worksInNamespace } from '../../kubernetes/rbac/api-resources';
import { namesItsObject } from '../../kubernetes/rbac/policy-rule';
import { byText } from '../by-text';
import { timeText } from '../time';
import type { Observation } from './observation';
import type { Usage, UsageKey } from './tables';

/** A rule of a learnt role. */
export interface LearntGrant {
  readonly group: string;
  /** With its subresource: `pods/exec`; '' for a grant on URLs. */
  readonly resource: string;
  /** Empty = every object. */
  readonly names: readonly string[];
  readonly urls: readonly string[];
  readonly verbs: readonly string[];
}

/** A role of one namespace, or of the cluster. */
export interface LearntRole {
  /** '' for a ClusterRole that is bound for the whole cluster. */
  readonly namespace: string;
  readonly grants: readonly LearntGrant[];
}

export interface Learnt {
  readonly roles: readonly LearntRole[];
  /** Requests on which the roles rest. */
  readonly requests: number;
  readonly first: string;
  readonly last: string;
  /** What was forbidden, and is not granted. */
  readonly refused: readonly string[];
  /** What is left out, or unsure, each as a sentence. */
  readonly notes: readonly string[];
}

/** Names that are few enough to be listed in a role. */
export const FEW_NAMES = 5;

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
/** The ending that the API server gives to `generateName` (k8s.io/apimachinery/pkg/util/rand): the object will not have this name again. */
const GENERATED = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;
/** A WebSocket is a `get`; from Kubernetes 1.35 on it takes `create` as well (AuthorizePodWebsocketUpgradeCreatePermission). */
const STREAMS: ReadonlySet<string> = new Set(['pods/exec', 'pods/attach', 'pods/portforward']);
/** What a role should not give to any subject: see `LeastPrivilegeRole`. */
const NEVER: ReadonlySet<string> = new Set(['impersonate', 'bind', 'escalate']);

/** The least roles that allow what a user was allowed to do. */
export function learnRole({ usage }: Observation, user: string, fewNames = FEW_NAMES): Learnt {
  const rows = usage.values().filter(({ key }) => key.user === user);
  const [granted, rest] = [rows.filter(({ key }) => isAuthorized(key)), rows.filter(({ key }) => !isAuthorized(key))];
  const notes = granted
    .filter(({ key }) => NEVER.has(key.verb))
    .map((row) => `${describeUse(row)}: left out, because no role should give it`);
  const unclear = rest.filter(({ key }) => key.outcome === 'failed' || key.outcome === 'unauthenticated');
  notes.push(...unclear.map((row) => `${describeUse(row)}: left out, because it failed, and may not have been authorized`));
  if (!usage.isComplete) notes.push('the log has more kinds of requests than are kept, so that the role may lack some');
  const useful = granted.filter(({ key }) => !NEVER.has(key.verb));
  return {
    roles: rolesOf(useful, fewNames),
    requests: useful.reduce((sum, { count }) => sum + count, 0),
    first: useful.length === 0 ? '' : timeText(Math.min(...useful.map(({ first }) => first))),
    last: useful.length === 0 ? '' : timeText(Math.max(...useful.map(({ last }) => last))),
    refused: rest.filter(({ key }) => key.outcome === 'forbidden').map(describeUse),
    notes,
  };
}

const isAuthorized = ({ outcome }: UsageKey) => outcome === 'allowed' || outcome === 'rejected';
const resourceOf = ({ resource, subresource }: UsageKey) => (subresource === '' ? resource : `${resource}/${subresource}`);

function describeUse({ key, count }: Usage): string {
  const what = key.path === '' ? `${resourceOf(key)}${key.group && `.${key.group}`}${key.namespace && ` in ${key.namespace}`}` : key.path;
  return `${key.verb} ${what}, ${count} time${count === 1 ? '' : 's'}`;
}

function rolesOf(rows: readonly Usage[], fewNames: number): readonly LearntRole[] {
  const made = new Set(rows.filter(({ key }) => key.verb === 'create' && key.subresource === '').map(({ key }) => placeOf(key)));
  const byNamespace = new Map<string, Map<string, Set<string>>>();
  for (const row of rows) {
    const { key } = row;
    const namespace = key.path === '' && worksInNamespace(key.group, resourceOf(key), key.verb) ? key.namespace : '';
    const verbs = key.verb === 'get' && STREAMS.has(resourceOf(key)) ? ['get', 'create'] : [key.verb];
    for (const verb of verbs) {
      const names = namesOf(row, verb, made.has(placeOf(key)), fewNames);
      // In one text, so that equal grants come together.
      const target = JSON.stringify([key.group, key.path === '' ? resourceOf(key) : '', names, key.path]);
      const grants = byNamespace.get(namespace) ?? new Map<string, Set<string>>();
      byNamespace.set(namespace, grants);
      grants.set(target, (grants.get(target) ?? new Set()).add(verb));
    }
  }
  const inOrder = [...byNamespace].sort(([a], [b]) => byText(a, b));
  return inOrder.map(([namespace, grants]) => ({
    namespace,
    grants: withoutCovered([...grants].map(([key, verbs]) => grantOf(key, verbs))),
  }));
}

const placeOf = ({ group, resource, namespace }: UsageKey) => `${group}\n${resource}\n${namespace}`;

/** Names to which a grant is confined: few, all known, and such as will be there again; none where it cannot be. */
function namesOf({ key, unnamed, names }: Usage, verb: string, isMade: boolean, fewNames: number): readonly string[] {
  if (key.path !== '' || unnamed > 0 || !names.isComplete || isMade || !namesItsObject(verb, resourceOf(key))) return [];
  const all = names.sorted().map(([name]) => name);
  return all.length <= fewNames && all.every((name) => !GENERATED.test(name)) ? all : [];
}

function grantOf(target: string, verbs: ReadonlySet<string>): LearntGrant {
  const [group, resource, names, url] = JSON.parse(target) as [string, string, string[], string];
  const rank = (verb: string) => (VERBS.includes(verb) ? VERBS.indexOf(verb) : VERBS.length);
  return { group, resource, names, urls: url === '' ? [] : [url], verbs: [...verbs].sort((a, b) => rank(a) - rank(b) || byText(a, b)) };
}

/** Without verbs on names that another grant gives on every object; URLs of equal verbs together. */
function withoutCovered(grants: readonly LearntGrant[]): readonly LearntGrant[] {
  const onAll = new Map(grants.filter(({ names, urls }) => names.length + urls.length === 0).map((each) => [targetOf(each), each.verbs]));
  const urls = new Map<string, string[]>();
  const resources = grants.flatMap((grant) => {
    if (grant.urls.length > 0) {
      const verbs = grant.verbs.join(',');
      urls.set(verbs, [...(urls.get(verbs) ?? []), ...grant.urls]);
      return [];
    }
    if (grant.names.length === 0) return [grant];
    const covered = onAll.get(targetOf(grant)) ?? [];
    const verbs = grant.verbs.filter((verb) => !covered.includes(verb));
    return verbs.length === 0 ? [] : [{ ...grant, verbs }];
  });
  const onUrls = [...urls].map(([verbs, all]) => ({ group: '', resource: '', names: [], urls: all.sort(byText), verbs: verbs.split(',') }));
  return [...resources, ...onUrls].sort((a, b) => byText(targetOf(a), targetOf(b)) || byText(a.names.join(), b.names.join()));
}

const targetOf = ({ group, resource }: LearntGrant) => `${group}\n${resource}`;
