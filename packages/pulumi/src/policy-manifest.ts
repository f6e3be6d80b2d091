import type { PolicyResource } from '@pulumi/policy';
import type { Checker, KeyedManifest } from 'cdk8s-hardened/embedding';
import { NO_TEXT } from './build/judge';
import { identityOf, isForeign } from './kubernetes';

/** Stands where a property is not known before the update. */
export const UNKNOWN = Symbol('unknown');

/** What the API server and the provider add, which no manifest has. */
const NOT_WRITTEN = new Set(['status', 'id', 'urn']);
const NOT_WRITTEN_METADATA = new Set(['managedFields', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink']);

/**
 * The manifest of a resource: none for what is not an object of Kubernetes, and for patches, which are parts of objects, except
 * those that components make. What a Helm release makes is not
 * to be seen here.
 */
export function manifestOf({ type, props, urn }: Pick<PolicyResource, 'type' | 'props' | 'urn'>): KeyedManifest[] {
  if (!type.startsWith('kubernetes:')) return [];
  const read = readKnown(props) as Record<string, unknown>;
  const identity = identityOf(type, read);
  if (!identity) return [];
  const manifest = Object.fromEntries(Object.entries(read).filter(([key]) => !NOT_WRITTEN.has(key) && !key.startsWith('__')));
  const { metadata } = manifest;
  if (typeof metadata === 'object' && metadata !== null) {
    manifest.metadata = Object.fromEntries(Object.entries(metadata).filter(([key]) => !NOT_WRITTEN_METADATA.has(key)));
  }
  const whole = { ...identity, ...withoutUnknownIdentity(manifest) };
  return [{ key: urn, manifest: whole, ...(isForeign(typesOf(urn)) ? { isForeign: true } : {}) }];
}

/** The types of what is around a resource, from its URN. */
function typesOf(urn: string): string[] {
  return (urn.split('::')[2] ?? '').split('$').slice(0, -1);
}

/** The type says apiVersion and kind, where the properties do not. */
function withoutUnknownIdentity(manifest: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(manifest).filter(([key, value]) => (key !== 'apiVersion' && key !== 'kind') || typeof value === 'string'),
  );
}

/** Copies properties. Pulumi's policies throw where a property is read that is not known. */
function readKnown(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const read = (key: string | number): unknown => {
    try {
      return readKnown((value as Record<string | number, unknown>)[key]);
    } catch (error) {
      if (error instanceof Error && error.message.includes('known during preview')) return UNKNOWN;
      throw error;
    }
  };
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(key)]));
}

/** A manifest with a text for each value that is not known. */
export function withTexts(manifest: unknown): unknown {
  return substitute(manifest, () => 'not-known-yet');
}

/** What stands for an unknown property in one world, by the name of the field. */
type Stead = (field: string) => unknown;

/**
 * The ways in which what is not known could turn out, as far as rules could tell them apart: no text at all, one name for all of them, the
 * name of each namespace there is (an object whose namespace is not known may be the one that a rule misses), a mapping in which all is
 * well, and what the rules' own examples call wrong.
 */
export function worldsOf(
  manifests: readonly KeyedManifest[],
  { exampleTexts, exampleMappings }: Pick<Checker, 'exampleTexts' | 'exampleMappings'>,
): (readonly KeyedManifest[])[] {
  const fields = new Set<string>();
  for (const { manifest } of manifests) substitute(manifest, (field) => void fields.add(field));
  if (fields.size === 0) return [manifests];
  const names = manifests.flatMap(({ manifest }) => {
    const { kind, metadata } = manifest as { kind?: unknown; metadata?: { name?: unknown } };
    return kind === 'Namespace' && typeof metadata?.name === 'string' ? [metadata.name] : [];
  });
  const steads: Stead[] = ['not-known-yet', NO_TEXT, ...new Set(['default', ...names])].map((value) => () => value);
  // A mapping that is not known as a whole, such as the labels that another resource puts out.
  steads.push((field) => exampleMappings.get(field) ?? 'not-known-yet');
  const rounds = Math.max(...[...fields].map((field) => exampleTexts.get(field)?.length ?? 0));
  for (let round = 0; round < rounds; round++) {
    steads.push((field) => {
      const texts = exampleTexts.get(field) ?? [];
      return texts.length === 0 ? 'not-known-yet' : texts[round % texts.length];
    });
  }
  return steads.map((stead) => manifests.map((keyed) => ({ ...keyed, manifest: substitute(keyed.manifest, stead) })));
}

function substitute(value: unknown, stead: Stead, field = ''): unknown {
  if (value === UNKNOWN) return stead(field);
  if (Array.isArray(value)) return value.map((item) => substitute(item, stead, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, stead, key)]));
}
