import { isObject, type JsonObject } from '../../../text/json';
import { MultiMap } from '../../../text/multi-map';
import { joinPath } from '../../../text/path';
import { factFor } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import type { FileText } from '../../objects/node-files';
import type { KubeObject, Origin } from '../../objects/object';
import { formatMinor, type KubernetesMinor } from '../../releases/versions';
import { isDropIn, nodeDocuments, pathOf, sourceOf, type NodeDocument } from './documents';
import { kubeletFlags, type KubeletFlags, type NodeFlag } from './node-flags';
import { fieldOf, flagValue, type NodeSetting } from './setting';
import { NodeTable } from './table';

/**
 * One place in which settings of kubelets are written: a file, a drop-in, flags. A drop-in overrides the file, and flags override both:
 * each answers only for what no other place of the input overrides, and the file alone answers for what is not set.
 */
export interface Kubelet {
  /** What findings are about; undefined for a text file of the node, which is {@link file}. */
  readonly object?: KubeObject;
  readonly file?: FileText;
  readonly source: 'file' | 'kubeadm' | 'drop-in' | 'flags' | 'command-line';
  /** The setting of a field by its path; undefined when it is not decided here. */
  setting(field: string): NodeSetting | undefined;
  /** A flag that sets no field, such as `hostname-override`; undefined when it is not set here. */
  flag(name: string): NodeFlag | undefined;
}

/** Every place in which settings of kubelets are written. */
export const kubelets: (inventory: Inventory, release: KubernetesMinor) => readonly Kubelet[] = factFor(
  'settings of kubelets',
  (inventory, release: KubernetesMinor) => collect(inventory, NodeTable.of(release)),
  formatMinor,
);

/** A place, before it is known what overrides it. */
interface Layer {
  readonly kubelet: Omit<Kubelet, 'setting'>;
  readonly origin: Origin;
  /** What is written there. */
  own(field: string): NodeSetting | undefined;
  /** What is in effect where nothing is written. */
  unset?(field: string): NodeSetting;
}

function collect(inventory: Inventory, table: NodeTable): readonly Kubelet[] {
  const documents = nodeDocuments(inventory).filter(({ kind }) => kind === 'KubeletConfiguration');
  const given = kubeletFlags(inventory);
  const flags = given.map((one) => flagLayer(one, table));
  const bySource = new MultiMap<string, Layer>();
  given.forEach(({ object, isWhole }, index) => {
    if (object && !isWhole) bySource.add(sourceOf(object), flags[index]!);
  });
  const dropIns = documents
    .filter(isDropIn)
    .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
    .map((document) => dropInLayer(document, table));
  const files = documents.filter((document) => !isDropIn(document)).map((document) => ({ document, layer: fileLayer(document, table) }));
  const byNode = new MultiMap<string, Layer>();
  for (const layer of [...dropIns, ...flags]) for (const node of layer.origin.nodes ?? []) byNode.add(node, layer);
  const aboveOf = ({ origin }: Layer) => byNode.get(origin.nodes?.[0] ?? '').filter((upper) => overrides(upper.origin, origin));
  return [
    ...files.map(({ document, layer }) => {
      const beside = bySource.get(sourceOf(document.object));
      const above = aboveOf(layer);
      return kubelet(layer, (field) => above.some(({ own }) => own(field)) || (beside.length > 0 && beside.every(({ own }) => own(field))));
    }),
    ...dropIns.map((layer) => {
      const all = aboveOf(layer);
      const above = all.slice(all.indexOf(layer) + 1);
      return kubelet(layer, (field) => above.some(({ own }) => own(field)));
    }),
    ...flags.map((layer) => kubelet(layer, () => false)),
  ];
}

/** True for what is on all nodes on which the other is. */
function overrides(upper: Origin, lower: Origin): boolean {
  if (upper.nodes === undefined || lower.nodes === undefined) return false;
  return lower.nodes.every((node) => upper.nodes!.includes(node));
}

function kubelet(layer: Layer, isOverridden: (field: string) => boolean): Kubelet {
  return { ...layer.kubelet, setting: (field) => (isOverridden(field) ? undefined : (layer.own(field) ?? layer.unset?.(field))) };
}

const NO_FLAG = { flag: () => undefined };

function dropInLayer({ object, json }: NodeDocument, table: NodeTable): Layer {
  return {
    kubelet: { object, source: 'drop-in', ...NO_FLAG },
    origin: object.origin,
    own: (field) => resetBy(json, field, table) ?? fieldOf(json, '', 'KubeletConfiguration', field, table),
  };
}

