import { asArray, asObject, asString, isObject, isUnset, scalarText, type JsonObject } from '../../text/json';
import { joinPath } from '../../text/path';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';
import { podViews, type ContainerView, type PodView } from '../pods/pod-view';
import { addFlag, findCommandLine, parseFlags, type Component, type Flag, type Word } from './component-command';
import { addVariables, environmentOf, expand, type EnvVariable } from './component-env';
import { recognisedComponent, unreadCommand } from './recognised-component';

export type { Component, Flag } from './component-command';

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
  /** The pod, for a static pod. */
  readonly pod?: PodView;
  /** kubeadm's ClusterConfiguration, for kubeadm. */
  readonly clusterConfiguration?: JsonObject;
  /** Path of {@link clusterConfiguration} within the object; '' when it is the object itself. */
  readonly clusterConfigurationPath?: string;
  /** Why the program may be given more flags than these, so that a missing one decides nothing; undefined when these are all. */
  readonly incomplete?: string;
}

const KUBEADM_PARTS: readonly (readonly [Component, readonly string[]])[] = [
  ['kube-apiserver', ['apiServer']],
  ['kube-controller-manager', ['controllerManager']],
  ['kube-scheduler', ['scheduler']],
  ['etcd', ['etcd', 'local']],
];

/** Where a kind keeps kubeadm's ClusterConfiguration: kubeadm's own file, and the objects of Cluster API. */
const KUBEADM_KINDS: readonly (readonly [string, string, readonly string[]])[] = [
  ['kubeadm.k8s.io', 'ClusterConfiguration', []],
  ['controlplane.cluster.x-k8s.io', 'KubeadmControlPlane', ['spec', 'kubeadmConfigSpec', 'clusterConfiguration']],
  [
    'controlplane.cluster.x-k8s.io',
    'KubeadmControlPlaneTemplate',
    ['spec', 'template', 'spec', 'kubeadmConfigSpec', 'clusterConfiguration'],
  ],
  ['bootstrap.cluster.x-k8s.io', 'KubeadmConfig', ['spec', 'clusterConfiguration']],
  ['bootstrap.cluster.x-k8s.io', 'KubeadmConfigTemplate', ['spec', 'template', 'spec', 'clusterConfiguration']],
];

/** Where a kind keeps kubeadm's registration of a node, with the flags of its kubelet. */
const NODE_KINDS: readonly (readonly [string, string, readonly string[]])[] = [
  ['kubeadm.k8s.io', 'InitConfiguration', []],
  ['kubeadm.k8s.io', 'JoinConfiguration', []],
  ...KUBEADM_KINDS.flatMap(([group, kind, route]) =>
    group === 'kubeadm.k8s.io'
      ? []
      : ['initConfiguration', 'joinConfiguration'].map((field) => [group, kind, [...route.slice(0, -1), field]] as const),
  ),
];

/**
 * Flags of every program of Kubernetes in the inventory: containers that run one, and kubeadm's configurations.
 *
 * Read are `command` and `args` (also through wrappers and `sh -c`), `$(NAME)`, and for etcd its `ETCD_…` environment, which is worth as
 * much as flags. With `--config-file` etcd ignores all of them: a check of etcd has to look at that flag first.
 */
export const componentFlags: (inventory: Inventory) => readonly ComponentFlags[] = fact('flags of components', collect);

function collect(inventory: Inventory): readonly ComponentFlags[] {
  const result: ComponentFlags[] = [];
  for (const pod of podViews(inventory)) {
    for (const container of pod.containers) {
      const found = fromContainer(pod, container, inventory);
      if (found) result.push(found);
    }
  }
  for (const [group, kind, route] of KUBEADM_KINDS) {
    for (const object of inventory.byKind(group, kind)) {
      let config: unknown = object.json;
      for (const key of route) config = asObject(config)[key];
      if (isObject(config)) result.push(...fromKubeadm(object, config, route.join('.')));
    }
  }
  for (const [group, kind, route] of NODE_KINDS) {
    for (const object of inventory.byKind(group, kind)) {
      const node = [...route, 'nodeRegistration'].reduce<JsonObject>((holder, key) => asObject(holder[key]), object.json);
      if (isUnset(node.kubeletExtraArgs)) continue;
      const path = joinPath('', ...route, 'nodeRegistration', 'kubeletExtraArgs');
      result.push({ component: 'kubelet', object, source: 'kubeadm', path, flags: extraArgs('kubelet', node.kubeletExtraArgs, path) });
    }
  }
  return result;
}

