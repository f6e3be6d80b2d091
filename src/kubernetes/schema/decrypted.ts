import { isObject, type JsonObject } from '../../text/json';
import { UNKNOWN_VALUE } from './unknown-value';

/** A value that SOPS has encrypted, whatever its type was. */
const ENCRYPTED = /^ENC\[[A-Z0-9_]+,.*\]$/s;

/**
 * An object as it will be sent when it is encrypted with SOPS: without the field `sops`, and with values that are not known where it has
 * encrypted ones. Any other object comes back as it is.
 *
 * Source: https://getsops.io/docs/#encryption-protocol
 */
export function decrypted(json: JsonObject): JsonObject {
  if (!isObject(json.sops)) return json;
  const { sops: _, ...sent } = json;
  return withoutSecrets(sent) as JsonObject;
}

function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return ENCRYPTED.test(value) ? UNKNOWN_VALUE : value;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, { value: withoutSecrets(value[key]), enumerable: true, configurable: true, writable: true });
  }
  return copy;
}
