import type { AuditAttributes, AuditSelector, GroupResourcesView } from './audit-policy';
import { ANY_PATH, commonPath, coversPath, pathOf, samplePath, type PathSet } from './path-set';
import { apart, both, EVERYTHING, isNone, minus, pick, subset, texts, textsOrAll, union, type TextSet } from './text-set';

/**
 * Sets of requests, exactly: what a rule selects, and whether anything of it is left when other rules have taken theirs.
 *
 * A region is a union of boxes; a box restricts each dimension (user, groups, verb, …) by itself. A rule takes boxes away, dimension by
 * dimension, so that a search either finds a request that is left or proves that none is. Resource names, subresources and namespaces
 * have no slash, as in every URL; all else is arbitrary text.
 */
export type Region = readonly Box[];

const RESOURCE_DIMENSIONS = ['resource', 'namespace', 'group', 'subresource', 'name'] as const;
type Target = Readonly<Record<(typeof RESOURCE_DIMENSIONS)[number], TextSet>>;

/** Requests that meet every restriction. Exactly one of `target` and `path` is there. */
interface Box {
  /** Names of authenticated users. */
  readonly users: TextSet;
  /** Whether requests whose authentication failed are in it. */
  readonly unauthenticated: boolean;
  /** The user has a group of each of these sets … */
  readonly memberOf: readonly ReadonlySet<string>[];
  /** … and none of these. */
  readonly notMemberOf: ReadonlySet<string>;
  readonly verbs: TextSet;
  readonly target: Target | undefined;
  readonly path: PathSet | undefined;
}

const NO_GROUPS: ReadonlySet<string> = new Set();
const ANY_TARGET: Target = { namespace: EVERYTHING, group: EVERYTHING, resource: EVERYTHING, subresource: EVERYTHING, name: EVERYTHING };

/** What a rule selects. An omitted dimension is not restricted. */
export function regionOf(selector: Partial<AuditSelector>): Region {
  const { users = [], userGroups = [], verbs = [], resources = [], namespaces = [], nonResourceURLs = [] } = selector;
  const common = {
    users: textsOrAll(users),
    unauthenticated: users.length === 0 && userGroups.length === 0,
    memberOf: userGroups.length === 0 ? [] : [new Set(userGroups)],
    notMemberOf: NO_GROUPS,
    verbs: textsOrAll(verbs),
  };
  const boxes: Box[] = [];
  if (nonResourceURLs.length === 0 || resources.length > 0 || namespaces.length > 0) {
    const targets = resources.length === 0 ? [ANY_TARGET] : resources.flatMap(targetsOf);
    for (const target of targets) boxes.push({ ...common, target: { ...target, namespace: textsOrAll(namespaces) }, path: undefined });
  }
  if (resources.length === 0 && namespaces.length === 0) {
    const paths = nonResourceURLs.length === 0 ? [ANY_PATH] : nonResourceURLs.map(pathOf);
    for (const path of paths) boxes.push({ ...common, target: undefined, path });
  }
  return boxes;
}

/** The part of a region that requests without a valid identity make up. */
export function unauthenticatedPart(region: Region): Region {
  return region.filter((box) => box.unauthenticated).map((box) => ({ ...box, users: texts([]) }));
}

/** What two regions share. */
export function intersect(a: Region, b: Region): Region {
  return a.flatMap((one) => b.map((other) => overlap(one, other))).filter((box) => box !== undefined);
}

/** How much work may still be done: searches that share it give up together, and then say that they do not know. */
export interface Budget {
  left: number;
}

/** Enough for every policy that people write (some milliseconds for a hundred rules), and a bound of a few seconds for any other. */
export function newBudget(): Budget {
  return { left: 500_000 };
}

/** Nothing is left: `none`; something is, such as `request`; `undecided` after too many steps. */
export type Remainder = { readonly verdict: 'none' | 'undecided' } | { readonly verdict: 'some'; readonly request: AuditAttributes };

/** Looks for a request of the region that is in none of the others: of `taken` up to `end`, and of `more`. */
export function remainder(region: Region, taken: Region, budget: Budget, end = taken.length, more: Region = []): Remainder {
  if (region.length > 0 && budget.left < 0) return { verdict: 'undecided' };
  const others = more.length === 0 ? { boxes: taken, end } : { boxes: [...taken.slice(0, end), ...more], end: end + more.length };
  let undecided = false;
  for (const box of region) {
    const found = search(box, others, budget);
    if (found === 'undecided') undecided = true;
    else if (found) return { verdict: 'some', request: sample(found) };
  }
  return { verdict: undecided ? 'undecided' : 'none' };
}

