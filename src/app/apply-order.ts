import { YamlOutputType, type App } from 'cdk8s';
import { refusal } from '../cdk8s/refusal';
import { identityOf } from '../kubernetes/objects/kind-table';
import { asArray, asObject, asString } from '../text/json';
import type { CheckedManifest } from './stand-ins';

/** A file of manifests, in the order in which they are written. */
export interface ManifestFile {
  /** Below the output folder, with forward slashes. */
  readonly path: string;
  readonly manifests: readonly CheckedManifest[];
}

/** What sorts before the names that cdk8s gives, `0000-chart` among them. */
const FIRST = '000-';

/**
 * Files that can be applied in the order of their names, as `kubectl apply -f` and `kubectl apply -R -f` do: no object stands before the
 * Namespace that it is in, or before the CustomResourceDefinition of its kind. Files in which that is so stay as they are. Within a file,
 * Namespaces and CustomResourceDefinitions move to the beginning; what a file needs of one that comes later moves to a file of its own
 * that comes first.
 *
 * @throws Error when a file has a name that sorts before all that the others may be called
 */
export function inApplyOrder(files: readonly ManifestFile[], app: App): readonly ManifestFile[] {
  const sorted = [...files].sort((a, b) => compareWalked(a.path, b.path));
  const late = neededTooLate(sorted);
  if (late.size === 0) return files.map((file) => ({ ...file, manifests: providersFirst(file.manifests) }));
  const first: ManifestFile[] = [];
  const rest: ManifestFile[] = [];
  const together: CheckedManifest[] = [];
  for (const file of sorted) {
    const [moved, kept] = divide(file.manifests, (manifest) => late.has(manifest));
    if (kept.length > 0 || moved.length === 0) rest.push({ path: file.path, manifests: providersFirst(kept) });
    if (isFilePerObject(app)) for (const manifest of moved) first.push({ path: FIRST + baseName(file.path), manifests: [manifest] });
    else together.push(...moved);
  }
  if (together.length > 0) first.push({ path: `${FIRST}namespaces-and-crds${app.outputFileExtension}`, manifests: together });
  requireFirst(first, rest[0], app);
  return [...first, ...rest];
}

/** Manifests with the Namespaces and CustomResourceDefinitions that others of them need before those. */
export function providersFirst(manifests: readonly CheckedManifest[]): readonly CheckedManifest[] {
  const seen = new Set<string>();
  const given = new Set(manifests.flatMap(({ manifest }) => provided(manifest) ?? []));
  for (const { manifest } of manifests) {
    if (needs(manifest).some((key) => given.has(key) && !seen.has(key))) {
      return divide(manifests, (one) => provided(one.manifest) !== undefined).flat();
    }
    const key = provided(manifest);
    if (key !== undefined) seen.add(key);
  }
  return manifests;
}

/** Namespaces and CustomResourceDefinitions that a file before theirs needs. */
function neededTooLate(sorted: readonly ManifestFile[]): ReadonlySet<CheckedManifest> {
  const providers = new Map<string, { readonly manifest: CheckedManifest; readonly file: number }>();
  sorted.forEach(({ manifests }, file) => {
    for (const manifest of manifests) {
      const key = provided(manifest.manifest);
      if (key !== undefined && !providers.has(key)) providers.set(key, { manifest, file });
    }
  });
  const late = new Set<CheckedManifest>();
  sorted.forEach(({ manifests }, file) => {
    for (const key of manifests.flatMap(({ manifest }) => needs(manifest))) {
      const provider = providers.get(key);
      if (provider && provider.file > file) late.add(provider.manifest);
    }
  });
  return late;
}

/** What an object makes it possible to apply: objects in a namespace, or of a kind. */
function provided(manifest: unknown): string | undefined {
  const { apiVersion, kind, metadata, spec } = asObject(manifest);
  if (kind === 'Namespace' && apiVersion === 'v1') return namespaceKey(asString(asObject(metadata).name));
  if (kind !== 'CustomResourceDefinition' || groupOf(apiVersion) !== 'apiextensions.k8s.io') return undefined;
  const { group, names } = asObject(spec);
  return kindKey(asString(group), asString(asObject(names).kind));
}

function needs(manifest: unknown): readonly string[] {
  const { apiVersion, kind, metadata, items } = asObject(manifest);
  const keys = [namespaceKey(asString(asObject(metadata).namespace)), kindKey(groupOf(apiVersion), asString(kind))];
  return [...keys.filter((key) => key !== undefined), ...(kind === 'List' ? asArray(items).flatMap(needs) : [])];
}

function groupOf(apiVersion: unknown): string {
  return identityOf(asString(apiVersion) ?? '', '').group;
}

function namespaceKey(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `namespace ${name}`;
}

function kindKey(group: string | undefined, kind: string | undefined): string | undefined {
  return group === undefined || kind === undefined ? undefined : `kind ${group}/${kind}`;
}

function isFilePerObject({ yamlOutputType }: App): boolean {
  return yamlOutputType === YamlOutputType.FILE_PER_RESOURCE || yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

function divide<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}

/** The order in which a folder is walked: by name, folder by folder. */
function compareWalked(a: string, b: string): number {
  const [one, other] = [a.split('/'), b.split('/')];
  for (let level = 0; level < Math.min(one.length, other.length); level++) {
    const order = Buffer.compare(Buffer.from(one[level]!), Buffer.from(other[level]!));
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function requireFirst(first: readonly ManifestFile[], next: ManifestFile | undefined, app: App): void {
  const last = first.map((file) => file.path).sort((a, b) => compareWalked(b, a))[0];
  if (!next || last === undefined || compareWalked(last, next.path) < 0) return;
  throw refusal(app, {
    fact: `${next.path} is applied before ${last}, in which there are Namespaces or CustomResourceDefinitions that others need`,
    consequence: 'so the first `kubectl apply` would fail, and nothing was written',
    remedy: `Give the chart a name that sorts behind "${FIRST}".`,
  });
}
