import { collect, NONE } from '../objects/collect';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { Scope } from '../objects/kinds';
import { LabelIndex } from '../objects/label-index';
import { type LabelSelector } from '../objects/label-selector';
import { namespaceOf } from '../objects/object';
import { isTemplate, podKindOf } from './pod-kinds';
import { namespacesWithPodMakers } from './pod-makers';
import { podViewOf, podViews, type PodView } from './pod-view';

/**
 * Labels that controllers give to the pods they make, in addition to those of the template.
 *
 * Source: https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
export const GIVEN_LABELS: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'rollouts-pod-template-hash',
  'job-name',
  'controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/cronjob-scheduled-timestamp',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
]);

/**
 * Pods and pod templates of a namespace that a selector selects, in no particular order. What it asks of labels that controllers give is
 * taken to hold, except the name of a pod of a StatefulSet, which tells of which. A PodTemplate makes no pods.
 */
export function podsSelected(inventory: Inventory, namespace: string, selector: LabelSelector): readonly PodView[] {
  const pods = indexed(inventory).get(namespace);
  if (!pods) return NONE;
  const asked = selector.without(GIVEN_LABELS);
  const names = selector.valuesOf(POD_NAME);
  if (asked.selectsEverything) return names ? pods.all.filter((pod) => mayBeNamed(pod, names)) : pods.all;
  return collect(candidatesOf(pods, asked), (list) =>
    list.filter((pod) => asked.matches(pod.labels) && (!names || mayBeNamed(pod, names))),
  );
}

/** Whether {@link podsSelected} are any. */
export function selectsPods(inventory: Inventory, namespace: string, selector: LabelSelector): boolean {
  const pods = indexed(inventory).get(namespace);
  if (!pods) return false;
  const asked = selector.without(GIVEN_LABELS);
  const names = selector.valuesOf(POD_NAME);
  for (const list of candidatesOf(pods, asked)) {
    for (const pod of list) if (asked.matches(pod.labels) && (!names || mayBeNamed(pod, names))) return true;
  }
  return false;
}

/** The label that a StatefulSet gives each of its pods: its own name, a hyphen and a number. */
const POD_NAME = 'statefulset.kubernetes.io/pod-name';

/** True for a pod that may have one of these values as {@link POD_NAME}. */
function mayBeNamed({ object, labels }: PodView, names: readonly string[]): boolean {
  if (Object.hasOwn(labels, POD_NAME)) return names.includes(labels[POD_NAME]!);
  if (object.kind !== 'StatefulSet') return false;
  return object.name === '' || names.some((name) => name.startsWith(`${object.name}-`) && /^\d+$/.test(name.slice(object.name.length + 1)));
}

/** Lists among which all pods are that a selector selects: none is in two of them. */
function candidatesOf({ all, byLabel }: NamespacePods, { anchor }: LabelSelector): readonly (readonly PodView[])[] {
  return anchor ? anchor.values.map((value) => byLabel.get(anchor.key, value)) : [all];
}

interface NamespacePods {
  readonly all: PodView[];
  readonly byLabel: LabelIndex<PodView>;
}

const indexed = fact('pods by label', (inventory): ReadonlyMap<string, NamespacePods> => {
  const index = new Map<string, NamespacePods>();
  for (const pod of podViews(inventory)) {
    if (isTemplate(pod.object)) continue;
    let pods = index.get(pod.namespace);
    if (!pods) index.set(pod.namespace, (pods = { all: [], byLabel: new LabelIndex() }));
    pods.all.push(pod);
    for (const key of Object.keys(pod.labels)) pods.byLabel.add(key, pod.labels[key]!, pod);
  }
  return index;
});

/** Groups whose custom kinds make no pods. */
const WITHOUT_PODS: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io',
  'cert-manager.io',
  'cilium.io',
  'keda.sh',
  'autoscaling.k8s.io',
  'external-secrets.io',
  'bitnami.com',
]);
const MONITORS: ReadonlySet<string> = new Set(['ServiceMonitor', 'PodMonitor', 'Probe', 'PrometheusRule']);

/** True when the Namespace is in the input: then what belongs to the namespace is taken to be in the input too. */
export function holdsNamespace(inventory: Inventory, namespace: string): boolean {
  return inventory.find('', 'Namespace', '', namespace) !== undefined;
}

/**
 * True when all pods of a namespace are known: its Namespace is in the input, and neither a custom kind in it whose operator may make pods
 * that are not read, nor a pod that may.
 */
export function holdsAllPods(inventory: Inventory, namespace: string): boolean {
  return holdsNamespace(inventory, namespace) && !operated(inventory).has(namespace) && !namespacesWithPodMakers(inventory).has(namespace);
}

const operated = fact('namespaces with operators', (inventory): ReadonlySet<string> => {
  const namespaces = new Set<string>();
  for (const object of inventory.objects) {
    const { scope, group, kind } = object;
    if (
      scope !== Scope.UNKNOWN
      || (podViewOf(object, inventory) !== undefined && !isTemplate(object))
      || (WITHOUT_PODS.has(group) && !podKindOf(object))
      || (group === 'monitoring.coreos.com' && MONITORS.has(kind))
    ) {
      continue;
    }
    namespaces.add(namespaceOf(object));
  }
  return namespaces;
});
