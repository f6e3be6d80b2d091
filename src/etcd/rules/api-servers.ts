import { componentFlags, type ComponentFlags, type Flag } from '../../kubernetes/components/component-flags';
import { kubeadmValue } from '../../kubernetes/components/flags/kubeadm-flags';
import { fact } from '../../kubernetes/objects/fact';
import type { Inventory } from '../../kubernetes/objects/inventory';
import type { KubeObject } from '../../kubernetes/objects/object';
import { asObject, isObject, typeName } from '../../text/json';
import { joinPath } from '../../text/path';
import { onNode } from '../node-paths';

/** One value that an API server is given, and where it is written. */
export interface ApiServerValue {
  /** For messages: `--etcd-cafile`, `etcd.external.caFile`. */
  readonly label: string;
  readonly path: string;
  /** Undefined when it is not set. */
  readonly value?: string;
  readonly unclear?: string;
}

/** A kube-apiserver as its etcd connection goes. */
export interface ApiServer {
  readonly object: KubeObject;
  readonly component: ComponentFlags;
  /** The value of a flag: what is written, else what kubeadm makes of its ClusterConfiguration. */
  value(flag: string): ApiServerValue;
  /** Every occurrence of a flag that holds a list: they add up. */
  list(flag: string): readonly ApiServerValue[];
}

/** Every kube-apiserver of the input. */
export function apiServers(inventory: Inventory): readonly ApiServer[] {
  return collect(inventory);
}

const collect = fact('API servers as clients of etcd', (inventory): readonly ApiServer[] =>
  componentFlags(inventory)
    .filter(({ component }) => component === 'kube-apiserver')
    .map((component) => ({
      object: component.object,
      component,
      value: (flag) => list(component, flag).at(-1)!,
      list: (flag) => list(component, flag),
    })),
);

/** Fields of `etcd.external` that kubeadm hands on. */
const EXTERNAL: Readonly<Record<string, string>> = {
  'etcd-servers': 'endpoints',
  'etcd-cafile': 'caFile',
  'etcd-certfile': 'certFile',
  'etcd-keyfile': 'keyFile',
};

function list(component: ComponentFlags, name: string): readonly ApiServerValue[] {
  const label = `--${name}`;
  const flag = component.flags.get(name);
  if (flag) return [...(flag.earlier ?? []), flag].map((one) => toValue(label, one));
  if (component.source !== 'kubeadm') return [{ label, path: component.path, unclear: component.incomplete }];
  const config = asObject(component.clusterConfiguration);
  const external = asObject(config.etcd).external;
  if (isObject(external) && Object.hasOwn(EXTERNAL, name)) {
    return fromExternal(external, EXTERNAL[name]!, component.clusterConfigurationPath ?? '');
  }
  return [{ label, path: component.path, value: kubeadmValue('kube-apiserver', name, config) }];
}

function toValue(label: string, { value, path, unclear, merge }: Flag): ApiServerValue {
  return { label, path, value, unclear: unclear ?? (merge ? "its mergeMethod joins it to kubeadm's own value" : undefined) };
}

function fromExternal(external: Readonly<Record<string, unknown>>, field: string, prefix: string): readonly ApiServerValue[] {
  const label = `etcd.external.${field}`;
  const path = joinPath(prefix, 'etcd', 'external', field);
  const value = external[field];
  if (value === undefined || value === null) return [{ label, path }];
  if (field !== 'endpoints') {
    return [
      typeof value === 'string'
        ? { label, path, value }
        : { label, path, unclear: `kubeadm expects a string there and rejects ${typeName(value)}` },
    ];
  }
  if (!Array.isArray(value)) return [{ label, path, unclear: `kubeadm expects a list there and rejects ${typeName(value)}` }];
  if (value.length === 0) return [{ label, path }];
  return value.map((item, index) =>
    typeof item === 'string'
      ? { label, path: `${path}[${index}]`, value: item }
      : { label, path: `${path}[${index}]`, unclear: `kubeadm expects a string there and rejects ${typeName(item)}` },
  );
}

/** The file on the node behind a value; undefined when the value is not known. */
export function fileOf(
  { component }: { component?: ComponentFlags },
  { value, unclear }: { value?: string; unclear?: string },
): string | undefined {
  return value === undefined || value === '' || unclear !== undefined ? undefined : onNode(component, value);
}