function search(
  start: Box,
  { boxes: taken, end }: { readonly boxes: Region; readonly end: number },
  budget: Budget,
): Box | 'undecided' | undefined {
  const open: { box: Box; next: number }[] = isEmpty(start) ? [] : [{ box: start, next: 0 }];
  for (let state = open.pop(); state; state = open.pop()) {
    let { next } = state;
    while (next < end && disjoint(state.box, taken[next]!)) next++;
    budget.left -= 1 + end - state.next;
    if (budget.left < 0) return 'undecided';
    if (next === end) return state.box;
    // A rule further on that takes all of it, such as one at the end for everything, spares the splitting.
    if (covered(state.box, taken, next, end)) continue;
    for (const box of without(state.box, taken[next]!).reverse()) open.push({ box, next: next + 1 });
  }
  return undefined;
}

function covered(box: Box, taken: Region, from: number, end: number): boolean {
  for (let index = end - 1; index >= from; index--) if (covers(taken[index]!, box)) return true;
  return false;
}

/** True when no request is in both; the same as "`overlap` is undefined", without building it. */
function disjoint(a: Box, b: Box): boolean {
  if (a.target) {
    if (!b.target || RESOURCE_DIMENSIONS.some((dimension) => apart(a.target![dimension], b.target![dimension]))) return true;
  } else if (!b.path || (!coversPath(a.path!.include, b.path.include) && !coversPath(b.path.include, a.path!.include))) {
    return true;
  } else {
    return overlap(a, b) === undefined;
  }
  if (apart(a.verbs, b.verbs)) return true;
  if (a.unauthenticated && b.unauthenticated) return false;
  const barred = (groups: ReadonlySet<string>) => [...groups].every((group) => a.notMemberOf.has(group) || b.notMemberOf.has(group));
  return apart(a.users, b.users) || a.memberOf.some(barred) || b.memberOf.some(barred);
}

/** The box of what is in both; undefined when that is nothing. */
function overlap(a: Box, b: Box): Box | undefined {
  if ((a.target === undefined) !== (b.target === undefined)) return undefined;
  const path = a.path && b.path ? commonPath(a.path, b.path) : undefined;
  if (a.path && !path) return undefined;
  const box: Box = {
    users: both(a.users, b.users),
    unauthenticated: a.unauthenticated && b.unauthenticated,
    memberOf: [...a.memberOf, ...b.memberOf],
    notMemberOf: union(a.notMemberOf, b.notMemberOf),
    verbs: both(a.verbs, b.verbs),
    target: a.target && b.target && mapTarget(a.target, (set, dimension) => both(set, b.target![dimension])),
    path,
  };
  return isEmpty(box) ? undefined : box;
}

/**
 * Boxes that make up the first without the second, none of which overlap. `taken` is what a rule selects: it excludes no group and no path.
 * `rest` is narrowed to it one dimension after the other, and what each step cuts off is a piece; other users first, which makes the
 * plainest examples.
 */
function without(box: Box, taken: Box): Box[] {
  const pieces: Box[] = [];
  let rest = box;
  const cut = (piece: Box, inside: Box) => {
    if (!isEmpty(piece)) pieces.push(piece);
    rest = inside;
  };
  cut(
    { ...rest, users: minus(rest.users, taken.users), unauthenticated: rest.unauthenticated && !taken.unauthenticated },
    { ...rest, users: both(rest.users, taken.users), unauthenticated: rest.unauthenticated && taken.unauthenticated },
  );
  for (const dimension of RESOURCE_DIMENSIONS) {
    const { target } = rest;
    if (!target || !taken.target) break;
    const [ours, theirs] = [target[dimension], taken.target[dimension]];
    cut(
      { ...rest, target: { ...target, [dimension]: minus(ours, theirs) } },
      { ...rest, target: { ...target, [dimension]: both(ours, theirs) } },
    );
  }
  if (rest.path && taken.path) {
    const { include, exclude } = rest.path;
    cut({ ...rest, path: { include, exclude: [...exclude, taken.path.include] } }, { ...rest, path: commonPath(rest.path, taken.path) });
  }
  cut({ ...rest, verbs: minus(rest.verbs, taken.verbs) }, { ...rest, verbs: both(rest.verbs, taken.verbs) });
  for (const groups of taken.memberOf) {
    cut(
      { ...rest, notMemberOf: union(rest.notMemberOf, groups) },
      { ...rest, unauthenticated: false, memberOf: [...rest.memberOf, groups] },
    );
  }
  return pieces;
}

