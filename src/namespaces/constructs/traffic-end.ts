import { ApiObject, Chart } from 'cdk8s';
import type { IPodSelector } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { NamespaceRegistry } from './namespace-registry';
import { isDnsLabel, isLabelKey, isLabelValue } from '../../kubernetes/objects/label-syntax';
import type { Direction } from '../../kubernetes/network/network-policy';
import type { Port } from '../../cdk8s/port';
import { refusal } from '../../cdk8s/refusal';
import { isReason } from '../../text/reason';

/** Some pods of one namespace: one end of traffic. */
export interface TrafficEnd {
  readonly namespace: string;
  /** A `metav1.LabelSelector`. */
  readonly selector: object;
  /** What the pods are called in names of policies. */
  readonly label: string;
}

/** What the reading of an end needs to know. */
export interface EndContext {
  /** The namespace's construct: for errors. */
  readonly place: IConstruct;
  /** The namespace that is meant where the selector names none. */
  readonly namespace: string;
  /** `from` or `to`. */
  readonly role: string;
  readonly unsafeEveryPodReason: string | undefined;
}

/** Reads a pod selector: one end for each namespace that it names. Throws where it is unclear which pods are meant. */
export function readEnds(pods: IPodSelector, context: EndContext): TrafficEnd[] {
  const { place, role, unsafeEveryPodReason } = context;
  const refuse = (fact: string, consequence: string, remedy: string) =>
    refusal(place, { fact: `${role} (${pods.node.path}) ${fact}`, consequence, remedy });
  const config = pods.toPodSelectorConfig();
  const { matchLabels, matchExpressions } = config.labelSelector._toKube();
  const expressions = matchExpressions?.map(({ key, operator, values }) => ({ key, operator, ...(values ? { values: [...values] } : {}) }));
  const selector = {
    ...(matchLabels && Object.keys(matchLabels).length > 0 ? { matchLabels: { ...matchLabels } } : {}),
    ...(expressions && expressions.length > 0 ? { matchExpressions: expressions } : {}),
  };
  if (Object.keys(selector).length === 0 && !isReason(unsafeEveryPodReason)) {
    throw refuse(
      'selects every pod of its namespace',
      'so more is opened than any workload needs',
      'Name the workload, or say in unsafeEveryPodReason why every pod is meant.',
    );
  }
  const { namespaces } = config;
  const label = labelOf(pods);
  if (namespaces === undefined) {
    if (isUnplacedWorkload(pods)) {
      throw refuse(
        'is in no namespace',
        'so its pods would be looked for in the wrong one',
        'Create it in an IsolatedNamespace, or in a chart with a namespace.',
      );
    }
    return [{ namespace: context.namespace, selector, label }];
  }
  if (namespaces.labelSelector && !namespaces.labelSelector.isEmpty()) {
    throw refuse(
      'selects namespaces by their labels',
      'so the policies of the other side cannot be written',
      'Select namespaces by their names.',
    );
  }
  if (namespaces.names === undefined) {
    throw refuse('is of every namespace', 'so pods of any information system would be meant', 'Select namespaces by their names.');
  }
  if (namespaces.names.length === 0) throw refuse('names no namespace', 'so no pod is meant', 'Name at least one namespace.');
  return [...new Set(namespaces.names)].map((namespace) => ({ namespace, selector, label }));
}

/**
 * A pod or workload in a chart without namespace: cdk8s-plus then says nothing about where it is. `Pods.select` has no object of its own.
 */
function isUnplacedWorkload(pods: IPodSelector): boolean {
  return pods.node.children.some((child) => ApiObject.isApiObject(child));
}

/** The path of the selector within its chart. */
function labelOf(pods: IPodSelector): string {
  const scopes = pods.node.scopes;
  const chart = scopes.filter((scope) => Chart.isChart(scope)).pop();
  const below = scopes
    .slice(chart ? scopes.indexOf(chart) + 1 : 0)
    .map(({ node }) => node.id)
    .join('-');
  const label = below.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return label === '' ? 'pods' : label;
}

/** A peer of a NetworkPolicy in the namespace `own`. */
function peerOf({ namespace, selector }: TrafficEnd, own: string): object {
  return namespace === own
    ? { podSelector: selector }
    : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, podSelector: selector };
}

/** Opens traffic between two ends, on each side that an isolated namespace of the app has. */
export function connect(
  registry: NamespaceRegistry,
  verb: string,
  source: TrafficEnd,
  target: TrafficEnd,
  ports: readonly Port[],
  reasons: readonly string[],
): void {
  const description = `${verb}: ${source.namespace}/${source.label} to ${target.namespace}/${target.label}`;
  const open = (direction: Direction, end: TrafficEnd, peer: TrafficEnd) =>
    registry.open(end.namespace, (book) =>
      book.open({
        direction,
        ports,
        reasons,
        description,
        podSelector: end.selector,
        peers: [peerOf(peer, end.namespace)],
        name:
          `${end.label}-${direction === 'Ingress' ? 'from' : 'to'}-${peer.namespace === end.namespace ? '' : `${peer.namespace}-`}`
          + `${peer.label}`,
      }),
    );
  open('Ingress', target, source);
  open('Egress', source, target);
}

/** The reason for opening every pod, when one of the ends is every pod of its namespace. */
export function reasonsOf(reason: string | undefined, ...ends: readonly TrafficEnd[]): string[] {
  return ends.filter(({ selector }) => Object.keys(selector).length === 0).map(({ namespace }) => `every pod of ${namespace}: ${reason}`);
}

/** Refuses labels that would select every pod of a namespace, or none. */
export function checkPodLabels(place: IConstruct | string, namespace: string, labels: { [key: string]: string }): void {
  const entries = Object.entries(labels);
  if (!isDnsLabel(namespace)) {
    throw refusal(place, {
      fact: `${JSON.stringify(namespace)} is not the name of a namespace`,
      consequence: 'so no pod would be meant',
      remedy: 'Write the name of the namespace of the pods.',
    });
  }
  if (entries.length === 0) {
    throw refusal(place, {
      fact: 'no pod label is given',
      consequence: `so every pod of ${namespace} would be meant`,
      remedy: 'Name labels that only those pods carry.',
    });
  }
  for (const [key, value] of entries) {
    if (!isLabelKey(key) || !isLabelValue(value)) {
      throw refusal(place, {
        fact: `${JSON.stringify(key)}: ${JSON.stringify(value)} is not a label`,
        consequence: 'so no pod would be meant',
        remedy: 'Write a label that the pods carry.',
      });
    }
  }
}
