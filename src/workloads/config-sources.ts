import { NONE } from '../model/collect';
import type { Inventory } from '../model/inventory';
import { asArray, asObject, asString, isObject, type JsonObject } from '../model/json';
import { namespaceOf, type KubeObject } from '../model/object';
import { isUnset, volumeLabel } from '../model/pod-security/read';
import type { PodView } from '../model/pod-view';

/** A ConfigMap or Secret without which a container of the pod does not start. */
export interface NamedSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Keys that are named; none when the whole object is meant. */
  readonly keys: readonly string[];
  readonly user: SourceUser;
}

/** What names a source: most are found, so it is put into words for the others only. */
export interface SourceUser {
  /** Path of what names it. */
  readonly path: () => string;
  /** `the variable "MODE" of container "api"` or `volume "config"`. */
  readonly label: () => string;
}

/** Calls back for each that the pod names and that is not optional. */
export function sourcesNamed(pod: PodView, visit: (source: NamedSource) => void): void {
  for (const { spec, path, label } of pod.containers) {
    eachMapping(spec.env, ({ name, valueFrom }, index) => {
      if (!isObject(valueFrom)) return;
      const user = { path: () => `${path}.env[${index}].valueFrom`, label: () => `the variable ${JSON.stringify(name ?? '')} of ${label}` };
      see(visit, user, 'ConfigMap', 'configMapKeyRef', valueFrom, oneKey);
      see(visit, user, 'Secret', 'secretKeyRef', valueFrom, oneKey);
    });
    eachMapping(spec.envFrom, (source, index) => {
      const user = { path: () => `${path}.envFrom[${index}]`, label: () => label };
      see(visit, user, 'ConfigMap', 'configMapRef', source, noKeys);
      see(visit, user, 'Secret', 'secretRef', source, noKeys);
    });
  }
  eachMapping(pod.spec.volumes, (volume, index) => {
    const { configMap, secret, projected } = volume;
    if (isUnset(configMap) && isUnset(secret) && isUnset(projected)) return;
    const [path, label] = [() => `${pod.path}.volumes[${index}]`, () => volumeLabel(volume, index)];
    see(visit, { path, label }, 'ConfigMap', 'configMap', volume, itemKeys);
    see(visit, { path, label }, 'Secret', 'secret', volume, itemKeys, 'secretName');
    eachMapping(asObject(projected).sources, (source, at) => {
      const user = { path: () => `${path()}.projected.sources[${at}]`, label };
      see(visit, user, 'ConfigMap', 'configMap', source, itemKeys);
      see(visit, user, 'Secret', 'secret', source, itemKeys);
    });
  });
}

function see(visit: (source: NamedSource) => void, { path, label }: SourceUser, kind: NamedSource['kind'], field: string, holder: JsonObject, keysOf: (source: JsonObject) => readonly unknown[], nameField = 'name'): void {
  const source = holder[field];
  if (!isObject(source) || source.optional === true) return;
  const name = source[nameField];
  if (typeof name !== 'string' || name === '') return;
  visit({ kind, name, keys: keysOf(source).filter((key): key is string => typeof key === 'string'), user: { path: () => `${path()}.${field}`, label } });
}

const oneKey = ({ key }: JsonObject) => [key];
const noKeys = () => NONE;
const itemKeys = ({ items }: JsonObject) => (isUnset(items) ? NONE : asArray(items).map((item) => asObject(item).key));

function eachMapping(list: unknown, visit: (item: JsonObject, index: number) => void): void {
  if (Array.isArray(list)) for (const [index, item] of list.entries()) if (isObject(item)) visit(item, index);
}

/** The object; `made` when something of the set makes it; `elsewhere` when the set holds none of that kind in the namespace; else undefined. */
export function sourceFor(inventory: Inventory, kind: NamedSource['kind'], namespace: string, name: string): KubeObject | 'made' | 'elsewhere' | undefined {
  const object = inventory.find('', kind, namespace, name);
  if (object) return object;
  if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return 'made';
  const { held, made } = inventory.derive(collect);
  if (made.has(`${kind}/${namespace}/${name}`)) return 'made';
  return held.has(`${kind}/${namespace}`) ? undefined : 'elsewhere';
}

interface Sources {
  readonly held: ReadonlySet<string>;
  readonly made: ReadonlySet<string>;
}

/** Kinds that make a Secret: where they say its name, else it is their own. */
const MAKERS: readonly (readonly [group: string, kind: string, nameOf: (spec: JsonObject) => unknown])[] = [
  ['bitnami.com', 'SealedSecret', (spec) => asObject(asObject(spec.template).metadata).name],
  ['cert-manager.io', 'Certificate', (spec) => spec.secretName],
  ['external-secrets.io', 'ExternalSecret', (spec) => asObject(spec.target).name],
];

function collect(inventory: Inventory): Sources {
  const held = new Set<string>();
  for (const kind of ['ConfigMap', 'Secret']) for (const object of inventory.byKind('', kind)) held.add(`${kind}/${namespaceOf(object)}`);
  const made = new Set<string>();
  for (const [group, kind, nameOf] of MAKERS) {
    for (const object of inventory.byKind(group, kind)) {
      made.add(`Secret/${object.namespace ?? 'default'}/${asString(nameOf(asObject(object.json.spec))) ?? object.name}`);
    }
  }
  return { held, made };
}
