import { isObject, type JsonObject } from '../json';
import { MultiMap } from '../multi-map';
import type { PathSegment } from '../path';
import type { YamlDocument } from '../yaml/yaml';
import { BlockWriter } from './block-writer';
import type { Edit } from './edits';
import { FlowWriter } from './flow-writer';
import { placesIn, type MappingPlace, type Place, type SequencePlace } from './places';
import { isSameValue } from './same-value';

/** A place that was left as it is. */
export interface LeftPlace {
  readonly path: readonly PathSegment[];
  /** Why: a clause that goes on from "it was not filled, since". */
  readonly reason: string;
}

/** How the text of a document becomes that of a value with more in it. */
export interface Growth {
  /** Offsets are those of the document's text. */
  readonly edits: readonly Edit[];
  /** What the edited text has to read as: the value wanted, less what was left. */
  readonly value: unknown;
  readonly left: readonly LeftPlace[];
}

/**
 * Works out how to write into a document what a value has more than the document's: keys of mappings, entries at the ends of lists, and
 * something in the place of null, `{}` or `[]`. All else stays as it is written, comments and order too.
 *
 * What an anchor names is changed only when all its aliases want the same change, and never when a merge (`<<`) takes from it.
 */
export function grow(document: YamlDocument, wanted: unknown): Growth {
  const root = placesIn(document);
  if (!root) return { edits: [], value: document.value, left: [] };
  const grower = new Grower(document, root, wanted);
  const value = grower.grow(root, document.value, wanted, [], undefined);
  return { edits: grower.edits, value, left: grower.left };
}

const SHARED = 'it is written once, with an anchor, for several places that do not all want it';
const MERGED = 'it comes from, or goes into, a merge ("<<")';
const TAGGED = 'a tag says that it is null';
const OTHER = 'something else is written there';

class Grower {
  public readonly edits: Edit[] = [];
  public readonly left: LeftPlace[] = [];
  /** What is wanted where an anchored value stands, and where its aliases do. */
  private readonly wishes = new MultiMap<Place, unknown>();
  private readonly grown = new Map<Place, unknown>();
  private readonly blocks: BlockWriter;
  private readonly flows: FlowWriter;

  constructor(document: YamlDocument, root: Place, wanted: unknown) {
    this.blocks = new BlockWriter(document.text, root);
    this.flows = new FlowWriter(document.text, document.isJson);
    this.collectWishes(root, wanted);
  }

  /** `holder` is the block mapping that has the place as a value. Returns what the place will read as. */
  public grow(place: Place, old: unknown, wanted: unknown, path: readonly PathSegment[], holder: MappingPlace | undefined): unknown {
    if (isSameValue(old, wanted)) return old;
    const target = place.kind === 'alias' ? place.target : place;
    if (target.kind === 'alias' || target.isMerged) return this.leave(path, MERGED, old);
    if (target.aliases.length > 0 && !this.isAgreed(target)) return this.leave(path, SHARED, old);
    if (place.kind === 'alias') return this.grown.get(target);
    const value = this.growOwn(place, old, wanted, path, holder);
    if (place.aliases.length > 0) this.grown.set(place, value);
    return value;
  }

  private growOwn(
    place: Exclude<Place, { kind: 'alias' }>,
    old: unknown,
    wanted: unknown,
    path: readonly PathSegment[],
    holder: MappingPlace | undefined,
  ): unknown {
    if (isEmpty(old) && (old === null || sameKind(old, wanted))) {
      if (place.kind === 'scalar' && place.isTagged) return this.leave(path, TAGGED, old);
      this.edits.push(...((holder && this.blocks.replace(place, holder, wanted)) ?? this.flows.replace(place, wanted)));
      return wanted;
    }
    if (place.kind === 'mapping' && isObject(old) && isObject(wanted)) return this.growMapping(place, old, wanted, path);
    if (place.kind === 'sequence' && Array.isArray(old) && Array.isArray(wanted)) return this.growSequence(place, old, wanted, path);
    return this.leave(path, OTHER, old);
  }

  private growMapping(place: MappingPlace, old: JsonObject, wanted: JsonObject, path: readonly PathSegment[]): unknown {
    const value: Record<string, unknown> = { ...old };
    const added: [string, unknown][] = [];
    for (const [key, item] of Object.entries(wanted)) {
      if (!Object.hasOwn(old, key)) {
        added.push([key, item]);
        value[key] = item;
      } else if (!isSameValue(old[key], item)) {
        const entry = place.entries.get(key);
        value[key] = entry
          ? this.grow(entry.value, old[key], item, [...path, key], place.isFlow ? undefined : place)
          : this.leave([...path, key], MERGED, old[key]);
      }
    }
    if (added.length > 0) this.edits.push(...(place.isFlow ? this.flows.addEntries(place, added) : this.blocks.addEntries(place, added)));
    return value;
  }

  private growSequence(place: SequencePlace, old: readonly unknown[], wanted: readonly unknown[], path: readonly PathSegment[]): unknown {
    const value = old.map((item, index) => this.grow(place.items[index]!, item, wanted[index], [...path, index], undefined));
    const added = wanted.slice(old.length);
    if (added.length > 0) this.edits.push(...(place.isFlow ? this.flows.addItems(place, added) : this.blocks.addItems(place, added)));
    return [...value, ...added];
  }

  private leave(path: readonly PathSegment[], reason: string, old: unknown): unknown {
    this.left.push({ path, reason });
    return old;
  }

  private isAgreed(target: Exclude<Place, { kind: 'alias' }>): boolean {
    const wishes = this.wishes.get(target);
    return wishes.length === target.aliases.length + 1 && wishes.every((wish) => isSameValue(wish, wishes[0]));
  }

  private collectWishes(place: Place, wanted: unknown): void {
    const target = place.kind === 'alias' ? place.target : place;
    if (target.kind !== 'alias' && target.aliases.length > 0) this.wishes.add(target, wanted);
    if (place.kind === 'mapping' && isObject(wanted)) for (const [key, { value }] of place.entries) this.collectWishes(value, wanted[key]);
    else if (place.kind === 'sequence' && Array.isArray(wanted)) {
      place.items.forEach((item, index) => this.collectWishes(item, wanted[index]));
    }
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);
}

function sameKind(old: unknown, wanted: unknown): boolean {
  return Array.isArray(old) ? Array.isArray(wanted) : isObject(wanted);
}
