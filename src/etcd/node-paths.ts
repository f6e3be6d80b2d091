import { posix } from 'node:path';
import type { ComponentFlags } from '../kubernetes/components/component-flags';
import { asArray, asObject, asString } from '../text/json';

/** `/etc//kubernetes/./pki/ca.crt` and `/etc/kubernetes/pki/ca.crt` are one file. */
export function normalPath(path: string): string {
  return posix.normalize(path);
}

/** The file on the node behind a path in the program's container, through `hostPath` volumes; the path itself for programs of the node. */
export function onNode(component: ComponentFlags | undefined, path: string): string {
  const normal = normalPath(path);
  if (!component?.pod || !component.container) return normal;
  let best: { mount: string; source: string } | undefined;
  for (const item of asArray(component.container.spec.volumeMounts)) {
    const mount = asString(asObject(item).mountPath);
    const source = hostPathOf(component, asString(asObject(item).name));
    if (mount === undefined || source === undefined) continue;
    const base = trimmed(normalPath(mount));
    if (normal !== base && !normal.startsWith(`${base}/`)) continue;
    if (!best || base.length > best.mount.length) {
      best = { mount: base, source: posix.join(source, asString(asObject(item).subPath) ?? '') };
    }
  }
  return best ? normalPath(best.source + normal.slice(best.mount.length)) : normal;
}

function hostPathOf({ pod }: ComponentFlags, volume: string | undefined): string | undefined {
  const found = asArray(pod!.spec.volumes).find((item) => asObject(item).name === volume);
  const path = asString(asObject(asObject(found).hostPath).path);
  return path === undefined ? undefined : trimmed(normalPath(path));
}

function trimmed(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
