import { memo } from '../../objects/memo';
import { compareVersions, parseMinor, type KubernetesMinor } from '../../releases/versions';
import type { PodView } from '../pod-view';
import type { Place, PodSecurityCheck, PodSecurityLevel, PodSecurityRevision } from './check';
import { POD_SECURITY_CHECKS } from './checks';
import { podFaults } from './faults';
import { SmallSet } from './small-set';

/** A check that a pod does not pass. It forbids the pod unless every place is `unknown`. */
export interface PodSecurityFailure {
  readonly checkId: string;
  readonly places: readonly Place[];
}

/** The checks that a pod does not pass at a level, as of a policy version: none means that it is admitted. See {@link policyVersion}. */
export function evaluatePodSecurity(pod: PodView, level: PodSecurityLevel, version: KubernetesMinor): readonly PodSecurityFailure[] {
  const { checks, all } = checksFor(level, version);
  const { passed } = knownOf(pod);
  if (passed.includes(all)) return ADMITTED;
  let failures: PodSecurityFailure[] | undefined;
  for (const [check, revision] of checks) {
    const places = judge(check, revision, pod);
    if (places.length > 0) (failures ??= []).push({ checkId: check.id, places });
  }
  return failures ?? ADMITTED;
}

const ADMITTED: readonly PodSecurityFailure[] = Object.freeze([]);

/** What one check says of a pod: objections, and as `unknown` what it could not decide. */
export function judge(check: PodSecurityCheck, revision: PodSecurityRevision, pod: PodView): readonly Place[] {
  const { faults, passed } = knownOf(pod);
  if (faults.length > 0) return judgeFaulty(check, revision, pod, faults);
  const number = NUMBERS.get(revision);
  if (number !== undefined && passed.has(number)) return PASSED;
  const places = revision.exempt?.applies(pod) ? PASSED : revision.check(pod);
  if (number !== undefined && places.length === 0) passed.add(number);
  return places;
}

/** What hangs on a fault is unknown; the rest is checked. */
function judgeFaulty(
  check: PodSecurityCheck,
  { exempt, check: objections }: PodSecurityRevision,
  pod: PodView,
  faults: readonly Place[],
): readonly Place[] {
  const undecided = (fields: readonly string[]) =>
    faults.filter(({ path }) => concerns(path, pod, fields)).map((fault) => ({ ...fault, unknown: true }));
  const gate = exempt ? undecided([exempt.field]) : [];
  if (gate.length > 0) return gate;
  return exempt?.applies(pod) ? PASSED : [...objections(pod), ...undecided(check.fields)];
}

const PASSED: readonly Place[] = Object.freeze([]);

/** A number for each revision of each check. */
const NUMBERS: ReadonlyMap<PodSecurityRevision, number> = new Map(
  POD_SECURITY_CHECKS.flatMap(({ revisions }) => revisions).map((revision, index) => [revision, index]),
);

/** What is known of a pod already: the rule of a check, and each level that a namespace requests, look at the same again. */
interface Known {
  readonly faults: readonly Place[];
  /** Numbers of revisions that it passes; none while it has faults. */
  readonly passed: SmallSet;
}

const knownOf = memo((pod: PodView): Known => ({ faults: podFaults(pod), passed: new SmallSet() }));

const LABEL = /^(?:latest|v1\.(0|[1-9]\d*))$/;
const MAX_INT64 = '9223372036854775807';

/** What a `pod-security.kubernetes.io/…-version` label says: a release, or `latest`. Undefined for a text that is not such label. */
export function parsePolicyVersion(label: string): KubernetesMinor | 'latest' | undefined {
  const match = LABEL.exec(label);
  if (!match) return undefined;
  const minor = match[1];
  if (minor === undefined) return 'latest';
  if (minor.length > MAX_INT64.length || (minor.length === MAX_INT64.length && minor > MAX_INT64)) return undefined;
  return { major: 1, minor: Number(minor) };
}

/**
 * The policy version that a `pod-security.kubernetes.io/…-version` label means on a cluster: `latest` is its own, and so is a newer one,
 * which it does not know.
 */
export function policyVersionOn(version: KubernetesMinor | 'latest', cluster: KubernetesMinor): KubernetesMinor {
  return version !== 'latest' && compareVersions(version, cluster) < 0 ? version : cluster;
}

/** The first release with Pod Security admission switched on: what its levels require is the least that the words mean. */
const FIRST: KubernetesMinor = { major: 1, minor: 23 };

/**
 * What a level requires since there is Pod Security admission and does not yet require, or requires otherwise, in a policy version: names
 * of fields, such as `capabilities`. Empty from 1.23 on.
 */
export function fieldsNotYetChecked(level: PodSecurityLevel, version: KubernetesMinor): readonly string[] {
  if (compareVersions(version, FIRST) >= 0) return [];
  const active = new Set(checksFor(level, version).checks.map(([, revision]) => revision));
  const lacking = checksFor(level, FIRST).checks.filter(([, revision]) => !active.has(revision));
  return [...new Set(lacking.map(([{ id }]) => id.replace(/_(?:baseline|restricted)$/, '')))];
}

interface Chosen {
  readonly checks: readonly (readonly [PodSecurityCheck, PodSecurityRevision])[];
  /** Numbers of their revisions. */
  readonly all: SmallSet;
}

/** By level, then by version. */
const CHOSEN: Readonly<Record<PodSecurityLevel, Map<number, Chosen>>> = {
  privileged: new Map(),
  baseline: new Map(),
  restricted: new Map(),
};

function checksFor(level: PodSecurityLevel, version: KubernetesMinor): Chosen {
  // Policy versions are all of the first major version.
  let chosen = version.major === 1 ? CHOSEN[level].get(version.minor) : choose(level, version);
  if (!chosen) CHOSEN[level].set(version.minor, (chosen = choose(level, version)));
  return chosen;
}

function choose(level: PodSecurityLevel, version: KubernetesMinor): Chosen {
  const wanted = POD_SECURITY_CHECKS.filter((check) => level === 'restricted' || (level === 'baseline' && check.level === 'baseline'));
  const active = wanted.flatMap((check) => {
    const revision = check.revisions.filter(({ since }) => compareVersions(parseMinor(since), version) <= 0).at(-1);
    return revision ? [[check, revision] as const] : [];
  });
  const replaced = new Set(active.map(([check]) => check.replaces));
  const checks = active.filter(([check]) => !replaced.has(check.id));
  const all = new SmallSet();
  for (const [, revision] of checks) all.add(NUMBERS.get(revision)!);
  return { checks, all };
}

/** True when a fault at that path leaves one of the fields open: it is the field, holds it, or is part of it. */
function concerns(path: string, pod: PodView, fields: readonly string[]): boolean {
  const base = pod.path.slice(0, -'spec'.length);
  const place = path
    .slice(base.length)
    .replace(/\[\d+\]/g, '[*]')
    .replace(/^spec\.(init|ephemeral)Containers\b/, 'spec.containers');
  return fields.some((field) => place.startsWith(field) || field.startsWith(`${place}.`) || field.startsWith(`${place}[`));
}
