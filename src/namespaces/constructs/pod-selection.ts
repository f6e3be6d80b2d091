import type { IConstruct } from 'constructs';
import { refusal } from '../../cdk8s/refusal';
import { isObject } from '../../text/json';

/** A `metav1.LabelSelector`; empty for every pod or namespace. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly object[];
}

/** What an `IPods` says. */
export interface PodSelection {
  readonly selector: LabelSelector;
  /** Undefined where it says nothing of namespaces. */
  readonly namespaces: { readonly names?: readonly string[]; readonly selector?: LabelSelector } | undefined;
}

/**
 * Reads which pods something means. Each release of cdk8s-plus has classes of its own, so nothing is taken on trust: what has another form
 * than those that are known is refused, since a part of a selector that is not read would open more than is meant.
 */
export function readSelection(place: IConstruct, role: string, pods: unknown): PodSelection {
  const { node, toPodSelectorConfig } = (pods ?? {}) as { node?: { path?: string }; toPodSelectorConfig?: () => unknown };
  if (typeof toPodSelectorConfig !== 'function' || node === undefined) {
    const what = pods === undefined || pods === null ? 'is missing' : `${node?.path === undefined ? '' : `(${node.path}) `}is not pods`;
    throw refusal(place, {
      fact: `${role} ${what}`,
      consequence: 'so it is unclear which pods are meant',
      remedy: 'Give a workload, a pod or Pods.select(…) of cdk8s-plus, or LabelledPods for pods that something else makes.',
    });
  }
  const unreadable = (fact: string) =>
    refusal(place, {
      fact: `${role} (${node.path}) ${fact}`,
      consequence: 'so it is unclear which pods are meant',
      remedy: 'Use a release of cdk8s-plus that README names, or LabelledPods.',
    });
  const config = toPodSelectorConfig.call(pods);
  if (!isObject(config)) throw unreadable('says nothing that can be read');
  const { labelSelector, namespaces } = config;
  const selector = readSelector(labelSelector, () => unreadable('says in an unknown form which labels its pods have'));
  if (namespaces === undefined || namespaces === null) return { selector, namespaces: undefined };
  const unclear = () => unreadable('says in an unknown form in which namespaces its pods are');
  if (!isObject(namespaces)) throw unclear();
  const { names, labelSelector: ofNamespaces } = namespaces;
  if (names !== undefined && !(Array.isArray(names) && names.every((name) => typeof name === 'string'))) throw unclear();
  return {
    selector,
    namespaces: {
      ...(names === undefined ? {} : { names: names as string[] }),
      ...(ofNamespaces === undefined ? {} : { selector: readSelector(ofNamespaces, unclear) }),
    },
  };
}

/** A label selector of cdk8s-plus, which has no public way to tell its labels, or a plain `metav1.LabelSelector`. */
function readSelector(value: unknown, unreadable: () => Error): LabelSelector {
  if (!isObject(value)) throw unreadable();
  const { _toKube: toKube } = value;
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  if (typeof toKube !== 'function' && !isPlain) throw unreadable();
  const kube: unknown = typeof toKube === 'function' ? (toKube as () => unknown).call(value) : value;
  if (!isObject(kube)) throw unreadable();
  const { matchLabels = {}, matchExpressions = [], ...others } = kube;
  if (!isObject(matchLabels) || !Array.isArray(matchExpressions)) throw unreadable();
  if (Object.values(others).some((other) => other !== undefined)) throw unreadable();
  if (!Object.values(matchLabels).every((label) => typeof label === 'string')) throw unreadable();
  const expressions = matchExpressions.map((expression: unknown) => readExpression(expression, unreadable));
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels: { ...matchLabels } as Record<string, string> } : {}),
    ...(expressions.length > 0 ? { matchExpressions: expressions } : {}),
  };
}

function readExpression(expression: unknown, unreadable: () => Error): object {
  if (!isObject(expression)) throw unreadable();
  const { key, operator, values } = expression;
  if (typeof key !== 'string' || typeof operator !== 'string') throw unreadable();
  if (values === undefined || values === null) return { key, operator };
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) throw unreadable();
  return { key, operator, values: [...values] as string[] };
}
