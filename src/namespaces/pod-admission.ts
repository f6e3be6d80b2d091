import { limitRangesIn } from './limit-ranges';
import type { CheckContext } from '../engine/rule';
import type { Inventory } from '../model/inventory';
import { asObject, asString } from '../model/json';
import { podResources, resourceText, type PodResources } from '../model/pod-resources';
import type { PodView } from '../model/pod-view';
import { NO_RESOURCES, readResourceList, type ResourceList } from '../model/resource-list';
import { formatMinor } from '../model/versions';

/** The resources of a pod as a quota and the LimitRanges of its namespace see them; undefined when the API server refuses what it says. */
export function admittedResources(pod: PodView, { inventory, kubernetes }: CheckContext): PodResources | undefined {
  const { ofPod, ofText } = inventory.derive(known);
  const release = formatMinor(kubernetes);
  const seen = ofPod.get(pod);
  if (seen?.release === release) return seen.resources;
  // Most pods of a namespace ask for the same.
  const text = `${release} ${pod.namespace} ${resourceText(pod)}`;
  if (!ofText.has(text)) {
    const defaults = limitRangesIn(inventory, pod.namespace).map((range) => range.defaults);
    ofText.set(text, podResources(pod, { kubernetes, defaults, overhead: overheadOf(pod, inventory) }));
  }
  const resources = ofText.get(text);
  ofPod.set(pod, { release, resources });
  return resources;
}

interface Known {
  readonly ofPod: Map<PodView, { readonly release: string; readonly resources: PodResources | undefined }>;
  readonly ofText: Map<string, PodResources | undefined>;
}

function known(): Known {
  return { ofPod: new Map(), ofText: new Map() };
}

/** What the RuntimeClass of the set adds to the pod, or what the pod itself says where the class is not in the set. */
function overheadOf({ spec }: PodView, inventory: Inventory): ResourceList {
  const name = asString(spec.runtimeClassName);
  const runtimeClass = name === undefined ? undefined : inventory.find('node.k8s.io', 'RuntimeClass', '', name);
  return readResourceList(runtimeClass ? asObject(runtimeClass.json.overhead).podFixed : spec.overhead) ?? NO_RESOURCES;
}

/** The PriorityClass of pods that name none; '' when the set has none such. */
export function defaultPriorityClass(inventory: Inventory): string {
  return inventory.derive(findDefault);
}

function findDefault(inventory: Inventory): string {
  return inventory.byKind('scheduling.k8s.io', 'PriorityClass').find(({ json }) => json.globalDefault === true)?.name ?? '';
}

/** Whether pods are made from it: a PodTemplate alone makes none, and files on nodes are not admitted. */
export function isAdmitted({ object }: PodView): boolean {
  return object.kind !== 'PodTemplate' && object.origin.hostPath === undefined;
}
