import { asArray, isObject, type JsonObject } from '../../../text/json';
import { LabelSelector } from '../../objects/label-selector';
import type { KubeObject } from '../../objects/object';
import type { Direction, PolicyRuleView } from '../network-policy';
import { readBlock, type PolicyFault, type PolicyPeerView } from '../policy-peers';

/**
 * What a rule does with the traffic that it matches. `pass` leaves it to what is evaluated later; `skip` does so behind the
 * NetworkPolicies, so that none of them denies it.
 */
export type Action = 'allow' | 'deny' | 'pass' | 'skip';

/** One rule of a policy of another API. */
export interface OtherRule extends PolicyRuleView {
  readonly action: Action;
  /** What of it is not read, as a sentence, so that it may match more or less. */
  readonly unread?: string;
  /** The pods that it is for, where it names some of its own. */
  readonly selects?: readonly PodChoice[] | string;
}

/** Pods that a policy is for: those of one namespace, or of all that a selector matches. */
export interface PodChoice {
  readonly namespaces: LabelSelector | string;
  readonly pods: LabelSelector;
}

/** A policy of another API than networking.k8s.io, as far as it decides about traffic that NetworkPolicies deny. */
export interface OtherPolicy {
  readonly object: KubeObject;
  /** The namespace that it is for; undefined where it is for the cluster. */
  readonly namespace: string | undefined;
  /** Policies of one family are evaluated one after the other, in the order of their ranks. */
  readonly family: string;
  /** Its place in the family, the first to decide having the lowest; undefined where it cannot be told. */
  readonly rank: readonly [tier: number, order: number] | undefined;
  /** False for one that is asked only where no NetworkPolicy selects the pod: it opens nothing that those close. */
  readonly overrides: boolean;
  /** The pods that it is for, or a sentence on what of that is not read. */
  readonly selects: readonly PodChoice[] | string;
  readonly rules: readonly OtherRule[];
  /** The directions in which it denies something, or may. */
  readonly closes: ReadonlySet<Direction>;
  /** The directions in which what no policy of its tier decides is denied before any NetworkPolicy is asked. */
  readonly tierDenies?: ReadonlySet<Direction>;
}

/** How much of a namespace a policy is for. */
export type Coverage = 'all' | 'some' | 'none' | 'unknown';

const NAME = 'kubernetes.io/metadata.name';
const NAME_ALONE: ReadonlySet<string> = new Set([NAME]);

/** @param labels those of the Namespace; undefined where it is not in the input */
export function coverage(
  choices: readonly PodChoice[] | string,
  name: string,
  labels: Readonly<Record<string, string>> | undefined,
): Coverage {
  if (typeof choices === 'string') return 'unknown';
  let result: Coverage = 'none';
  for (const { namespaces, pods } of choices) {
    const isIt = selectsNamespace(namespaces, name, labels);
    if (isIt === false || pods.selectsNothing) continue;
    if (!pods.selectsUnlabelled()) result = result === 'none' ? 'some' : result;
    else if (isIt === undefined) result = 'unknown';
    else return 'all';
  }
  return result;
}

/**
 * Whether a policy is for a pod; undefined where that is not known.
 *
 * @param labels those of the Namespace; undefined where it is not in the input
 */
export function selectsPod(
  choices: readonly PodChoice[] | string,
  name: string,
  labels: Readonly<Record<string, string>> | undefined,
  podLabels: Readonly<Record<string, string>>,
): boolean | undefined {
  if (typeof choices === 'string') return undefined;
  const found = choices.filter(({ pods }) => pods.matches(podLabels)).map(({ namespaces }) => selectsNamespace(namespaces, name, labels));
  if (found.includes(true)) return true;
  return found.includes(undefined) ? undefined : false;
}

function selectsNamespace(
  namespaces: LabelSelector | string,
  name: string,
  labels: Readonly<Record<string, string>> | undefined,
): boolean | undefined {
  if (typeof namespaces === 'string') return namespaces === name;
  if (labels === undefined && !namespaces.without(NAME_ALONE).selectsEverything) return undefined;
  return namespaces.matches({ ...labels, [NAME]: name });
}

/** Selects every namespace or pod. */
export const EVERY = LabelSelector.of({});

/** The entries of a list that are mappings, with their places: an API server takes no others. */
export function entriesOf(value: unknown): readonly { readonly entry: JsonObject; readonly index: number }[] {
  return asArray(value).flatMap((entry, index) => (isObject(entry) ? [{ entry, index }] : []));
}

/** Ranges as peers, each with its place. */
export function rangePeers(ranges: unknown, place: string, faults: PolicyFault[], except: readonly unknown[] = []): PolicyPeerView[] {
  return asArray(ranges).flatMap((cidr, index) => {
    const at = `${place}[${index}]`;
    return readBlock({ cidr, except }, { path: at, place: at, cidrPlace: at, exceptPlace: place }, faults);
  });
}

/** Whether the Service is the one in front of the API servers. */
export function isApiServerService(name: unknown, namespace: unknown): boolean {
  return name === 'kubernetes' && namespace === 'default';
}

/** All addresses as peers: what the world outside of the cluster is called. */
export function worldPeers(place: string): PolicyPeerView[] {
  return ['0.0.0.0/0', '::/0'].flatMap((cidr) => readBlock({ cidr }, { path: place, place, cidrPlace: place, exceptPlace: place }, []));
}
