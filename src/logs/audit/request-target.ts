import type { EventTarget } from './audit-event';

const PREFIX = /^\/(?:api\/v1|apis\/([^/]+)\/[^/]+)(?:\/|$)/;
/** What is below a namespace itself, rather than a resource in it (`namespaceSubresources` of apiserver's requestinfo). */
const OF_NAMESPACE: ReadonlySet<string> = new Set(['status', 'finalize']);

/** What a path is for, as the API server reads it; undefined for a path that is for no resource. */
export function targetOfPath(path: string): EventTarget | undefined {
  const prefix = PREFIX.exec(path);
  if (!prefix) return undefined;
  const parts = path
    .slice(prefix[0].length)
    .split('/')
    .filter((part) => part !== '');
  if (parts[0] === 'watch' || parts[0] === 'proxy') parts.shift();
  let namespace = '';
  if (parts[0] === 'namespaces' && parts.length > 1) {
    namespace = parts[1]!;
    if (parts.length > 2 && !OF_NAMESPACE.has(parts[2]!)) parts.splice(0, 2);
  }
  const [resource, name = '', ...rest] = parts;
  if (resource === undefined) return undefined;
  return { group: prefix[1] ?? '', resource, subresource: rest[0] ?? '', namespace, name };
}

const VERBS: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch' };

/** The verb of Kubernetes for a method of HTTP. */
export function verbOf(method: string, query: string, target: EventTarget | undefined): string {
  if (target === undefined) return method.toLowerCase();
  const isNamed = target.name !== '';
  if (method === 'DELETE') return isNamed ? 'delete' : 'deletecollection';
  if (method !== 'GET' && method !== 'HEAD') return VERBS[method] ?? method.toLowerCase();
  if (/(?:^|&)watch=(?:true|1)(?:&|$)/.test(query)) return 'watch';
  return isNamed ? 'get' : 'list';
}

/** A URI as path and query. */
export function splitUri(uri: string): { readonly path: string; readonly query: string } {
  const at = uri.indexOf('?');
  return at < 0 ? { path: uri, query: '' } : { path: uri.slice(0, at), query: uri.slice(at + 1) };
}