/** Null in a drop-in takes away what the file sets, so that the default is in effect. */
function resetBy(json: JsonObject, field: string, table: NodeTable): NodeSetting | undefined {
  let value: unknown = json;
  for (const [index, key] of field.split('.').entries()) {
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value !== null) continue;
    const path = joinPath('', ...field.split('.').slice(0, index + 1));
    return { label: field, path, isDefault: true, value: table.defaultOf('KubeletConfiguration', field) };
  }
  return undefined;
}

/**
 * What kubeadm puts in place of what is unset, and of some of what is set. Source: cmd/kubeadm/app/componentconfigs/kubelet.go of 1.35 to
 * 1.37; its other defaults are those of the kubelet.
 */
const BY_KUBEADM: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['authentication.x509.clientCAFile', '/etc/kubernetes/pki/ca.crt'],
  ['staticPodPath', '/etc/kubernetes/manifests'],
  ['rotateCertificates', true],
  ['cgroupDriver', 'systemd'],
]);

function fileLayer({ object, json, field: place, byKubeadm, unclear }: NodeDocument, table: NodeTable): Layer {
  const at = (field: string): NodeSetting => ({
    label: field,
    path: place === '' ? joinPath('', ...field.split('.')) : place,
    isDefault: true,
  });
  const own = (field: string): NodeSetting | undefined => {
    if (unclear !== undefined) return { ...at(field), unclear };
    // kubeadm cannot tell false from none there, and always sets it.
    if (byKubeadm && field === 'rotateCertificates') return undefined;
    const found = fieldOf(json, '', 'KubeletConfiguration', field, table);
    return found && place !== '' ? { ...found, path: place } : found;
  };
  const unset = (field: string): NodeSetting => ({
    ...at(field),
    value: byKubeadm && BY_KUBEADM.has(field) ? BY_KUBEADM.get(field) : table.defaultOf('KubeletConfiguration', field),
  });
  return { kubelet: { object, source: byKubeadm ? 'kubeadm' : 'file', ...NO_FLAG }, origin: object.origin, own, unset };
}

function flagLayer({ object, file, flags, path, isWhole, incomplete }: KubeletFlags, table: NodeTable): Layer {
  const settings = new Map<string, NodeSetting>();
  for (const [name, flag] of flags) {
    const known = table.flag(name);
    if (!known) continue;
    for (const [field, setting] of settingsOf(name, flag, known)) settings.set(field, setting);
  }
  // The flag adds to the field, and false takes nothing from it.
  const seccomp = flags.get('seccomp-default');
  if (seccomp && flagValue('bool', seccomp.value).value !== false) {
    for (const [field, setting] of settingsOf('seccomp-default', seccomp, { field: 'seccompDefault', type: 'bool' })) {
      settings.set(field, setting);
    }
  }
  const config = flags.get('config');
  // With a file, that one says what is not set here.
  const alone = isWhole && (config === undefined || config.value === '') && flags.get('config-dir') === undefined;
  const unset = (field: string): NodeSetting => ({
    label: field,
    path,
    isDefault: true,
    value: table.legacyDefaultOf(field),
    unclear: incomplete,
  });
  return {
    kubelet: { object, file, source: alone ? 'command-line' : 'flags', flag: (name) => flags.get(name) },
    origin: (object ?? file!).origin,
    own: (field) => settings.get(field),
    ...(alone && { unset }),
  };
}

function settingsOf(
  name: string,
  flag: NodeFlag,
  { field, type }: { field: string; type: string },
): readonly (readonly [string, NodeSetting])[] {
  const place = { label: `--${name}`, path: flag.path, line: flag.line, isDefault: false };
  if (flag.unclear !== undefined) return [[field, { ...place, unclear: flag.unclear }]];
  const { value, fault } = flagValue(
    type,
    type === 'mapStringBool' ? [...(flag.earlier ?? []), flag].map((one) => one.value).join() : flag.value,
  );
  if (fault !== undefined) return [[field, { ...place, unclear: `it ${fault}, so the kubelet does not start` }]];
  if (type === 'stringSlice') {
    const before = (flag.earlier ?? []).flatMap((one) => (one.value === '' ? [] : one.value.split(',')));
    return [[field, { ...place, value: [...before, ...(value as string[])] }]];
  }
  if (!isObject(value)) return [[field, { ...place, value }]];
  return Object.entries(value).map(([key, item]) => [`${field}.${key}`, { ...place, value: item }]);
}
