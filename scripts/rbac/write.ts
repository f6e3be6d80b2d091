import * as path from 'node:path';
import { pinnedMinors } from '../schema/upstream';
import { upstreamPolicies, type UpstreamBinding, type UpstreamPolicy, type UpstreamRole, type UpstreamRule } from './upstream';

/** The generated file. */
export const BOOTSTRAP = path.join(__dirname, '..', '..', 'src', 'kubernetes', 'rbac', 'bootstrap', 'policy.json');

const LABEL = 'kubernetes.io/bootstrapping';

/** What the generated file has to be: a line for each object, with what it is from a release on; null when it is gone. */
export function bootstrapSource(): string {
  const releases = pinnedMinors();
  const each = releases.map((minor) => objectsOf(upstreamPolicies(minor)));
  const keys = [...new Set(each.flatMap((objects) => [...objects.keys()]))].sort();
  const lines = keys.map((key) => {
    const history: [string, unknown][] = [];
    releases.forEach((release, index) => {
      const value = each[index]!.get(key) ?? null;
      const last = history.at(-1);
      if (last ? JSON.stringify(last[1]) !== JSON.stringify(value) : value !== null) history.push([release, value]);
    });
    return `  ${JSON.stringify(key)}: ${JSON.stringify(history)}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

function objectsOf({ usual, all }: { readonly usual: UpstreamPolicy; readonly all: UpstreamPolicy }): ReadonlyMap<string, object> {
  const objects = new Map<string, object>();
  for (const [kind, part] of [
    ['ClusterRole', 'clusterRoles'],
    ['Role', 'roles'],
  ] as const) {
    const known = byKey(kind, usual[part]);
    for (const [key, role] of byKey(kind, all[part])) objects.set(key, roleOf(role, known.get(key)));
  }
  for (const [kind, part] of [
    ['ClusterRoleBinding', 'clusterRoleBindings'],
    ['RoleBinding', 'roleBindings'],
  ] as const) {
    const known = byKey(kind, usual[part]);
    for (const [key, binding] of byKey(kind, all[part])) objects.set(key, bindingOf(binding, known.has(key)));
  }
  return objects;
}

function byKey<T extends UpstreamRole | UpstreamBinding>(kind: string, objects: readonly T[]): ReadonlyMap<string, T> {
  return new Map(objects.map((object) => [`${kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`, object]));
}

/** `gated`: the rules that it has only with feature gates that are off by default; `isGated` for a role that is not there without them. */
function roleOf({ metadata, rules, aggregationRule }: UpstreamRole, usual: UpstreamRole | undefined): object {
  const own = (usual?.rules ?? []).map(textOf);
  const gated = (rules ?? []).map(textOf).filter((text) => !own.includes(text));
  const labels = Object.entries(metadata.labels ?? {}).filter(([key]) => key !== LABEL);
  const aggregates = (aggregationRule?.clusterRoleSelectors ?? []).map(({ matchLabels }) => matchLabels);
  return {
    ...(own.length > 0 ? { rules: own } : {}),
    ...(gated.length > 0 ? { gated } : {}),
    ...(labels.length > 0 ? { labels: Object.fromEntries(labels) } : {}),
    ...(aggregates.length > 0 ? { aggregates } : {}),
    ...(usual ? {} : { isGated: true }),
  };
}

function bindingOf({ subjects, roleRef }: UpstreamBinding, isUsual: boolean): object {
  return {
    role: `${roleRef.kind} ${roleRef.name}`,
    subjects: (subjects ?? []).map(({ kind, name, namespace }) => `${kind} ${kind === 'ServiceAccount' ? `${namespace}/` : ''}${name}`),
    ...(isUsual ? {} : { isGated: true }),
  };
}

/** `verbs;groups;resources;names`, or `verbs URLs`. */
function textOf({ verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: UpstreamRule): string {
  if ([verbs, apiGroups, resources, resourceNames, nonResourceURLs].flat().some((word) => /[;, ]/.test(word))) {
    throw new Error(`The rule ${JSON.stringify({ verbs, resources, resourceNames, nonResourceURLs })} does not fit the table.`);
  }
  if (nonResourceURLs.length > 0) return `${verbs.join()} ${nonResourceURLs.join()}`;
  return [verbs, apiGroups, resources, ...(resourceNames.length > 0 ? [resourceNames] : [])].map((list) => list.join()).join(';');
}
