import { collect, NONE } from '../objects/collect';
import type { Inventory } from '../objects/inventory';
import { Scope } from '../objects/kinds';
import { namespaceOf } from '../objects/object';
import { LabelIndex } from '../objects/label-index';
import { type LabelSelector } from '../objects/label-selector';
import { namespacesWithPodMakers } from './pod-makers';
import { isTemplate, podViewOf, podViews, type PodView } from './pod-view';

/**
 * Labels that controllers give to the pods they make, beside those of the template.
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
 * taken to hold. A PodTemplate makes no pods.
 */
export function podsSelected(inventory: Inventory, namespace: string, selector: LabelSelector): readonly PodView[] {
  const pods = inventory.derive(indexed).get(namespace);
  if (!pods) return NONE;
  const asked = selector.without(GIVEN_LABELS);
  if (asked.selectsEverything) return pods.all;
  return collect(candidatesOf(pods, asked), (list) => list.filter(({ labels }) => asked.matches(labels)));
}

/** Whether {@link podsSelected} are any. */
export function selectsPods(inventory: Inventory, namespace: string, selector: LabelSelector): boolean {
  const pods = inventory.derive(indexed).get(namespace);
  if (!pods) return false;
  const asked = selector.without(GIVEN_LABELS);
  for (const list of candidatesOf(pods, asked)) {
    for (const { labels } of list) if (asked.matches(labels)) return true;
  }
  return false;
}

/** Lists among which all pods are that a selector selects: none is in two of them. */
function candidatesOf({ all, byLabel }: NamespacePods, { anchor }: LabelSelector): readonly (readonly PodView[])[] {
  return anchor ? anchor.values.map((value) => byLabel.get(anchor.key, value)) : [all];
}

interface NamespacePods {
  readonly all: PodView[];
  readonly byLabel: LabelIndex<PodView>;
}

function indexed(inventory: Inventory): ReadonlyMap<string, NamespacePods> {
  const index = new Map<string, NamespacePods>();
  for (const pod of podViews(inventory)) {
    if (isTemplate(pod.object)) continue;
    let pods = index.get(pod.namespace);
    if (!pods) index.set(pod.namespace, (pods = { all: [], byLabel: new LabelIndex() }));
    pods.all.push(pod);
    for (const key of Object.keys(pod.labels)) pods.byLabel.add(key, pod.labels[key]!, pod);
  }
  return index;
}

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

/** True when the Namespace is in the set: then what belongs to the namespace is taken to be in the set too. */
export function holdsNamespace(inventory: Inventory, namespace: string): boolean {
  return inventory.find('', 'Namespace', '', namespace) !== undefined;
}

/**
 * True when all pods of a namespace are known: its Namespace is in the set, and neither a custom kind in it whose operator may make pods
 * that are not read, nor a pod that may.
 */
export function holdsAllPods(inventory: Inventory, namespace: string): boolean {
  return (
    holdsNamespace(inventory, namespace)
    && !inventory.derive(operated).has(namespace)
    && !inventory.derive(namespacesWithPodMakers).has(namespace)
  );
}

function operated(inventory: Inventory): ReadonlySet<string> {
  const namespaces = new Set<string>();
  for (const object of inventory.objects) {
    const { scope, group, kind } = object;
    if (
      scope !== Scope.UNKNOWN
      || (podViewOf(object, inventory) !== undefined && !isTemplate(object))
      || WITHOUT_PODS.has(group)
      || (group === 'monitoring.coreos.com' && MONITORS.has(kind))
    ) {
      continue;
    }
    namespaces.add(namespaceOf(object));
  }
  return namespaces;
}
