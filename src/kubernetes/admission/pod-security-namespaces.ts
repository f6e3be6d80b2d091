import { asObject, isObject } from '../../text/json';
import { namespaceView, namespaceViews, type NamespaceView } from '../namespaces/namespace-view';
import { fact, factFor } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';
import type { PodView } from '../pods/pod-view';
import { evaluatePodSecurity, policyVersionOn, type PodSecurityFailure } from '../pods/security/evaluate';
import type { KubernetesMinor } from '../releases/versions';
import { levelVersion, MODES, policyOf, POD_SECURITY_LABELS, type LevelVersion, type Mode } from './pod-security';
import { podSecuritySettings, type Basis } from './pod-security-configuration';

/** What the API server may hold a namespace to. */
export interface Admission {
  /** The level and version of each mode; undefined where it is unknown. */
  readonly asks: Readonly<Record<Mode, LevelVersion | undefined>>;
  /** True when its pods are admitted without a check. */
  readonly exempt: boolean;
  /** Classes whose pods are admitted without a check. */
  readonly runtimeClasses: ReadonlySet<string>;
}

/** A namespace that pods of the input run in, with all that may hold there. */
export interface GovernedNamespace {
  readonly view: NamespaceView;
  /** At least one. */
  readonly admissions: readonly Admission[];
  /** Why it is unknown which of them holds, or whether one does; undefined when the only one does. */
  readonly doubt: string | undefined;
  readonly pods: readonly GovernedPod[];
}

/** A pod that passes admission, with its namespace. */
export class GovernedPod {
  private judged: LevelVersion | undefined;
  private failures: readonly PodSecurityFailure[] = [];

  constructor(
    public readonly pod: PodView,
    public readonly namespace: GovernedNamespace,
  ) {}

  /** True when a level is asked of the pod that it may not pass. */
  public isAsked(mode: Mode, admission: Admission): boolean {
    const ask = admission.asks[mode];
    return ask !== undefined && ask.level !== 'privileged' && !admission.exempt && !this.isExempt(admission);
  }

  /** True when it names a class whose pods are admitted without a check. */
  public isExempt({ runtimeClasses }: Admission): boolean {
    if (runtimeClasses.size === 0) return false;
    const name = this.pod.spec.runtimeClassName;
    return typeof name === 'string' && runtimeClasses.has(name);
  }

  /** The checks that the pod does not pass. The modes of a namespace mostly ask the same: the last answer is kept. */
  public failing(ask: LevelVersion, cluster: KubernetesMinor): readonly PodSecurityFailure[] {
    if (this.judged !== ask) {
      this.failures = evaluatePodSecurity(this.pod, ask.level, policyVersionOn(ask.version, cluster));
      this.judged = ask;
    }
    return this.failures;
  }
}

/**
 * Namespaces with pods of the input that are created through the API server: static pods run whatever admission says of their mirror pods.
 */
export const podSecurityNamespaces: (inventory: Inventory) => readonly GovernedNamespace[] = fact('namespaces under Pod Security', collect);

function collect(inventory: Inventory): readonly GovernedNamespace[] {
  const { bases } = podSecuritySettings(inventory);
  const result: GovernedNamespace[] = [];
  for (const view of namespaceViews(inventory)) {
    if (view.pods.length === 0) continue;
    const pods: GovernedPod[] = [];
    const namespace: GovernedNamespace = { view, pods, ...admissionsOf(view, bases) };
    for (const pod of view.pods) if (hasSpec(pod)) pods.push(new GovernedPod(pod, namespace));
    result.push(namespace);
  }
  return result;
}

/**
 * The levels, one of which is enforced for certain on every pod that is created in a namespace: none where the API server may admit any
 * pod, or where that is not known.
 */
export const certainlyEnforced: (inventory: Inventory, namespace: string) => readonly LevelVersion[] = factFor(
  'levels of Pod Security that are certain',
  (inventory, name: string) => {
    const view = namespaceView(inventory, name);
    if (!view || view.objects.length === 0) return [];
    const { admissions } = admissionsOf(view, podSecuritySettings(inventory).bases);
    const asks = admissions.map(({ asks: { enforce }, exempt, runtimeClasses }) =>
      exempt || runtimeClasses.size > 0 || enforce?.level === 'privileged' ? undefined : enforce,
    );
    return asks.includes(undefined) ? [] : (asks as readonly LevelVersion[]);
  },
);

/** Where there is no spec (a patch, a generator's stub), `workloads/malformed-pod` says so. */
function hasSpec({ faults, path }: PodView): boolean {
  return faults.length === 0 || faults.every((fault) => fault.path !== path);
}

function admissionsOf({ name, label, objects }: NamespaceView, bases: readonly Basis[]): Pick<GovernedNamespace, 'admissions' | 'doubt'> {
  const sources = objects.length === 0 ? [undefined] : objects;
  const admissions = distinct(sources.flatMap((source) => bases.map((basis) => admissionOf(name, source, basis))));
  if (objects.length === 0) return { admissions, doubt: 'its Namespace object is not in the input, and may say otherwise' };
  if (admissions.length === 1) return { admissions, doubt: undefined };
  return {
    admissions,
    doubt:
      objects.length > 1
        ? `${label} is written ${objects.length} times, with other labels`
        : 'configurations of Pod Security admission in the input differ',
  };
}

function admissionOf(name: string, source: KubeObject | undefined, { defaults, exemptions }: Basis): Admission {
  const policy = policyOf(source?.labels ?? {}, defaults);
  const readable = source === undefined || hasTextLabels(source);
  return {
    asks: Object.fromEntries(
      MODES.map((mode) => [mode, readable ? levelVersion(policy[mode]) : undefined]),
    ) as unknown as Admission['asks'],
    exempt: exemptions.namespaces.some((exempt) => exempt.name === name),
    runtimeClasses: new Set(exemptions.runtimeClasses.map((exempt) => exempt.name)),
  };
}

/** The API server rejects a Namespace whose labels are not strings: nothing follows from it. */
function hasTextLabels({ json }: KubeObject): boolean {
  const labels = asObject(asObject(json.metadata).labels);
  return (
    !isObject(labels)
    || POD_SECURITY_LABELS.every((key) => !Object.hasOwn(labels, key) || labels[key] === null || typeof labels[key] === 'string')
  );
}

function distinct(admissions: readonly Admission[]): readonly Admission[] {
  if (admissions.length === 1) return admissions;
  const seen = new Map<string, Admission>();
  for (const admission of admissions) {
    const { asks, exempt, runtimeClasses } = admission;
    const key = JSON.stringify(exempt ? 'exempt' : [MODES.map((mode) => asks[mode]?.name ?? null), [...runtimeClasses].sort()]);
    if (!seen.has(key)) seen.set(key, admission);
  }
  return [...seen.values()];
}
