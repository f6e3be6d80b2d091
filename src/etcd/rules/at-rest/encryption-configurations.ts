import type { Subject } from '../../../engine/rule';
import { objectsOfKind } from '../../../engine/subjects';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isObject, type JsonObject } from '../../../text/json';

/** Files that say how an API server encrypts what it stores. */
export const encryptionConfigurations: Subject<KubeObject> = objectsOfKind('apiserver.config.k8s.io/EncryptionConfiguration');

/** An entry of `providers`: the provider that it names, and its settings. */
export interface ProviderView {
  /** Undefined where the entry names none, or several. */
  readonly name: string | undefined;
  readonly settings: JsonObject;
  /** Path of the settings: `resources[0].providers[1].aescbc`. */
  readonly path: string;
}

/** An entry of `resources`. */
export interface EncryptedResources {
  readonly path: string;
  /** Resources as written: `secrets`, `*.apps`. */
  readonly resources: readonly unknown[];
  readonly providers: readonly ProviderView[];
}

export function encryptedResources({ json }: KubeObject): readonly EncryptedResources[] {
  return asArray(json.resources).map((entry, i) => {
    const { resources, providers } = asObject(entry);
    const path = `resources[${i}]`;
    return { path, resources: asArray(resources), providers: asArray(providers).map((each, j) => read(each, `${path}.providers[${j}]`)) };
  });
}

function read(entry: unknown, path: string): ProviderView {
  const named = isObject(entry) ? Object.keys(entry).filter((key) => entry[key] !== undefined && entry[key] !== null) : [];
  const name = named.length === 1 ? named[0] : undefined;
  return { name, settings: name === undefined ? {} : asObject(asObject(entry)[name]), path: name === undefined ? path : `${path}.${name}` };
}

/** True for an entry that covers Secrets. The first one that covers a resource decides about it. */
export function coversSecrets({ resources }: EncryptedResources): boolean {
  return resources.some((each) => each === 'secrets' || each === 'secrets.' || each === '*.' || each === '*.*');
}

export const ENCRYPTION_SOURCES: readonly string[] = [
  'https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/',
  'https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/#apiserver-config-k8s-io-v1-EncryptionConfiguration',
];
