import type { CheckContext } from '../../engine/rule';
import { fact } from '../../kubernetes/objects/fact';
import type { Inventory } from '../../kubernetes/objects/inventory';
import { StructureMap } from '../../kubernetes/objects/structure-map';
import { isTemplate } from '../../kubernetes/pods/pod-kinds';
import type { PodView } from '../../kubernetes/pods/pod-view';
import { limitRangesIn } from '../../kubernetes/quota/limit-ranges';
import { formatMinor, type KubernetesMinor } from '../../kubernetes/releases/versions';
import { followResources, podResources, type PodResources } from '../../kubernetes/resources/pod-resources';
import { NO_RESOURCES, readResourceList, type ResourceList } from '../../kubernetes/resources/resource-list';
import { asObject, asString } from '../../text/json';

/** What must be known to count what pods take. */
export type QuotaContext = Pick<CheckContext, 'inventory' | 'kubernetes'>;

/** The resources of a pod as a quota and the LimitRanges of its namespace see them; undefined when the API server rejects what it says. */
export function admittedResources(pod: PodView, { inventory, kubernetes }: QuotaContext): PodResources | undefined {
  const { release, ofPod, ofStructure } = known(inventory);
  if (release.of !== kubernetes) {
    release.of = kubernetes;
    ofPod.clear();
  }
  const seen = ofPod.get(pod);
  if (seen) return seen.resources;
  // Most pods of a namespace request the same.
  const place = followResources(pod, ofStructure.step(formatMinor(kubernetes)).step(pod.namespace));
  if (!place.kept) {
    const defaults = limitRangesIn(inventory, pod.namespace).map((range) => range.defaults);
    place.kept = { resources: podResources(pod, { kubernetes, defaults, overhead: overheadOf(pod, inventory) }) };
  }
  ofPod.set(pod, place.kept);
  return place.kept.resources;
}

interface Admitted {
  /** Undefined when the API server rejects what the pod says. */
  readonly resources: PodResources | undefined;
}

interface Known {
  /** The release that `ofPod` is about. */
  readonly release: { of: KubernetesMinor | undefined };
  readonly ofPod: Map<PodView, Admitted>;
  readonly ofStructure: StructureMap<Admitted>;
}

const known = fact('resources of admitted pods', (): Known => ({
  release: { of: undefined },
  ofPod: new Map(),
  ofStructure: new StructureMap(),
}));

/** What the RuntimeClass of the input adds to the pod, or what the pod itself says where the class is not in the input. */
function overheadOf({ spec }: PodView, inventory: Inventory): ResourceList {
  const name = asString(spec.runtimeClassName);
  const runtimeClass = name === undefined ? undefined : inventory.find('node.k8s.io', 'RuntimeClass', '', name);
  return readResourceList(runtimeClass ? asObject(runtimeClass.json.overhead).podFixed : spec.overhead) ?? NO_RESOURCES;
}

/** The PriorityClass of pods that name none; '' when the input has none such. */
export function defaultPriorityClass(inventory: Inventory): string {
  return findDefault(inventory);
}

const findDefault = fact(
  'default PriorityClass',
  (inventory): string => inventory.byKind('scheduling.k8s.io', 'PriorityClass').find(({ json }) => json.globalDefault === true)?.name ?? '',
);

/** Whether pods are made from it: a PodTemplate alone makes none, and files on nodes are not admitted. */
export function isAdmitted({ object }: PodView): boolean {
  return !isTemplate(object) && object.origin.hostPath === undefined;
}
