import { ApiObject, type Chart } from 'cdk8s';
import { kubernetesFor } from '../../cdk8s/context';
import { objectsOf } from '../../kubernetes/objects/documents';
import { Inventory } from '../../kubernetes/objects/inventory';
import { parseMinor } from '../../kubernetes/releases/versions';
import { compareQuantities, parseQuantity, roundUp, type Quantity } from '../../kubernetes/resources/quantity';
import { asObject, isObject } from '../../text/json';
import { sumsOf } from '../quota/quota-sums';
import { quotaView } from '../quota/quotas';
import { chargesOf } from '../quota/set-usage';
import type { NamespaceQuota } from './namespace-resources';

/** The names of a quota that grow with what the namespace holds, by the property that states them. */
const GROWING: Readonly<Record<string, keyof NamespaceQuota>> = {
  'requests.cpu': 'requestsCpu',
  'limits.cpu': 'limitsCpu',
  'requests.memory': 'requestsMemory',
  'limits.memory': 'limitsMemory',
  'requests.storage': 'requestsStorage',
  'pods': 'pods',
  'persistentvolumeclaims': 'persistentVolumeClaims',
};

/** Kinds that take nothing of a quota that grows: they are many, and need not be read. */
const WITHOUT_USAGE: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Ingress',
  'Namespace',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'Secret',
  'Service',
  'ServiceAccount',
]);

/**
 * What a quota allows: what is stated, and of the rest the default or half as much again as the objects of the chart take, whichever is
 * more. Autoscalers count with their largest number of pods, DaemonSets with one.
 */
export function derivedHard(chart: Chart, usual: Readonly<Record<string, string>>, stated: NamespaceQuota): Record<string, string> {
  const growing = Object.keys(GROWING).filter((name) => usual[name] !== undefined && stated[GROWING[name]!] === undefined);
  if (growing.length === 0) return { ...usual };
  const constructs = chart.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
  const objects = constructs
    .filter(({ kind, chart: own }) => own === chart && !WITHOUT_USAGE.has(kind))
    .flatMap((construct) => objectsOf(atMost(construct.toJson()), { construct: construct.node.path }, () => undefined));
  const [quota] = objectsOf(
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace: chart.namespace }, spec: { hard: { ...usual } } },
    { construct: chart.node.path },
    () => undefined,
  );
  const inventory = new Inventory(objects);
  const view = quotaView(quota!);
  const context = { inventory, kubernetes: parseMinor(kubernetesFor(chart)) };
  const used = new Map(sumsOf(view, chargesOf(context, view), inventory).map(({ name, sum }) => [name, sum.used]));
  const grown = growing.flatMap((name): [string, string][] => {
    const wanted = withHeadroom(name, used.get(name));
    return wanted !== undefined && compareQuantities(parseQuantity(wanted)!, parseQuantity(usual[name])!) > 0 ? [[name, wanted]] : [];
  });
  return { ...usual, ...Object.fromEntries(grown) };
}

/** An autoscaler that keeps as many pods as it ever makes. */
function atMost(json: unknown): unknown {
  const { kind, spec } = asObject(json);
  const { maxReplicas, maxReplicaCount } = asObject(spec);
  if (!isObject(json) || !isObject(spec)) return json;
  if (kind === 'HorizontalPodAutoscaler' && maxReplicas !== undefined) return { ...json, spec: { ...spec, minReplicas: maxReplicas } };
  if (kind === 'ScaledObject' && maxReplicaCount !== undefined) return { ...json, spec: { ...spec, minReplicaCount: maxReplicaCount } };
  return json;
}

const MEBIBYTE = 1_048_576n;

/** Half as much again, in numbers that read well: CPU in steps of 100m, bytes in steps of 1Mi. */
function withHeadroom(name: string, used: Quantity | undefined): string | undefined {
  if (!used) return undefined;
  const wanted: Quantity = { text: '', nanos: (used.nanos * 3n + 1n) / 2n };
  if (name.endsWith('.cpu')) return `${roundUp(wanted, 10n) * 100n}m`;
  const units = roundUp(wanted, 1n);
  return name.includes('.') ? `${(units + MEBIBYTE - 1n) / MEBIBYTE}Mi` : String(units);
}
