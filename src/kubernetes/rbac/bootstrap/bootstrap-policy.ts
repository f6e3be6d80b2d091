import { lazy } from '../../../text/lazy';
import { compareVersions, parseMinor, type KubernetesMinor } from '../../releases/versions';
import type { PolicyRule } from '../policy-rule';
import table from './policy.json';

/** A role that API servers make when they start, and repair at each start. */
export interface BootstrapRole {
  readonly kind: 'Role' | 'ClusterRole';
  /** '' for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  /** Without the label that all of them have. */
  readonly labels: Readonly<Record<string, string>>;
  /** `verbs;groups;resources;names`, or `verbs URLs`. */
  readonly rules: readonly string[];
  /** What it has in addition with feature gates that are off by default. */
  readonly gated: readonly string[];
  /** The labels by which it takes over the rules of others. */
  readonly aggregates: readonly Readonly<Record<string, string>>[];
  /** True for one that is there only with a feature gate that is off by default. */
  readonly isGated: boolean;
}

/** A binding that API servers make when they start. */
export interface BootstrapBinding {
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  readonly namespace: string;
  readonly name: string;
  readonly role: { readonly kind: string; readonly name: string };
  /** `Group system:masters`, `ServiceAccount kube-system/kube-dns`. */
  readonly subjects: readonly string[];
  readonly isGated: boolean;
}

export interface BootstrapPolicy {
  readonly roles: readonly BootstrapRole[];
  readonly bindings: readonly BootstrapBinding[];
}

interface Entry {
  readonly rules?: readonly string[];
  readonly gated?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly aggregates?: readonly Readonly<Record<string, string>>[];
  readonly role?: string;
  readonly subjects?: readonly string[];
  readonly isGated?: boolean;
}

/**
 * The roles and bindings of policy.json, which `npm run bootstrap` writes: by kind and name what an object is from a release on, until the
 * next entry; null when it is gone.
 */
const objects = lazy(() =>
  Object.entries(table as unknown as Readonly<Record<string, readonly (readonly [string, Entry | null])[]>>).map(([key, history]) => {
    const [kind, place] = key.split(/ (.*)/s) as [string, string];
    const slash = place.indexOf('/');
    const entries = history.map(([release, entry]) => ({ since: parseMinor(release), entry }));
    return { kind, namespace: place.slice(0, slash), name: place.slice(slash + 1), entries };
  }),
);

/** What the API server of a release makes: of a release before the first that is known, what that one makes. */
export function bootstrapPolicy(minor: KubernetesMinor): BootstrapPolicy {
  const first = objects()
    .map(({ entries }) => entries[0]!.since)
    .reduce((a, b) => (compareVersions(a, b) < 0 ? a : b));
  const asked = compareVersions(minor, first) < 0 ? first : minor;
  return policyOf((entries) => entries.filter(({ since }) => compareVersions(since, asked) <= 0).at(-1)?.entry ?? undefined);
}

/** What the API server of any release that is known makes, with any feature gates. */
export const everyBootstrapPolicy = lazy(() =>
  policyOf((entries) => {
    const all = entries.flatMap(({ entry }) => entry ?? []);
    const union = (read: (entry: Entry) => readonly string[] | undefined) => [...new Set(all.flatMap((entry) => read(entry) ?? []))];
    return {
      ...all.at(-1),
      rules: union(({ rules, gated }) => [...(rules ?? []), ...(gated ?? [])]),
      subjects: union((each) => each.subjects),
    };
  }),
);

type History = readonly { readonly since: KubernetesMinor; readonly entry: Entry | null }[];

function policyOf(choose: (entries: History) => Entry | undefined): BootstrapPolicy {
  const roles: BootstrapRole[] = [];
  const bindings: BootstrapBinding[] = [];
  for (const { kind, namespace, name, entries } of objects()) {
    const entry = choose(entries);
    if (!entry) continue;
    const { rules = [], gated = [], labels = {}, aggregates = [], role, subjects = [], isGated = false } = entry;
    if (kind === 'Role' || kind === 'ClusterRole') roles.push({ kind, namespace, name, labels, rules, gated, aggregates, isGated });
    else if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') {
      const [refKind, refName] = role!.split(/ (.*)/s) as [string, string];
      bindings.push({ kind, namespace, name, role: { kind: refKind, name: refName }, subjects, isGated });
    }
  }
  return { roles, bindings };
}

const NONE: readonly string[] = [];

/** Reads a rule of the table. */
export function ruleOfText(text: string): Omit<PolicyRule, 'path' | 'emptyNames'> {
  const list = (part: string | undefined) => part?.split(',') ?? [];
  const none = { apiGroups: NONE, resources: NONE, resourceNames: NONE, nonResourceURLs: NONE };
  const space = text.indexOf(' ');
  if (space >= 0) return { ...none, verbs: list(text.slice(0, space)), nonResourceURLs: list(text.slice(space + 1)) };
  const [verbs, apiGroups, resources, resourceNames] = text.split(';');
  return { ...none, verbs: list(verbs), apiGroups: list(apiGroups), resources: list(resources), resourceNames: list(resourceNames) };
}
