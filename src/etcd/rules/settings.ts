import { fileObject, subject } from '../../engine/subjects';
import { componentFlags, type ComponentFlags } from '../../kubernetes/components/component-flags';
import { fact } from '../../kubernetes/objects/fact';
import type { Inventory } from '../../kubernetes/objects/inventory';
import type { FileText } from '../../kubernetes/objects/node-files';
import type { KubeObject } from '../../kubernetes/objects/object';
import { asString } from '../../text/json';
import { etcdConfigFiles, etcdFile, type EtcdFile } from '../config-file';
import type { Setting } from '../setting';

/** One etcd member's configuration: a container, kubeadm's `etcd.local`, or a configuration file. */
export interface EtcdConfig {
  readonly object: KubeObject;
  readonly source: 'static-pod' | 'kubeadm' | 'file';
  /** The flags, unless it is a file. */
  readonly component?: ComponentFlags;
  /** The file's text, if it is one. */
  readonly text?: string;
  /** A setting by the name of its flag. */
  setting(flag: string): Setting;
}

/** Every etcd of the input. */
export const etcdConfig = subject<EtcdConfig>(
  'etcd configurations',
  ({ inventory }) => etcdConfigs(inventory).map((value) => ({ value, object: value.object })),
  [etcdConfigFiles],
);

export function etcdConfigs(inventory: Inventory): readonly EtcdConfig[] {
  return collect(inventory);
}

const collect = fact('configurations of etcd', (inventory): readonly EtcdConfig[] => {
  const result: EtcdConfig[] = [];
  const files = new Set<FileText>(inventory.files.of(etcdConfigFiles));
  for (const component of componentFlags(inventory)) {
    if (component.component !== 'etcd') continue;
    const named = component.flags.get('config-file');
    if (!named || named.value === '') {
      result.push(fromFlags(component));
      continue;
    }
    // etcd ignores flags and environment then: the file is checked in their place.
    const file = named.unclear === undefined ? inventory.files.at(etcdConfigFiles, named.value, component.object.origin) : undefined;
    if (file) files.add(file);
    else result.push(fromMissingFile(component, named.value, named.path));
  }
  for (const file of files) result.push(fromFile(file, etcdFile(file)));
  return result;
});

function fromMissingFile(component: ComponentFlags, file: string, path: string): EtcdConfig {
  const unclear = `etcd reads its settings from ${file} alone, which is not in the input`;
  return { object: component.object, source: component.source, component, setting: (flag) => ({ label: `--${flag}`, path, unclear }) };
}

/**
 * What kubeadm sets itself: paths below its certificatesDir, or nothing known here but that it is safe. Source:
 * cmd/kubeadm/app/phases/etcd/local.go
 */
const KUBEADM_FLAGS: ReadonlyMap<string, string | undefined> = new Map([
  ['cert-file', 'etcd/server.crt'],
  ['key-file', 'etcd/server.key'],
  ['trusted-ca-file', 'etcd/ca.crt'],
  ['client-cert-auth', undefined],
  ['peer-cert-file', 'etcd/peer.crt'],
  ['peer-key-file', 'etcd/peer.key'],
  ['peer-trusted-ca-file', 'etcd/ca.crt'],
  ['peer-client-cert-auth', undefined],
  ['listen-client-urls', undefined],
  ['advertise-client-urls', undefined],
  ['listen-peer-urls', undefined],
  ['initial-advertise-peer-urls', undefined],
  ['listen-metrics-urls', undefined],
  ['initial-cluster', undefined],
]);

function fromFlags(component: ComponentFlags): EtcdConfig {
  const setting = (name: string): Setting => {
    const label = `--${name}`;
    const flag = component.flags.get(name);
    const preset = component.source === 'kubeadm' && KUBEADM_FLAGS.has(name);
    // kubeadm drops a merge with a flag that it does not set itself.
    if (flag && !(component.source === 'kubeadm' && flag.merge && !preset)) {
      return {
        label,
        path: flag.path,
        value: flag.value,
        unclear: flag.unclear ?? kubeadmFault(name, preset, flag.fromEnvironment, flag.merge),
      };
    }
    const { path } = component;
    if (!preset) return { label, path, unclear: component.incomplete };
    const file = KUBEADM_FLAGS.get(name);
    const directory = asString(component.clusterConfiguration?.certificatesDir);
    return {
      label,
      path,
      byKubeadm: true,
      value: file === undefined ? undefined : `${directory === undefined || directory === '' ? '/etc/kubernetes/pki' : directory}/${file}`,
    };
  };
  return { object: component.object, source: component.source, component, setting };
}

function kubeadmFault(name: string, preset: boolean, fromEnvironment?: boolean, merge?: string): string | undefined {
  if (preset && fromEnvironment) return `kubeadm sets --${name} itself, so etcd does not start`;
  if (merge && !name.includes('urls')) return "its mergeMethod joins it to kubeadm's own value";
  return undefined;
}

function fromFile(file: FileText, parsed: EtcdFile): EtcdConfig {
  return { object: fileObject(file), source: 'file', text: file.content, setting: (flag) => parsed.setting(flag) };
}
