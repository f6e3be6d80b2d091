import type { BuiltObject } from './build';

type Field = Readonly<Record<string, unknown>> | undefined;

/** Positions of the objects that each one comes after: what it was told to, and what the API server needs to have first. */
export function orderOf(objects: readonly BuiltObject[]): readonly (readonly number[])[] {
  const index = new Map<string, number>();
  objects.forEach(({ manifest }, position) => {
    const { kind } = manifest;
    const metadata = manifest.metadata as Field;
    index.set(
      `${String(kind)}/${kind === 'Role' || kind === 'ServiceAccount' ? String(metadata?.namespace ?? '') : ''}`
        + `/${String(metadata?.name ?? '')}`,
      position,
    );
    if (kind === 'CustomResourceDefinition') {
      const spec = manifest.spec as { group?: unknown; names?: { kind?: unknown } } | undefined;
      index.set(`CRD/${String(spec?.group)}/${String(spec?.names?.kind)}`, position);
    }
  });
  return objects.map(({ manifest, after }, position) => {
    const metadata = manifest.metadata as Field;
    const namespace = String(metadata?.namespace ?? '');
    const apiVersion = String(manifest.apiVersion);
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const roleRef = manifest.roleRef as { kind?: unknown; name?: unknown } | undefined;
    const account = (manifest.spec as { template?: { spec?: { serviceAccountName?: unknown } } } | undefined)?.template?.spec
      ?.serviceAccountName;
    const needed = [
      namespace === '' ? undefined : `Namespace//${namespace}`,
      roleRef && `${String(roleRef.kind)}/${roleRef.kind === 'Role' ? namespace : ''}/${String(roleRef.name)}`,
      typeof account === 'string' ? `ServiceAccount/${namespace}/${account}` : undefined,
      `CRD/${group}/${String(manifest.kind)}`,
    ].flatMap((key) => (key !== undefined && index.has(key) ? [index.get(key)!] : []));
    return [...new Set([...after, ...needed])].filter((other) => other !== position).sort((a, b) => a - b);
  });
}
