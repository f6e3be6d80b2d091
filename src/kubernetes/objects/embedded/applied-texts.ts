import { asArray, asObject, asString, isObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import type { Inventory } from '../inventory';
import { namespaceOf, type KubeObject } from '../object';

/** A text of a ConfigMap or Secret that is applied to a cluster. */
export interface AppliedText {
  /** The ConfigMap or Secret. */
  readonly holder: KubeObject;
  readonly path: string;
  readonly text: string;
}

interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

const refsOf = (list: unknown, kind?: string): readonly Reference[] =>
  asArray(list).flatMap((item) => {
    const ref = asObject(item);
    const [name, own] = [asString(ref.name), kind ?? asString(ref.kind)];
    const namespace = asString(ref.namespace) || undefined;
    return name === undefined || own === undefined ? [] : [{ kind: own, name, ...(namespace === undefined ? {} : { namespace }) }];
  });

/**
 * Custom kinds that apply what is in ConfigMaps and Secrets, by group and kind.
 *
 * Sources: https://cluster-api.sigs.k8s.io/tasks/cluster-resource-set ; https://projectsveltos.github.io/sveltos/main/addons/raw_yaml/ ;
 * https://gardener.cloud/docs/gardener/concepts/resource-manager/
 */
const APPLYING: Readonly<Record<string, (spec: Readonly<Record<string, unknown>>) => readonly Reference[]>> = {
  'addons.cluster.x-k8s.io/ClusterResourceSet': ({ resources }) => refsOf(resources),
  'config.projectsveltos.io/ClusterProfile': ({ policyRefs }) => refsOf(policyRefs),
  'config.projectsveltos.io/Profile': ({ policyRefs }) => refsOf(policyRefs),
  'resources.gardener.cloud/ManagedResource': ({ secretRefs }) => refsOf(secretRefs, 'Secret'),
};

/** The texts that a custom resource has applied, as far as they are in the input. */
export function appliedTexts(object: KubeObject, inventory: Inventory): readonly AppliedText[] {
  const references = APPLYING[`${object.group}/${object.kind}`]?.(asObject(object.json.spec)) ?? [];
  return references.flatMap(({ kind, name, namespace = namespaceOf(object) }) => {
    const holder = kind === 'ConfigMap' || kind === 'Secret' ? inventory.find('', kind, namespace, name) : undefined;
    return holder ? textsOf(holder) : [];
  });
}

/** Fields of a ConfigMap and of a Secret, and whether they are encoded. */
const FIELDS: Readonly<Record<string, readonly (readonly [field: string, isEncoded: boolean])[]>> = {
  ConfigMap: [
    ['data', false],
    ['binaryData', true],
  ],
  Secret: [
    ['data', true],
    ['stringData', false],
  ],
};

/** What is in a ConfigMap or Secret, as text. */
export function textsOf(holder: KubeObject): readonly AppliedText[] {
  return (FIELDS[holder.kind] ?? []).flatMap(([field, isEncoded]) => {
    const map = holder.json[field];
    if (!isObject(map)) return [];
    return Object.keys(map).flatMap((key) => {
      const written = map[key];
      if (typeof written !== 'string') return [];
      const text = isEncoded ? Buffer.from(written, 'base64').toString('utf8') : written;
      return [{ holder, path: joinPath(field, key), text }];
    });
  });
}
