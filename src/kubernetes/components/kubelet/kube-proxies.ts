import { joinPath } from '../../../text/path';
import { factFor } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import type { KubeObject } from '../../objects/object';
import { formatMinor, type KubernetesMinor } from '../../releases/versions';
import { componentFlags, type ComponentFlags } from '../component-flags';
import { nodeDocuments, type NodeDocument } from './documents';
import { fieldOf, flagValue, type NodeSetting } from './setting';
import { NodeTable } from './table';

/** A place in which settings of kube-proxy are written: a file, or a command line without one. */
export interface KubeProxy {
  readonly object: KubeObject;
  /** The setting of a field by its path, with its default. */
  setting(field: string): NodeSetting;
}

/** Every place in which settings of kube-proxy are written. With `--config` it ignores its other flags, so those are none. */
export const kubeProxies: (inventory: Inventory, release: KubernetesMinor) => readonly KubeProxy[] = factFor(
  'settings of kube-proxy',
  (inventory, release: KubernetesMinor): readonly KubeProxy[] => {
    const table = NodeTable.of(release);
    return [
      ...nodeDocuments(inventory)
        .filter(({ kind }) => kind === 'KubeProxyConfiguration')
        .map((document) => fromFile(document, table)),
      ...componentFlags(inventory)
        .filter(({ component, flags }) => component === 'kube-proxy' && (flags.get('config')?.value ?? '') === '')
        .map((component) => fromFlags(component, table)),
    ];
  },
  formatMinor,
);

function fromFile({ object, json, field: place, unclear }: NodeDocument, table: NodeTable): KubeProxy {
  const setting = (field: string): NodeSetting => {
    const path = place === '' ? joinPath('', ...field.split('.')) : place;
    const unset = { label: field, path, isDefault: true, unclear, value: table.defaultOf('KubeProxyConfiguration', field) };
    const found = unclear === undefined ? fieldOf(json, '', 'KubeProxyConfiguration', field, table) : undefined;
    return found ? { ...found, path } : unset;
  };
  return { object, setting };
}

/** Fields that rules read: flag and type. */
const FLAGS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['metricsBindAddress', ['metrics-bind-address', 'string']],
  ['enableProfiling', ['profiling', 'bool']],
]);

function fromFlags({ object, flags, path, incomplete }: ComponentFlags, table: NodeTable): KubeProxy {
  const setting = (field: string): NodeSetting => {
    const [name, type] = FLAGS.get(field)!;
    const flag = flags.get(name);
    const unset = {
      label: `--${name}`,
      path,
      isDefault: true,
      value: table.defaultOf('KubeProxyConfiguration', field),
      unclear: incomplete,
    };
    if (!flag) return unset;
    const { value, fault } = flagValue(type, flag.value);
    const unclear = flag.unclear ?? (fault === undefined ? undefined : `it ${fault}, so kube-proxy does not start`);
    return { label: `--${name}`, path: flag.path, isDefault: false, value, unclear };
  };
  return { object, setting };
}
