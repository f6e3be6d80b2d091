import { asObject, isObject, type JsonObject } from '../../../text/json';
import { readYaml } from '../../../text/yaml/yaml';
import { fact } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import type { KubeObject } from '../../objects/object';
import type { NodeKind } from './table';

/** A configuration file of kubelet or kube-proxy: a document of its own, or a text in kubeadm's ConfigMap. */
export interface NodeDocument {
  readonly kind: NodeKind;
  readonly object: KubeObject;
  readonly json: JsonObject;
  /** Path of the field within the object in which it is a text; '' for a document of its own. */
  readonly field: string;
  /** True when kubeadm reads it and hands it on. */
  readonly byKubeadm: boolean;
  /** Why nothing can be read of it. */
  readonly unclear?: string;
}

const GROUPS: readonly (readonly [string, NodeKind])[] = [
  ['kubelet.config.k8s.io', 'KubeletConfiguration'],
  ['kubeproxy.config.k8s.io', 'KubeProxyConfiguration'],
];

/** kubeadm's ConfigMaps in kube-system: before 1.23 the kubelet's had the release in its name. */
const CONFIG_MAPS: readonly (readonly [RegExp, string, NodeKind])[] = [
  [/^kubelet-config(-1\.\d+)?$/, 'kubelet', 'KubeletConfiguration'],
  [/^kube-proxy$/, 'config.conf', 'KubeProxyConfiguration'],
];

/** Every configuration file of kubelet and kube-proxy in the input. */
export const nodeDocuments: (inventory: Inventory) => readonly NodeDocument[] = fact(
  'configuration files of kubelet and kube-proxy',
  (inventory) => {
    const kubeadm = kubeadmSources(inventory);
    const own = GROUPS.flatMap(([group, kind]) =>
      inventory
        .byKind(group, kind)
        .map((object): NodeDocument => ({ kind, object, json: object.json, field: '', byKubeadm: kubeadm.has(sourceOf(object)) })),
    );
    return [...own, ...inventory.byKind('', 'ConfigMap').flatMap(fromConfigMap)];
  },
);

const KUBEADM = ['ClusterConfiguration', 'InitConfiguration', 'JoinConfiguration', 'UpgradeConfiguration', 'ResetConfiguration'];

const DROP_IN = /\.d\/(?:.*\/)?[^/]+\.conf$/;
/** A patch of kubeadm: `kubeletconfiguration0+strategic.yaml`. */
const PATCH = /(?:^|\/)kubeletconfiguration[^/]*\.(?:ya?ml|json)$/;

/** True for a file of a folder of drop-ins, and for a patch of kubeadm: what it says is laid over the kubelet's file. */
export function isDropIn(document: NodeDocument): boolean {
  const path = pathOf(document);
  return DROP_IN.test(path) || PATCH.test(path);
}

/** Drop-ins are read in the order of their paths. */
export function pathOf({ object: { origin } }: NodeDocument): string {
  return origin.hostPath ?? origin.file ?? '';
}

/** Texts of several documents that kubeadm reads. */
function kubeadmSources(inventory: Inventory): ReadonlySet<string> {
  return new Set(KUBEADM.flatMap((kind) => inventory.byKind('kubeadm.k8s.io', kind)).map(sourceOf));
}

/** The same for documents of one text. */
export function sourceOf({ origin: { file, construct, within, prefix } }: KubeObject): string {
  return JSON.stringify([file, construct, within && prefix]);
}

function fromConfigMap(object: KubeObject): readonly NodeDocument[] {
  const found = CONFIG_MAPS.find(([name, key]) => name.test(object.name) && asObject(object.json.data)[key] !== undefined);
  if (!found) return [];
  const [, key, kind] = found;
  const text = asObject(object.json.data)[key];
  const field = key.includes('.') ? `data[${JSON.stringify(key)}]` : `data.${key}`;
  const base = { kind, object, field, json: {}, byKubeadm: true };
  if (typeof text !== 'string') return [{ ...base, unclear: 'it is not a text' }];
  if (object.namespace !== 'kube-system' && !text.includes(kind)) return [];
  const { documents, faults } = readYaml(text);
  const json = documents.map(({ value }) => value).find((value) => isObject(value) && value.kind === kind);
  if (faults.length > 0) return [{ ...base, unclear: `line ${faults[0]!.line} of it cannot be read (${faults[0]!.message})` }];
  if (isObject(json)) return [{ ...base, json }];
  // A name alone says little in another namespace.
  return object.namespace === 'kube-system' ? [{ ...base, unclear: `it is not a ${kind}` }] : [];
}
