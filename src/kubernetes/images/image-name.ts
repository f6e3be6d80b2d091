import { parseImageReference, type ImageReference } from './image-reference';

/**
 * The name of an image in full, without tag and digest: `docker.io/library/nginx` for `nginx`. The older host of Docker Hub counts as the
 * newer.
 */
export function fullImageName({ registry, repository }: ImageReference): string {
  const host = canonicalHost(registry);
  return `${host}/${host === DOCKER_HUB && !repository.includes('/') ? `library/${repository}` : repository}`;
}

/** A registry, or a path within one, in the form of {@link fullImageName}; or what is wrong with the text. */
export function parseRegistryPrefix(text: unknown): string | { readonly fault: string } {
  if (typeof text !== 'string') return { fault: `${JSON.stringify(text)} is not a string` };
  const quoted = JSON.stringify(text);
  const [host = '', ...path] = text.split('/');
  if (text.includes('://')) return { fault: `${quoted} is a URL, and names of images have no scheme` };
  if (text.includes('*')) return { fault: `${quoted} has a wildcard, which is not known here` };
  if (!/[.:A-Z]/.test(host) && host !== 'localhost') {
    return { fault: `${quoted} does not begin with the host of a registry; for Docker Hub that is docker.io` };
  }
  const reference = parseImageReference(path.length === 0 ? `${host}/x` : text);
  if (!reference || reference.registry !== host) return { fault: `${quoted} is not a registry and no path within one` };
  if (reference.tag !== undefined || reference.digest !== undefined) return { fault: `${quoted} has a tag or digest` };
  return [canonicalHost(host), ...path].join('/');
}

/** True when the image, or a longer prefix, is below the prefix: whole segments count. */
export function isBelow(name: string, prefix: string): boolean {
  return name === prefix || name.startsWith(`${prefix}/`);
}

const DOCKER_HUB = 'docker.io';

function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  return lower === 'index.docker.io' ? DOCKER_HUB : lower;
}
