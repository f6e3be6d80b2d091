import { isObject, type JsonObject } from '../../../text/json';
import { formatPath, type PathSegment } from '../../../text/path';
import { objectsOf } from '../documents';
import { fact } from '../fact';
import type { Inventory } from '../inventory';
import { identityOf } from '../kind-table';
import { Scope } from '../kinds';
import { memo } from '../memo';
import type { KubeObject, Origin } from '../object';
import { appliedTexts, textsOf } from './applied-texts';
import { impliedBy } from './implied';
import { contentsOfText, holdsManifests } from './text';

/** A text in an object that holds manifests which are not read. */
export interface Unread {
  /** The object that it is in. */
  readonly object: KubeObject;
  readonly path: string;
  /** Why, as the rest of a sentence. */
  readonly reason: string;
  /** True when it is applied as it is, so that it has to be readable. */
  readonly isApplied: boolean;
}

/** What stands within another object. */
export interface Embedded {
  readonly objects: readonly KubeObject[];
  readonly unread: readonly Unread[];
}

const NOTHING: Embedded = { objects: [], unread: [] };

/** What stands within an object: objects within custom resources, and manifests as texts. */
export function embeddedIn(object: KubeObject, inventory: Inventory): Embedded {
  if (object.scope === Scope.UNKNOWN) return withApplied(object, inventory);
  const holdsTexts = object.group === '' && (object.kind === 'ConfigMap' || object.kind === 'Secret');
  return holdsTexts && !applied(inventory).has(object) ? unappliedIn(object) : NOTHING;
}

/** Paths of the objects that stand within a custom resource: what reads it for something else leaves them out. */
export function embeddedPlaces(object: KubeObject): ReadonlySet<string> {
  return within(object).places;
}

const applied = fact('ConfigMaps and Secrets with manifests that are applied', (inventory): ReadonlySet<KubeObject> => {
  const holders = new Set<KubeObject>();
  for (const object of inventory.objects) {
    if (object.scope === Scope.UNKNOWN) for (const { holder } of appliedTexts(object, inventory)) holders.add(holder);
  }
  return holders;
});

function withApplied(object: KubeObject, inventory: Inventory): Embedded {
  const { objects, unread } = within(object);
  const texts = appliedTexts(object, inventory);
  if (texts.length === 0) return { objects, unread };
  const [more, faulty] = [[...objects], [...unread]];
  for (const { holder, path, text } of texts) {
    const contents = contentsOfText(text, originOf(holder, path, object));
    for (const each of contents.objects) more.push(each);
    if (contents.fault !== undefined) faulty.push({ object: holder, path, reason: contents.fault, isApplied: true });
  }
  return { objects: more, unread: faulty };
}

/** A ConfigMap or Secret of which it is not known that anything applies it. */
const unappliedIn = memo((object: KubeObject): Embedded => {
  const reason = 'whether anything applies them is not known';
  const texts = textsOf(object).filter(({ text }) => holdsManifests(text));
  return { objects: [], unread: texts.map(({ path }) => ({ object, path, reason, isApplied: false })) };
});

const within = memo((object: KubeObject) => {
  const search = new Search(object);
  search.visit(object.json, undefined);
  return search;
});

function originOf(object: KubeObject, path: string, outer: KubeObject): Origin {
  const { duplicateKeys: _, prefix, ...origin } = object.origin;
  return { ...origin, prefix: joinBase(prefix, path), within: outer };
}

function joinBase(prefix: string | undefined, path: string): string {
  if (prefix === undefined || path.startsWith('[')) return `${prefix ?? ''}${path}`;
  return `${prefix}.${path}`;
}

/**
 * Fields whose contents are no objects to be made: laid over others, compared with them, or of the object itself. `objectDefinition` is one
 * unless the policy says that there must be none.
 */
const NO_OBJECTS = /patch|^(?:assert|error|errors|expect|status|managedFields)$/i;

