import type { Inventory } from '../model/inventory';
import { asArray, asObject, asString, type JsonObject } from '../model/json';

/** Prefix of the labels by which a Namespace asks for Pod Security admission. */
export const POD_SECURITY_PREFIX = 'pod-security.kubernetes.io/';

/** Label with the level below which no pod is admitted. */
export const ENFORCE_LABEL = `${POD_SECURITY_PREFIX}enforce`;

/** Label with the release whose definition of the level holds. */
export const ENFORCE_VERSION_LABEL = `${POD_SECURITY_PREFIX}enforce-version`;

/** The levels, least strict first. */
export const POD_SECURITY_LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** What the API server's own configuration says about Pod Security, as far as it is in the set. */
export interface PodSecurityDefaults {
  /** The level for namespaces without label. */
  readonly enforce: string | undefined;
  /** Namespaces whose labels have no effect. */
  readonly exempt: ReadonlySet<string>;
}

/**
 * Reads PodSecurityConfiguration, by itself or as the plugin PodSecurity of an AdmissionConfiguration.
 *
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/
 */
export function podSecurityDefaults(inventory: Inventory): PodSecurityDefaults {
  return inventory.derive(read);
}

function read(inventory: Inventory): PodSecurityDefaults {
  const plugins = inventory.byKind('apiserver.config.k8s.io', 'AdmissionConfiguration')
    .flatMap(({ json }) => asArray(json.plugins).map(asObject))
    .filter(({ name }) => name === 'PodSecurity')
    .map(({ configuration }) => asObject(configuration));
  const configurations: JsonObject[] = [...inventory.byKind('pod-security.admission.config.k8s.io', 'PodSecurityConfiguration').map(({ json }) => json), ...plugins];
  return {
    enforce: configurations.map(({ defaults }) => asString(asObject(defaults).enforce)).find((level) => level !== undefined),
    exempt: new Set(configurations.flatMap(({ exemptions }) => asArray(asObject(exemptions).namespaces)).filter((name): name is string => typeof name === 'string')),
  };
}
