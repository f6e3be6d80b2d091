/** Paths of a node in one form: absolute, forward slashes, no `.`, no doubled or trailing slash, `/var/run` as `/run`. */

const WINDOWS = /^[A-Za-z]:|\\/;

/**
 * Reads a path of a node as its kernel would resolve it; undefined when it goes up (`..`), which the API server rejects.
 *
 * `/var/run` is a link to `/run` on every distribution in use. A relative path counts from the root. Windows paths lose their drive and
 * their case: `C:\var\lib\kubelet\` is `/var/lib/kubelet`, the pipe `\\.\pipe\docker_engine` is `/pipe/docker_engine`.
 */
export function nodePath(text: string): string | undefined {
  const plain = WINDOWS.test(text)
    ? text
        .toLowerCase()
        .replace(/^[a-z]:/, '')
        .replaceAll('\\', '/')
    : text;
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return undefined;
  if (parts[0] === 'var' && parts[1] === 'run') parts.shift();
  return `/${parts.join('/')}`;
}

/** True when the path is the folder, or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === '/' || (path.startsWith(folder) && path.charAt(folder.length) === '/');
}