/** True when all of the box is in `taken`. It may miss a cover by groups that only follows from several of them together. */
function covers(taken: Box, box: Box): boolean {
  if (taken.target) {
    if (!box.target || RESOURCE_DIMENSIONS.some((dimension) => !subset(box.target![dimension], taken.target![dimension]))) return false;
  } else if (!box.path || !coversPath(taken.path!.include, box.path.include)) {
    return false;
  }
  if (!subset(box.verbs, taken.verbs) || !subset(box.users, taken.users) || (box.unauthenticated && !taken.unauthenticated)) return false;
  return taken.memberOf.every((groups) =>
    box.memberOf.some((needed) => [...needed].every((group) => groups.has(group) || box.notMemberOf.has(group))),
  );
}

function isEmpty(box: Box): boolean {
  const noUser = isNone(box.users) || box.memberOf.some((groups) => [...groups].every((group) => box.notMemberOf.has(group)));
  if (noUser && !(box.unauthenticated && box.memberOf.length === 0)) return true;
  if (isNone(box.verbs)) return true;
  if (box.target) return RESOURCE_DIMENSIONS.some((dimension) => isNone(box.target![dimension]));
  return box.path!.exclude.some((spec) => coversPath(spec, box.path!.include));
}

/** What the entry selects: `pods/*` takes the pods themselves too, as upstream has it. */
function targetsOf(entry: GroupResourcesView): Target[] {
  const base: Target = { ...ANY_TARGET, group: entry.group === '*' ? EVERYTHING : texts([entry.group]) };
  if (entry.resources.length === 0 || entry.resources.includes('*')) {
    return [{ ...base, name: entry.resources.length === 0 ? EVERYTHING : textsOrAll(entry.resourceNames) }];
  }
  const plain: string[] = [];
  const withSubresources: string[] = [];
  const subresources: string[] = [];
  const pairs = new Map<string, string[]>();
  for (const pattern of entry.resources) {
    const [head, tail, ...rest] = pattern.split('/');
    if (tail === undefined) plain.push(head!);
    else if (rest.length > 0 || tail === '') continue;
    else {
      if (tail === '*') withSubresources.push(head!);
      if (head === '*') subresources.push(tail);
      else if (tail !== '*') pairs.set(tail, [...(pairs.get(tail) ?? []), head!]);
    }
  }
  const named = { ...base, name: textsOrAll(entry.resourceNames) };
  const targets: Target[] = [];
  if (plain.length > 0) targets.push({ ...named, resource: texts(plain), subresource: texts(['']) });
  if (withSubresources.length > 0) targets.push({ ...named, resource: texts(withSubresources) });
  if (subresources.length > 0) targets.push({ ...named, subresource: texts(subresources) });
  for (const [subresource, resources] of pairs) targets.push({ ...named, resource: texts(resources), subresource: texts([subresource]) });
  return targets;
}

function mapTarget(target: Target, change: (set: TextSet, dimension: keyof Target) => TextSet): Target {
  return Object.fromEntries(RESOURCE_DIMENSIONS.map((dimension) => [dimension, change(target[dimension], dimension)])) as Target;
}

const RESOURCE_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', ''];
const HTTP_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** A request of the box, made of familiar names where there is a choice. */
function sample(box: Box): AuditAttributes {
  const authenticated = !isNone(box.users) && box.memberOf.every((groups) => [...groups].some((group) => !box.notMemberOf.has(group)));
  const user = !authenticated
    ? undefined
    : {
        name: pick(box.users, 'someone'),
        groups: [...new Set(box.memberOf.map((groups) => [...groups].find((group) => !box.notMemberOf.has(group))!))],
      };
  if (!box.target) return { user, verb: pick(box.verbs, ...HTTP_METHODS, 'trace'), resource: undefined, path: samplePath(box.path!) };
  const { namespace, group, resource, subresource, name } = box.target;
  const picked = {
    group: pick(group, '', 'apps', 'example.com'),
    resource: pick(resource, 'pods', 'services', 'nodes', 'widgets'),
    subresource: pick(subresource, '', 'status'),
    name: pick(name, '', 'some-name'),
    namespace: pick(namespace, 'default', 'some-namespace'),
  };
  return { user, verb: pick(box.verbs, ...RESOURCE_VERBS), resource: picked, path: '' };
}
