import type { Inventory } from './inventory';
import { Scope } from './kinds';
import { type LabelSelector } from './label-selector';
import { podViews, type PodView } from './pod-view';

/**
 * Labels that controllers give to the pods they make, beside those of the template.
 *
 * Source: https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
export const GIVEN_LABELS: ReadonlySet<string> = new Set([
  'pod-template-hash', 'controller-revision-hash', 'pod-template-generation', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index',
  'job-name', 'controller-uid', 'batch.kubernetes.io/job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/cronjob-scheduled-timestamp', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region',
]);

/**
 * Pods and pod templates of a namespace that a selector selects, in no particular order. What it asks of labels that controllers give is taken to
 * hold. A PodTemplate makes no pods.
 */
export function podsSelected(inventory: Inventory, namespace: string, selector: LabelSelector): readonly PodView[] {
  const index = inventory.derive(indexed);
  const asked = selector.without(GIVEN_LABELS);
  if (asked.selectsEverything) return index.byNamespace.get(namespace) ?? [];
  const { anchors } = asked;
  if (!anchors) return (index.byNamespace.get(namespace) ?? []).filter(({ labels }) => asked.matches(labels));
  const found = anchors.flatMap((anchor) => index.byLabel.get(`${namespace} ${anchor}`) ?? []);
  return found.filter(({ labels }) => asked.matches(labels));
}

interface PodIndex {
  readonly byNamespace: ReadonlyMap<string, readonly PodView[]>;
  /** By `namespace key=value`. */
  readonly byLabel: ReadonlyMap<string, readonly PodView[]>;
}

function indexed(inventory: Inventory): PodIndex {
  const byNamespace = new Map<string, PodView[]>();
  const byLabel = new Map<string, PodView[]>();
  for (const pod of podViews(inventory)) {
    if (pod.object.kind === 'PodTemplate') continue;
    push(byNamespace, pod.namespace, pod);
    for (const key of Object.keys(pod.labels)) push(byLabel, `${pod.namespace} ${key}=${pod.labels[key]!}`, pod);
  }
  return { byNamespace, byLabel };
}

/** Groups whose custom kinds make no pods. */
const WITHOUT_PODS: ReadonlySet<string> = new Set(['gateway.networking.k8s.io', 'cert-manager.io', 'cilium.io', 'keda.sh', 'autoscaling.k8s.io', 'external-secrets.io', 'bitnami.com']);
const MONITORS: ReadonlySet<string> = new Set(['ServiceMonitor', 'PodMonitor', 'Probe', 'PrometheusRule']);

/** True when the Namespace is in the set: then what belongs to the namespace is taken to be in the set too. */
export function holdsNamespace(inventory: Inventory, namespace: string): boolean {
  return inventory.find('', 'Namespace', '', namespace) !== undefined;
}

/** True when all pods of a namespace are known: its Namespace is in the set, and no custom kind in it whose operator may make pods. */
export function holdsAllPods(inventory: Inventory, namespace: string): boolean {
  return holdsNamespace(inventory, namespace) && !inventory.derive(operated).has(namespace);
}

function operated(inventory: Inventory): ReadonlySet<string> {
  const namespaces = new Set<string>();
  for (const { scope, group, kind, namespace } of inventory.objects) {
    if (scope !== Scope.UNKNOWN || WITHOUT_PODS.has(group) || (group === 'monitoring.coreos.com' && MONITORS.has(kind))) continue;
    namespaces.add(namespace ?? 'default');
  }
  return namespaces;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
