import type { FilePattern, FileText } from '../kubernetes/objects/node-files';
import { isObject, typeName, type JsonObject } from '../text/json';
import { readYaml } from '../text/yaml/yaml';
import type { Setting } from './setting';

/** An etcd configuration file (`--config-file`). */
export interface EtcdFile {
  setting(flag: string): Setting;
}

const KEYS: readonly string[] = [
  'client-transport-security',
  'peer-transport-security',
  'listen-client-urls',
  'listen-peer-urls',
  'advertise-client-urls',
  'initial-advertise-peer-urls',
];
const MENTIONED = new RegExp(`^[ \\t{]*["']?(${KEYS.join('|')})["']?[ \\t]*:`, 'im');

/** Files with etcd's usual name, and any other YAML that holds etcd's settings. */
export const etcdConfigFiles: FilePattern = {
  name: 'etcd configuration',
  path: /(?:^|\/)etcd\.conf\.ya?ml$/,
  recognises: (content) => {
    if (!MENTIONED.test(content)) return false;
    const root = rootOf(content);
    return isObject(root) && root.kind === undefined && KEYS.some((key) => valueAt(root, key) !== undefined);
  },
};

function rootOf(text: string): unknown {
  const { documents, faults } = readYaml(text);
  return faults.length > 0 ? undefined : documents[0]?.value;
}

/** etcd finds keys as Go's JSON does: the exact spelling first, else regardless of upper and lower case. */
function valueAt(holder: JsonObject, key: string): unknown {
  if (Object.hasOwn(holder, key)) return holder[key];
  const other = Object.keys(holder)
    .filter((name) => name.toLowerCase() === key)
    .at(-1);
  return other === undefined ? undefined : holder[other];
}

/** Flags that are written in a section of the file: section and key. Source: securityConfig in embed/config.go of etcd. */
export const SECTIONS = new Map<string, readonly [string, string]>([
  ['peer-skip-client-san-verification', ['peer-transport-security', 'skip-client-san-verification']],
]);
for (const key of ['cert-file', 'key-file', 'client-cert-auth', 'trusted-ca-file', 'auto-tls']) {
  SECTIONS.set(key, ['client-transport-security', key]);
  SECTIONS.set(`peer-${key}`, ['peer-transport-security', key]);
}

const BOOLEAN = /auto-tls$|cert-auth$|san-verification$/;

/** Reads the file; never throws: what etcd would refuse is unclear. */
export function etcdFile(file: FileText): EtcdFile {
  const { documents, faults } = readYaml(file.content);
  const root = documents[0]?.value ?? {};
  const fault =
    faults.length > 0
      ? 'the file is not a readable YAML'
      : isObject(root)
        ? undefined
        : `the file holds ${typeName(root)} in place of a mapping`;
  return {
    setting: (flag) =>
      fault === undefined ? settingOf(root as JsonObject, flag) : { label: flag, path: '', unclear: `${fault}, so etcd does not start` },
  };
}

function settingOf(root: JsonObject, flag: string): Setting {
  const route = SECTIONS.get(flag) ?? [flag];
  const path = route.join('.');
  const base = { label: path, path };
  let value: unknown = root;
  for (const key of route) {
    if (!isObject(value)) return { ...base, unclear: `${route[0]} is ${typeName(value)} in place of a mapping, so etcd does not start` };
    value = valueAt(value, key);
    if (value === undefined || value === null) return base;
  }
  if (BOOLEAN.test(flag)) {
    return typeof value === 'boolean' ? { ...base, value: String(value) } : { ...base, unclear: refused('a boolean', value) };
  }
  if (flag === 'cipher-suites') {
    const list = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return list ? { ...base, value: (value as string[]).join(',') } : { ...base, unclear: refused('a list of strings', value) };
  }
  return typeof value === 'string' ? { ...base, value } : { ...base, unclear: refused('a string', value) };
}

function refused(expected: string, value: unknown): string {
  return `etcd expects ${expected} and rejects ${typeName(value)}`;
}
