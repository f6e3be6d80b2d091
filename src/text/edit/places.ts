import {
  COLLECTION_STYLE,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type AliasEvent,
  type Event,
  type MappingEvent,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { YamlDocument } from '../yaml/yaml';
import { MAX_DEPTH, parseGrammar, type Grammar } from '../yaml/yaml-grammar';
import { BOM } from '../yaml/yaml-letters';

/** Where a value is in the text of its document. */
export type Place = MappingPlace | SequencePlace | ScalarPlace | AliasPlace;

interface Extent {
  /** Where the value itself begins, behind its anchor and tag. */
  readonly start: number;
  /** Behind its last character; comments and blank lines that follow do not belong to it. */
  readonly end: number;
  /** Where its anchor and tag end, or that which stands before it (`:`, `-`): what is between there and the start is blank. */
  readonly from: number;
}

/** What an anchor adds to a value: the aliases that repeat it. */
interface Anchored {
  readonly aliases: AliasPlace[];
  /** True when a merge (`<<`) takes its keys. */
  isMerged: boolean;
}

export interface Entry {
  readonly keyStart: number;
  readonly value: Place;
}

export interface MappingPlace extends Extent, Anchored {
  readonly kind: 'mapping';
  readonly isFlow: boolean;
  /** By key, the last of equal ones; without those that a merge brings. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Undefined where there is no entry. */
  readonly lastKeyStart: number | undefined;
  /** Where the value of the last entry ends, be it a merge. */
  readonly lastEnd: number;
}

export interface SequencePlace extends Extent, Anchored {
  readonly kind: 'sequence';
  readonly isFlow: boolean;
  readonly items: readonly Place[];
}

export interface ScalarPlace extends Extent, Anchored {
  readonly kind: 'scalar';
  /** True when a tag (`!!null`) says what it is. */
  readonly isTagged: boolean;
}

export interface AliasPlace extends Extent {
  readonly kind: 'alias';
  readonly target: Place;
}

/** The places of a document's values, as offsets of its text. Undefined for an empty document. */
export function placesIn({ text, isJson }: YamlDocument): Place | undefined {
  // JSON is YAML here: js-yaml minds neither tabs nor long keys within brackets.
  if (isJson) {
    return new PlaceBuilder(
      { events: parseEvents(text, { maxDepth: MAX_DEPTH + 1 }), source: text, original: (offset) => offset },
      0,
    ).build();
  }
  const mark = text.startsWith(BOM) ? 1 : 0;
  return new PlaceBuilder(parseGrammar(text.slice(mark)), mark).build();
}

const NONE = -1;

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A collection that is being read; its extent is right once it is closed. */
interface Open {
  readonly place: Draft<MappingPlace> | Draft<SequencePlace>;
  key: string | undefined;
  hasKey: boolean;
  keyStart: number;
}

class PlaceBuilder {
  private readonly anchors = new Map<string, Place>();
  private readonly opened: Open[] = [];
  private readonly events: readonly Event[];
  private readonly source: string;
  /** Behind what was read last. */
  private last = 0;
  private root: Place | undefined;

  constructor(
    private readonly grammar: Grammar,
    private readonly shift: number,
  ) {
    this.events = grammar.events;
    this.source = grammar.source;
  }

  public build(): Place | undefined {
    for (let at = 1, depth = 1; at < this.events.length && depth > 0; at++) {
      const event = this.events[at]!;
      switch (event.type) {
        case EVENT_ID.SCALAR:
          this.scalar(event);
          break;
        case EVENT_ID.ALIAS:
          this.alias(event);
          break;
        case EVENT_ID.MAPPING:
        case EVENT_ID.SEQUENCE:
          depth += 1;
          this.open(event);
          break;
        case EVENT_ID.POP:
          depth -= 1;
          if (depth > 0) this.close();
          break;
      }
    }
    return this.root;
  }

  private scalar(event: ScalarEvent): void {
    const quotes = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
    const from = this.fromOf(event);
    const isBlock = event.style >= SCALAR_STYLE.LITERAL_BLOCK;
    let [start, end] = event.valueStart === NONE ? [from, from] : [event.valueStart - quotes, event.valueEnd + quotes];
    if (isBlock) [start, end] = [from, this.endOfBlock(event, from)];
    this.last = Math.max(this.last, end);
    const place: ScalarPlace = {
      kind: 'scalar',
      ...this.extent(start, end, from),
      isTagged: event.tagStart !== NONE,
      aliases: [],
      isMerged: false,
    };
    this.name(event, place);
    this.add(place, propertiesOf(event, start), () => (event.valueStart === NONE ? '' : getScalarValue(this.source, event)));
  }

  /** Line breaks at the end are left out, unless the header says that they count (`|+`): then the last of them alone. */
  private endOfBlock({ valueStart, valueEnd, chomping }: ScalarEvent, from: number): number {
    if (valueStart === NONE) return this.lineEnd(from);
    const text = this.source.slice(valueStart, valueEnd);
    const kept = chomping === 3 ? text.replace(/\n$/, '') : text.replace(/(?<!\n)\n+$/, '');
    return kept === '' ? valueStart - 1 : valueStart + kept.length;
  }

  private alias(event: AliasEvent): void {
    const from = this.fromOf(undefined);
    const target = this.anchors.get(this.source.slice(event.anchorStart, event.anchorEnd))!;
    this.last = event.anchorEnd;
    const place: AliasPlace = { kind: 'alias', ...this.extent(event.anchorStart - 1, event.anchorEnd, from), target };
    if (target.kind !== 'alias') target.aliases.push(place);
    this.add(place, event.anchorStart - 1, () => undefined);
  }

  private open(event: MappingEvent | SequenceEvent): void {
    const from = this.fromOf(event);
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    const common = { ...this.extent(event.start, event.start, from), isFlow, aliases: [], isMerged: false };
    const place =
      event.type === EVENT_ID.MAPPING
        ? { kind: 'mapping' as const, ...common, entries: new Map<string, Entry>(), lastKeyStart: undefined, lastEnd: 0 }
        : { kind: 'sequence' as const, ...common, items: [] };
    this.name(event, place);
    this.opened.push({ place, key: undefined, hasKey: false, keyStart: 0 });
    this.last = Math.max(
      from,
      event.start + (isFlow && this.source[event.start] === (event.type === EVENT_ID.MAPPING ? '{' : '[') ? 1 : 0),
    );
  }

  private close(): void {
    const { place } = this.opened.pop()!;
    if (place.isFlow) {
      const at = this.behindBlank(this.last, true);
      if (this.source[at] === (place.kind === 'mapping' ? '}' : ']')) this.last = at + 1;
    }
    place.end = this.at(this.last);
    this.add(place, undefined, () => undefined);
  }

  /** Puts a value that was read into the collection that holds it: as a key, where one is due. `text` is requested then. */
  private add(place: Place, keyStart: number | undefined, text: () => string | undefined): void {
    const open = this.opened.at(-1);
    if (!open) {
      this.root = place;
    } else if (open.place.kind === 'sequence') {
      (open.place.items as Place[]).push(place);
    } else if (!open.hasKey) {
      Object.assign(open, { hasKey: true, key: text(), keyStart: this.at(keyStart ?? this.last) });
      open.place.lastKeyStart = open.keyStart;
    } else {
      open.hasKey = false;
      open.place.lastEnd = place.end;
      if (open.key === '<<') markMerged(place);
      else if (open.key !== undefined) (open.place.entries as Map<string, Entry>).set(open.key, { keyStart: open.keyStart, value: place });
    }
  }

  private name({ anchorStart, anchorEnd }: { anchorStart: number; anchorEnd: number }, place: Place): void {
    if (anchorStart !== NONE) this.anchors.set(this.source.slice(anchorStart, anchorEnd), place);
  }

  /** Where a value may begin: behind its anchor and tag, or the sign before it. */
  private fromOf(event: { anchorEnd: number; tagEnd: number } | undefined): number {
    const properties = event ? Math.max(event.anchorEnd, event.tagEnd) : NONE;
    if (properties > this.last) return properties;
    const open = this.opened.at(-1);
    const isValue = open?.place.kind === 'mapping' && open.hasKey;
    const sign = isValue ? ':' : open?.place.kind === 'sequence' ? '-' : '?';
    if (!open || (open.place.isFlow && !isValue)) return this.last;
    const at = this.behindBlank(this.last, false);
    return this.source[at] === sign && (isValue || /^\s?$/.test(this.source.charAt(at + 1))) ? at + 1 : this.last;
  }

  private behindBlank(from: number, commas: boolean): number {
    const blank = commas ? /(?:[\s,]|(?<=\s)#[^\n]*(?![^\n]))*/y : /(?:\s|(?<=\s)#[^\n]*(?![^\n]))*/y;
    blank.lastIndex = from;
    return from + blank.exec(this.source)![0].length;
  }

  private lineEnd(from: number): number {
    const at = this.source.indexOf('\n', from);
    return at < 0 ? this.source.length : at;
  }

  private extent(start: number, end: number, from: number): Extent {
    return { start: this.at(start), end: this.at(end), from: this.at(from) };
  }

  private at(offset: number): number {
    return this.grammar.original(offset) + this.shift;
  }
}

function propertiesOf({ anchorStart, tagStart }: ScalarEvent, start: number): number {
  return Math.min(start, anchorStart === NONE ? start : anchorStart - 1, tagStart === NONE ? start : tagStart);
}

/** All that a merge brings is shared with what it is taken from. */
function markMerged(place: Place): void {
  if (place.kind === 'alias') return markMerged(place.target);
  place.isMerged = true;
  if (place.kind === 'sequence') place.items.forEach(markMerged);
  else if (place.kind === 'mapping') for (const { value } of place.entries.values()) markMerged(value);
}