/** What an object has in addition to its identity. */
const BODY = ['spec', 'data', 'stringData', 'binaryData', 'rules', 'roleRef', 'subjects', 'webhooks', 'parameters', 'handler'];
const API_VERSION = /^(?:[a-z0-9.-]+\/)?v\d+(?:(?:alpha|beta)\d+)?$/;
const KIND = /^[A-Z][A-Za-z0-9]*$/;

/**
 * True for a manifest. References have a version, a kind and a name, but no metadata; what has no metadata is one if Kubernetes knows the
 * kind, and it has something in it.
 */
export function isManifest(value: JsonObject): boolean {
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !API_VERSION.test(apiVersion) || !KIND.test(kind)) return false;
  if (isObject(metadata)) return true;
  const isNamed = value.name !== undefined;
  return !isNamed && identityOf(apiVersion, kind).scope !== Scope.UNKNOWN && BODY.some((field) => value[field] !== undefined);
}

class Search implements Embedded {
  public readonly objects: KubeObject[] = [];
  public readonly unread: Unread[] = [];
  public readonly places = new Set<string>();
  private readonly path: PathSegment[] = [];
  private readonly implies: boolean;
  /** How many texts the value is in, one within the other. */
  private texts = 0;

  constructor(private readonly outer: KubeObject) {
    const implied = impliedBy(outer);
    this.implies = implied.length > 0;
    for (const { path, manifest } of implied) this.add(path, manifest);
  }

  public visit(value: unknown, holder: JsonObject | undefined): void {
    if (typeof value === 'string') this.text(value, holder);
    else if (Array.isArray(value)) value.forEach((item, index) => this.at(index, item, undefined));
    else if (isObject(value)) {
      const isOuter = this.path.length === 0;
      if (this.implies && this.places.has(formatPath(this.path))) return;
      if (!isOuter && isManifest(value)) return this.add(formatPath(this.path), value);
      for (const key of Object.keys(value)) {
        if (NO_OBJECTS.test(key) || (isOuter && key === 'metadata') || isForbidden(value, key)) continue;
        this.at(key, value[key], value);
      }
    }
  }

  private at(segment: PathSegment, value: unknown, holder: JsonObject | undefined): void {
    if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return;
    if (this.texts > 0) return this.visit(value, holder);
    this.path.push(segment);
    this.visit(value, holder);
    this.path.pop();
  }

  private add(place: string, value: JsonObject): void {
    this.places.add(place);
    const found = objectsOf(value, originOf(this.outer, place, this.outer), () => undefined);
    for (const object of found) this.objects.push(object);
  }

  private text(text: string, holder: JsonObject | undefined): void {
    const isFile = holder?.content === text && typeof holder.path === 'string' && holder.path.startsWith('/');
    if (!isFile) return this.manifests(text, undefined);
    const isEncoded = typeof holder.encoding === 'string' && /b64|base64/.test(holder.encoding);
    this.manifests(isEncoded ? Buffer.from(text, 'base64').toString('utf8') : text, holder.path as string);
  }

  private manifests(text: string, hostPath: string | undefined): void {
    if (!holdsManifests(text) && (hostPath === undefined || !text.includes('apiVersion'))) return;
    const place = formatPath(this.path);
    const { objects, others, fault } = contentsOfText(text, originOf(this.outer, place, this.outer), hostPath);
    for (const object of objects) this.objects.push(object);
    // Values of a chart, say: what is in them is shown at the text as a whole.
    this.texts += 1;
    for (const other of others) this.visit(other, undefined);
    this.texts -= 1;
    if (fault !== undefined) this.unread.push({ object: this.outer, path: place, reason: fault, isApplied: false });
  }
}

/** What a policy of Open Cluster Management says that there must not be. */
function isForbidden({ complianceType }: JsonObject, key: string): boolean {
  return key === 'objectDefinition' && typeof complianceType === 'string' && complianceType.toLowerCase() === 'mustnothave';
}