function fromContainer(pod: PodView, container: ContainerView, inventory: Inventory): ComponentFlags | undefined {
  // Cheap first: nearly every container runs something else.
  const recognised = recognisedComponent(pod, container);
  if (recognised === undefined && !mentionsComponent(container)) return undefined;
  const environment = environmentOf(pod, container, inventory);
  const words = (['command', 'args'] as const).flatMap((list) =>
    asArray(container.spec[list]).map((word, index): Word => {
      const path = `${container.path}.${list}[${index}]`;
      if (typeof word !== 'string') return { text: scalarText(word), path, unclear: 'it is not text, so the server rejects it' };
      const { value, unclear } = expand(word, environment.variables);
      return { text: value, path, unclear };
    }),
  );
  const found = findCommandLine(words) ?? (recognised && unreadCommand(recognised, words));
  if (!found) return undefined;
  const { component } = found;
  const { flags, incomplete } = parseFlags(component, found.words);
  if (component === 'etcd') addEtcdVariables(flags, environment.variables);
  return {
    component,
    object: pod.object,
    source: 'static-pod',
    container,
    pod,
    path: `${container.path}.command`,
    flags,
    incomplete: found.incomplete ?? incomplete ?? (component === 'etcd' ? environment.incomplete : undefined),
  };
}

const MENTIONED = /etcd|kubelet|kube-(apiserver|controller-manager|proxy|scheduler)/;

function mentionsComponent({ spec }: ContainerView): boolean {
  const mentions = (text: unknown) => typeof text === 'string' && (text.includes('etcd') || text.includes('kube')) && MENTIONED.test(text);
  return mentions(spec.image) || asArray(spec.command).some(mentions) || asArray(spec.args).some(mentions);
}

/** etcd reads `ETCD_CERT_FILE` as `--cert-file`; empty ones are ignored, and one that a flag contradicts makes it refuse to start. */
function addEtcdVariables(flags: Map<string, Flag>, variables: ReadonlyMap<string, EnvVariable>): void {
  for (const { name, value, path, unclear } of variables.values()) {
    if (!/^ETCD_[A-Z0-9_]+$/.test(name) || name === 'ETCD_VERSION' || (value === '' && unclear === undefined)) continue;
    const flag = name.slice('ETCD_'.length).toLowerCase().replaceAll('_', '-');
    const other = flags.get(flag);
    if (other) flags.set(flag, { ...other, unclear: other.unclear ?? `${name} sets it too, so etcd does not start` });
    else addFlag(flags, flag, { value, path, unclear, fromEnvironment: true });
  }
}

function fromKubeadm(object: KubeObject, config: JsonObject, prefix: string): ComponentFlags[] {
  const result: ComponentFlags[] = [];
  for (const [component, route] of KUBEADM_PARTS) {
    // kubeadm starts no external etcd.
    if (component === 'etcd' && isObject(asObject(config.etcd).external)) continue;
    const part = route.reduce<JsonObject>((holder, key) => asObject(holder[key]), config);
    const place = joinPath(prefix, ...route);
    const flags = extraArgs(component, part.extraArgs, `${place}.extraArgs`);
    if (component === 'etcd') {
      const variables = new Map<string, EnvVariable>();
      addVariables(variables, part.extraEnvs, `${place}.extraEnvs`);
      addEtcdVariables(flags, variables);
    }
    result.push({
      component,
      object,
      source: 'kubeadm',
      path: `${place}.extraArgs`,
      flags,
      clusterConfiguration: config,
      clusterConfigurationPath: prefix,
    });
  }
  return result;
}

/** Arguments that kubeadm hands on: v1beta4 and v1 write a list of name and value, v1beta3 a mapping. */
export function extraArgs(component: Component, value: unknown, path: string): Map<string, Flag> {
  const flags = new Map<string, Flag>();
  const add = (name: string, text: unknown, place: string, merge?: unknown) =>
    addFlag(flags, component === 'etcd' ? name : name.replaceAll('_', '-'), {
      value: scalarText(text),
      path: place,
      unclear: typeof text === 'string' ? mergeFault(merge) : 'its value is not a string, so kubeadm rejects it',
      merge: merge === 'append' || merge === 'prepend' ? merge : undefined,
    });
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      const { name, value: text, mergeMethod } = asObject(item);
      if (asString(name) !== undefined) add(name as string, text, `${path}[${index}].value`, mergeMethod);
    });
  } else if (isObject(value)) {
    for (const name of Object.keys(value)) add(name, value[name], joinPath(path, name));
  }
  return flags;
}

function mergeFault(merge: unknown): string | undefined {
  if (merge === undefined || merge === '' || merge === 'append' || merge === 'prepend') return undefined;
  return 'its mergeMethod is neither append nor prepend, so kubeadm rejects it';
}
