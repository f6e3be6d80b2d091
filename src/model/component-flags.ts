import type { Inventory } from './inventory';
import { asArray, asObject, asString, isObject, type JsonObject } from './json';
import type { KubeObject } from './object';
import { podViews, type ContainerView } from './pod-view';

/** Control-plane programs whose flags are read. */
export type Component = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler';

/** A flag as it was written; the last one wins, as the programs have it. */
export interface Flag {
  /** Its text; `true` for a flag without value. */
  readonly value: string;
  /** Where it stands within the object. */
  readonly path: string;
}

/** The flags of one control-plane program, wherever they are written. */
export interface ComponentFlags {
  readonly component: Component;
  readonly object: KubeObject;
  /** `static-pod`: all that the program is given. `kubeadm`: additions to what kubeadm sets itself. */
  readonly source: 'static-pod' | 'kubeadm';
  readonly flags: ReadonlyMap<string, Flag>;
  /** Path under which a missing flag would stand. */
  readonly path: string;
  /** The container, for a static pod. */
  readonly container?: ContainerView;
}

const KUBEADM_PARTS: readonly (readonly [Component, readonly string[]])[] = [
  ['kube-apiserver', ['apiServer']],
  ['kube-controller-manager', ['controllerManager']],
  ['kube-scheduler', ['scheduler']],
  ['etcd', ['etcd', 'local']],
];

const COMPONENTS: readonly Component[] = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** Flags of every control-plane program in the inventory: containers that run one, and kubeadm's ClusterConfiguration. */
export function componentFlags(inventory: Inventory): readonly ComponentFlags[] {
  return inventory.derive(collect);
}

function collect(inventory: Inventory): readonly ComponentFlags[] {
  const result: ComponentFlags[] = [];
  for (const pod of podViews(inventory)) {
    for (const container of pod.containers) {
      const found = fromContainer(pod.object, container);
      if (found) result.push(found);
    }
  }
  for (const object of inventory.byKind('kubeadm.k8s.io', 'ClusterConfiguration')) result.push(...fromKubeadm(object));
  return result;
}

function fromContainer(object: KubeObject, container: ContainerView): ComponentFlags | undefined {
  const words = [
    ...asArray(container.spec.command).map((word, index) => ({ word, path: `${container.path}.command[${index}]` })),
    ...asArray(container.spec.args).map((word, index) => ({ word, path: `${container.path}.args[${index}]` })),
  ];
  const start = words.findIndex(({ word }) => typeof word === 'string' && componentOf(word) !== undefined);
  if (start < 0) return undefined;
  const component = componentOf(words[start]!.word as string)!;
  return { component, object, source: 'static-pod', container, path: `${container.path}.command`, flags: parseFlags(words.slice(start + 1)) };
}

function componentOf(word: string): Component | undefined {
  const name = word.slice(word.lastIndexOf('/') + 1);
  return COMPONENTS.find((component) => component === name);
}

/** Reads `--name=value`, `--name value` and `--name`; one dash does as well, as etcd has it. */
function parseFlags(words: readonly { word: unknown; path: string }[]): ReadonlyMap<string, Flag> {
  const flags = new Map<string, Flag>();
  for (let i = 0; i < words.length; i++) {
    const { word, path } = words[i]!;
    const match = typeof word === 'string' ? /^--?([A-Za-z][A-Za-z0-9-]*)(?:=([\s\S]*))?$/.exec(word) : null;
    if (!match) continue;
    const next = words[i + 1]?.word;
    if (match[2] !== undefined) flags.set(match[1]!, { value: match[2], path });
    else if (typeof next === 'string' && !next.startsWith('-')) flags.set(match[1]!, { value: words[++i]!.word as string, path });
    else flags.set(match[1]!, { value: 'true', path });
  }
  return flags;
}

function fromKubeadm(object: KubeObject): ComponentFlags[] {
  const result: ComponentFlags[] = [];
  for (const [component, route] of KUBEADM_PARTS) {
    // An external etcd is run by somebody else: kubeadm starts none.
    if (component === 'etcd' && isObject(asObject(object.json.etcd).external)) continue;
    const part = route.reduce<JsonObject>((holder, key) => asObject(holder[key]), object.json);
    const path = `${route.join('.')}.extraArgs`;
    result.push({ component, object, source: 'kubeadm', path, flags: extraArgs(part.extraArgs, path) });
  }
  return result;
}

/** v1beta4 writes a list of name and value, v1beta3 a mapping. */
function extraArgs(value: unknown, path: string): ReadonlyMap<string, Flag> {
  const flags = new Map<string, Flag>();
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      const name = asString(asObject(item).name);
      if (name !== undefined) flags.set(name, { value: String(asObject(item).value ?? ''), path: `${path}[${index}].value` });
    });
  } else if (isObject(value)) {
    for (const name of Object.keys(value)) flags.set(name, { value: String(value[name] ?? ''), path: `${path}.${name}` });
  }
  return flags;
}
