import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { volumeLabel } from '../../../kubernetes/pods/security/read';
import { asArray, asObject, asString, isObject, isUnset, type JsonObject } from '../../../text/json';

/** A ConfigMap or Secret without which a container of the pod does not start. */
export interface NamedSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** What names it: `{ name: app, key: MODE }`. */
  readonly reference: JsonObject;
  /** Its field: `configMapKeyRef`. */
  readonly field: string;
  /** The container whose variable it gives; undefined for a volume. */
  readonly container: ContainerView | undefined;
  /** Place of the variable, of the entry of `envFrom`, or of the volume. */
  readonly index: number;
  /** Place among the sources of a projected volume. */
  readonly at: number | undefined;
}

/** Those that the pod names, without the optional ones unless they are requested. */
export function sourcesNamed({ containers, spec }: PodView, which: 'needed' | 'optional too' = 'needed'): readonly NamedSource[] {
  const found: NamedSource[] = [];
  const add = (...source: Parameters<typeof sourceOf>) => {
    const named = sourceOf(...source);
    if (named && (which === 'optional too' || named.reference.optional !== true)) found.push(named);
  };
  for (const container of containers) {
    const [env, envFrom] = [asArray(container.spec.env), asArray(container.spec.envFrom)];
    for (let index = 0; index < env.length; index++) {
      const { valueFrom } = asObject(env[index]);
      if (!isObject(valueFrom)) continue;
      add('ConfigMap', 'configMapKeyRef', valueFrom.configMapKeyRef, container, index);
      add('Secret', 'secretKeyRef', valueFrom.secretKeyRef, container, index);
    }
    for (let index = 0; index < envFrom.length; index++) {
      const { configMapRef, secretRef } = asObject(envFrom[index]);
      add('ConfigMap', 'configMapRef', configMapRef, container, index);
      add('Secret', 'secretRef', secretRef, container, index);
    }
  }
  const volumes = asArray(spec.volumes);
  for (let index = 0; index < volumes.length; index++) {
    const { configMap, secret, projected } = asObject(volumes[index]);
    add('ConfigMap', 'configMap', configMap, undefined, index);
    add('Secret', 'secret', secret, undefined, index);
    if (!isObject(projected)) continue;
    for (const [at, source] of asArray(projected.sources).entries()) {
      const named = asObject(source);
      add('ConfigMap', 'configMap', named.configMap, undefined, index, at);
      add('Secret', 'secret', named.secret, undefined, index, at);
    }
  }
  return found;
}

function sourceOf(
  kind: NamedSource['kind'],
  field: string,
  reference: unknown,
  container: ContainerView | undefined,
  index: number,
  at?: number,
): NamedSource | undefined {
  if (!isObject(reference)) return undefined;
  const name = field === 'secret' && at === undefined ? reference.secretName : reference.name;
  return typeof name === 'string' && name !== '' ? { kind, name, reference, field, container, index, at } : undefined;
}

/** Keys that it names; none when the whole object is meant. */
export function keysNamed({ reference: { key, items }, field }: NamedSource): readonly string[] {
  if (field.endsWith('KeyRef')) return typeof key === 'string' ? [key] : NONE;
  return isUnset(items)
    ? NONE
    : asArray(items)
        .map((item) => asObject(item).key)
        .filter((each): each is string => typeof each === 'string');
}

/** Where it is named, and what names it: `the variable "MODE" of container "api"` or `volume "config"`. */
export function userOf({ field, container, index, at }: NamedSource, pod: PodView): { readonly path: string; readonly user: string } {
  if (!container) {
    const path = `${pod.path}.volumes[${index}]`;
    return {
      path: at === undefined ? `${path}.${field}` : `${path}.projected.sources[${at}].${field}`,
      user: volumeLabel(asObject(asArray(pod.spec.volumes)[index]), index),
    };
  }
  if (!field.endsWith('KeyRef')) return { path: `${container.path}.envFrom[${index}].${field}`, user: container.label };
  const { name } = asObject(asArray(container.spec.env)[index]);
  return {
    path: `${container.path}.env[${index}].valueFrom.${field}`,
    user: `the variable ${JSON.stringify(name ?? '')} of ${container.label}`,
  };
}

/**
 * The object; `made` when something of the input makes it; `elsewhere` when the input holds none of that kind in the namespace; else
 * undefined.
 */
export function sourceFor(
  inventory: Inventory,
  kind: NamedSource['kind'],
  namespace: string,
  name: string,
): KubeObject | 'made' | 'elsewhere' | undefined {
  const object = inventory.find('', kind, namespace, name);
  if (object) return object;
  if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return 'made';
  const { held, made } = collect(inventory);
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

const collect = fact('ConfigMaps and Secrets', (inventory): Sources => {
  const held = new Set<string>();
  for (const kind of ['ConfigMap', 'Secret']) for (const object of inventory.byKind('', kind)) held.add(`${kind}/${namespaceOf(object)}`);
  const made = new Set<string>();
  for (const [group, kind, nameOf] of MAKERS) {
    for (const object of inventory.byKind(group, kind)) {
      made.add(`Secret/${namespaceOf(object)}/${asString(nameOf(asObject(object.json.spec))) ?? object.name}`);
    }
  }
  return { held, made };
});
