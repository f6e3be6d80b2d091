import type { Inventory } from '../model/inventory';
import { asArray, asObject, asString, isObject, type JsonObject } from '../model/json';
import { namespaceOf, type KubeObject } from '../model/object';
import { entriesOf, volumeLabel } from '../model/pod-security/read';
import type { PodView } from '../model/pod-view';

/** A ConfigMap or Secret without which a container of the pod does not start. */
export interface NamedSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Keys that are named; none when the whole object is meant. */
  readonly keys: readonly string[];
  readonly path: string;
  /** `the variable "MODE" of container "api"` or `volume "config"`. */
  readonly user: string;
}

/** Calls back for each that the pod names and that is not optional. */
export function sourcesNamed(pod: PodView, visit: (source: NamedSource) => void): void {
  const see = (kind: NamedSource['kind'], source: unknown, nameField: string, keys: (from: JsonObject) => readonly unknown[], path: string, user: string) => {
    if (!isObject(source) || source.optional === true) return;
    const name = source[nameField];
    if (typeof name === 'string' && name !== '') visit({ kind, name, keys: keys(source).filter((key): key is string => typeof key === 'string'), path, user });
  };
  const one = (from: JsonObject) => [from.key];
  const whole = () => [];
  const items = (from: JsonObject) => asArray(from.items).map((item) => asObject(item).key);
  for (const { spec, path, label } of pod.containers) {
    for (const [index, { name, valueFrom }] of entriesOf(spec.env)) {
      if (!isObject(valueFrom)) continue;
      const [place, user] = [`${path}.env[${index}].valueFrom`, `the variable ${JSON.stringify(name ?? '')} of ${label}`];
      see('ConfigMap', valueFrom.configMapKeyRef, 'name', one, `${place}.configMapKeyRef`, user);
      see('Secret', valueFrom.secretKeyRef, 'name', one, `${place}.secretKeyRef`, user);
    }
    for (const [index, source] of entriesOf(spec.envFrom)) {
      see('ConfigMap', source.configMapRef, 'name', whole, `${path}.envFrom[${index}].configMapRef`, label);
      see('Secret', source.secretRef, 'name', whole, `${path}.envFrom[${index}].secretRef`, label);
    }
  }
  for (const [index, volume] of entriesOf(pod.spec.volumes)) {
    const [path, user] = [`${pod.path}.volumes[${index}]`, volumeLabel(volume, index)];
    see('ConfigMap', volume.configMap, 'name', items, `${path}.configMap`, user);
    see('Secret', volume.secret, 'secretName', items, `${path}.secret`, user);
    entriesOf(asObject(volume.projected).sources).forEach(([at, source]) => {
      see('ConfigMap', source.configMap, 'name', items, `${path}.projected.sources[${at}].configMap`, user);
      see('Secret', source.secret, 'name', items, `${path}.projected.sources[${at}].secret`, user);
    });
  }
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
