import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import type { Port } from '../../cdk8s/port';
import { refusal } from '../../cdk8s/refusal';
import type { Direction } from '../../kubernetes/network/network-policy';
import { LabelSelector } from '../../kubernetes/objects/label-selector';
import type { NamespaceRegistry } from './namespace-registry';
import { readSelection } from './pod-selection';
import type { IPods } from './pods';

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
  /** `fromPods` or `to`. */
  readonly role: string;
  readonly unsafeEveryPodReason: string | undefined;
}

/** Reads which pods are meant: one end for each namespace that they name. Throws where that is unclear. */
export function readEnds(pods: IPods, context: EndContext): TrafficEnd[] {
  const { place, role, unsafeEveryPodReason } = context;
  const refuse = (fact: string, consequence: string, remedy: string) =>
    refusal(place, { fact: `${role} (${pods.node.path}) ${fact}`, consequence, remedy });
  const { selector, namespaces } = readSelection(place, role, pods);
  if ((pods as { hostNetwork?: unknown }).hostNetwork === true) {
    throw refuse(
      'is on the network of its node (hostNetwork)',
      'so no policy can select its pods',
      'Name the addresses of the nodes in allowToNodes or allowFromNodes of the other side, and close ports with the firewall of '
        + 'the nodes.',
    );
  }
  checkReason(place, 'unsafeEveryPodReason', unsafeEveryPodReason);
  if (meansEveryPod(selector) && unsafeEveryPodReason === undefined) {
    throw refuse(
      'selects every pod of its namespace',
      'so more is opened than any workload needs',
      'Name the workload, or say in unsafeEveryPodReason why every pod is meant.',
    );
  }
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
  if (namespaces.selector !== undefined && !isEmpty(namespaces.selector)) {
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

/** A selector that only leaves pods out means all others, and those to come. */
function meansEveryPod(selector: object): boolean {
  return LabelSelector.of(selector).selectsUnlabelled();
}

function isEmpty(selector: object): boolean {
  return Object.keys(selector).length === 0;
}

/**
 * A pod or workload in a chart without namespace: cdk8s-plus then says nothing about where it is. `Pods.select` has no object of its own.
 */
function isUnplacedWorkload(pods: IPods): boolean {
  return pods.node.children.some((child) => ApiObject.isApiObject(child));
}

/** The path of the selector within its chart. */
function labelOf(pods: IPods): string {
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
  return ends.filter(({ selector }) => meansEveryPod(selector)).map(({ namespace }) => `every pod of ${namespace}: ${reason}`);
}
