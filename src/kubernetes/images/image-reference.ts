/** The parts of an image's name. */
export interface ImageReference {
  /** Host of the registry, as written; `docker.io` when none is. */
  readonly registry: string;
  /** Path within the registry: `library/nginx` for `nginx`. */
  readonly repository: string;
  /** Undefined when none is written: container runtimes then take `latest`, or the digest if there is one. */
  readonly tag: string | undefined;
  /** `sha256:…`; undefined when none is written. */
  readonly digest: string | undefined;
}

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const HOST_LABEL = '(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])';
const HOST = new RegExp(`^(?:${HOST_LABEL}(?:\\.${HOST_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::\\d+)?$`);
const PATH_PART = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*';
const PATH = new RegExp(`^${PATH_PART}(?:/${PATH_PART})*$`);
const IDENTIFIER = /^[a-f0-9]{64}$/;
const DIGEST = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;
const MAX_NAME = 255;

/**
 * Reads the name of an image as container runtimes do; undefined for a text that names none.
 *
 * Source: https://pkg.go.dev/github.com/distribution/reference
 */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > 2 * MAX_NAME + 128) return undefined;
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !DIGEST.test(digest)) return undefined;
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const last = colon < 0 ? '' : named.slice(colon + 1);
  // What follows the port of a registry is not a tag.
  const tag = TAG.test(last) ? last : undefined;
  const name = tag === undefined ? named : named.slice(0, colon);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasHost = /[.:A-Z]/.test(first) || first === 'localhost';
  const registry = hasHost ? first : 'docker.io';
  const path = hasHost ? name.slice(slash + 1) : name;
  if (name.length > MAX_NAME || IDENTIFIER.test(name) || !HOST.test(registry) || !PATH.test(path)) return undefined;
  return { registry, repository: !hasHost && slash < 0 ? `library/${path}` : path, tag, digest };
}
