import {
  COLLECTION_STYLE,
  EVENT_ID,
  getScalarValue,
  SCALAR_STYLE,
  type AliasEvent,
  type Event,
  type MappingEvent,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import { YamlError } from './yaml-error';
import { frameOf, type Anchor, type Frame } from './yaml-frame';
import { parseGrammar, refuseBehindValue, refuseKey, refuseName, refuseSameLine, refuseScalar, tagName } from './yaml-grammar';
import { extentOf, isPlain, NONE } from './yaml-key';
import { MappingBuilder, placesOf, type DuplicateKey, type Places } from './yaml-mapping';
import { resolveKey, resolvePlain, resolveScalar, type ScalarText } from './yaml-resolve';

/** One document read. */
export interface DocumentValue {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
  /** True when further text follows the end of the document, of which Kubernetes takes no notice. */
  readonly hasMore: boolean;
  /** The text that offsets are about: lines are those of the text given. */
  readonly source: string;
}

/** Reads one document. Throws YamlError for what Kubernetes would refuse. */
export function readDocument(text: string, places?: Places): DocumentValue {
  const { events, source } = parseGrammar(text);
  const opening = events[0];
  if (opening?.type === EVENT_ID.DOCUMENT && opening.explicitStart && !source.startsWith('---')) {
    throw new YamlError(0, 'the "---" of a document does not stand at the start of its line', source);
  }
  try {
    const { value, duplicates, next } = buildDocument(events, 0, source, places);
    return { value, duplicates, hasMore: next < events.length, source };
  } catch (error) {
    if (error instanceof YamlError) error.source = source;
    throw error;
  }
}

/** Builds the document whose events begin at `from`; `next` is where those of the one behind it do. Throws YamlError. */
export function buildDocument(events: readonly Event[], from: number, source: string, places?: Places): BuiltDocument {
  const untracked = new DocumentBuilder(events, source, places, false);
  const built = untracked.build(from);
  return untracked.hasDoubles ? new DocumentBuilder(events, source, places, true).build(from) : built;
}

/** One document built. */
export interface BuiltDocument {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
  readonly next: number;
}

const COLON = 58;
const LINE_FEED = 10;
/** Keys up to this length need no look at whether they are too long. */
const SHORT = 128;
const MERGE_TAG = 'tag:yaml.org,2002:merge';

/**
 * Builds the value of a document from js-yaml's events with the meaning that go.yaml.in/yaml/v2 gives it, and mappings turned into JSON
 * objects as sigs.k8s.io/yaml does it.
 */
class DocumentBuilder {
  /**
   * True when a key came twice, or by a merge too: then all is to be built once more, and kept track of, which most documents do without.
   */
  public hasDoubles = false;
  private readonly anchors = new Map<string, Anchor>();
  private readonly mappings: MappingBuilder;
  private readonly frames: Frame[] = [];
  private frame: Frame = frameOf(undefined, undefined, false, undefined, 0, 0);
  private root: unknown = null;
  /** Steps of decoding, and how many of them repeat what stands elsewhere. */
  private steps = 1;
  private aliasSteps = 0;
  /** Where the scalar before ended, when nothing but block collections began since. */
  private scalarEnd = NONE;

  constructor(
    private readonly events: readonly Event[],
    private readonly source: string,
    private readonly places: Places | undefined,
    private readonly isTracked: boolean,
  ) {
    this.mappings = new MappingBuilder(places);
  }

  public build(from: number): BuiltDocument {
    const { events } = this;
    // The first event opens the document; an empty text has none.
    let at = from + 1;
    for (let depth = events.length > from ? 1 : 0; depth > 0; at++) {
      const event = events[at]!;
      switch (event.type) {
        case EVENT_ID.SCALAR:
          this.scalar(event);
          this.scalarEnd = event.valueEnd;
          break;
        case EVENT_ID.MAPPING:
        case EVENT_ID.SEQUENCE:
          this.open(event);
          if (this.frame.inFlow) this.scalarEnd = NONE;
          depth += 1;
          break;
        case EVENT_ID.ALIAS:
          this.alias(event);
          this.scalarEnd = NONE;
          break;
        case EVENT_ID.POP:
          depth -= 1;
          if (this.frame.inFlow) this.scalarEnd = NONE;
          if (depth > 0) this.close();
          break;
      }
    }
    return { value: this.root, duplicates: this.mappings.duplicates, next: at };
  }

  private scalar(event: ScalarEvent): void {
    const { source, frame } = this;
    this.charge(event.valueStart);
    const text = event.fast ? source.slice(event.valueStart, event.valueEnd) : getScalarValue(source, event);
    const plain = event.style === SCALAR_STYLE.PLAIN;
    if (this.frames.length === 0 && event.style >= SCALAR_STYLE.LITERAL_BLOCK) {
      throw new YamlError(event.valueStart, 'the document is nothing but a block of text');
    }
    if ((frame.inFlow && plain) || !event.fast) refuseScalar(event, source, frame.inFlow);
    if (event.tagStart === NONE && event.anchorStart === NONE) {
      if (frame.mapping && !frame.hasKey) return this.key(event, text, plain, '', plain ? resolvePlain(text) : text, false);
      return this.add(plain ? resolvePlain(text) : text, event.valueStart, false);
    }
    const tag = tagName(event.tagStart, event.tagEnd, source);
    const scalar = { value: text, plain: plain && tag === '', tag };
    const value = this.resolve(scalar, event);
    const anchor = this.anchor(event.anchorStart, event.anchorEnd);
    if (anchor) Object.assign(anchor, { value, scalar, size: 1, done: true });
    if (frame.mapping && !frame.hasKey) this.key(event, text, scalar.plain, tag, value, false);
    else this.add(value, event.valueStart, false);
  }

  private resolve(scalar: ScalarText, event: ScalarEvent): unknown {
    if (scalar.tag === '') return scalar.plain ? resolvePlain(scalar.value) : scalar.value;
    const resolved = resolveScalar(scalar);
    if ('fault' in resolved) throw new YamlError(event.tagStart, resolved.fault);
    return resolved.value;
  }

  private open(event: MappingEvent | SequenceEvent): void {
    const { frame } = this;
    this.charge(event.start);
    tagName(event.tagStart, event.tagEnd, this.source);
    if (frame.mapping && !frame.hasKey) {
      throw new YamlError(event.start, 'a list or mapping stands where a key is expected; a template has to be rendered first');
    }
    const isMapping = event.type === EVENT_ID.MAPPING;
    if (frame.mapping && !frame.inFlow && event.style === COLLECTION_STYLE.BLOCK) refuseSameLine(frame.keyStart, event.start, this.source);
    const anchor = this.anchor(event.anchorStart, event.anchorEnd);
    this.frames.push(frame);
    this.frame = frameOf(
      isMapping ? undefined : [],
      isMapping ? this.mappings.create() : undefined,
      event.style === COLLECTION_STYLE.FLOW,
      anchor,
      this.steps - 1,
      event.start,
    );
  }

  private close(): void {
    const { frame } = this;
    const value = frame.list ?? frame.mapping!;
    if (frame.anchor) {
      frame.anchor.value = value;
      frame.anchor.size = this.steps - frame.before;
      frame.anchor.done = true;
    }
    if (frame.mapping && !this.isTracked && sizeOf(frame.mapping) !== frame.entries) this.hasDoubles = true;
    this.frame = this.frames.pop()!;
    this.add(value, frame.start, false);
  }

  private anchor(start: number, end: number): Anchor | undefined {
    if (start === NONE) return undefined;
    const name = this.source.slice(start, end);
    refuseName(name, end, this.source);
    const anchor: Anchor = { value: undefined, scalar: undefined, size: 0, done: false };
    this.anchors.set(name, anchor);
    return anchor;
  }

  private alias(event: AliasEvent): void {
    const { source, frame } = this;
    const name = source.slice(event.anchorStart, event.anchorEnd);
    refuseName(name, event.anchorEnd, source);
    const anchor = this.anchors.get(name);
    if (!anchor) throw new YamlError(event.anchorStart, `no anchor "&${name}" stands before this alias`);
    if (!anchor.done) throw new YamlError(event.anchorStart, `the value of the anchor "&${name}" contains itself`);
    this.aliasSteps += anchor.size;
    this.steps += anchor.size;
    this.charge(event.anchorStart);
    if (!frame.mapping || frame.hasKey) return this.add(anchor.value, event.anchorStart, true);
    if (!anchor.scalar) throw new YamlError(event.anchorStart, 'a list or mapping stands where a key is expected');
    this.key(event, anchor.scalar.value, anchor.scalar.plain, anchor.scalar.tag, anchor.value, true);
  }

  /** Counts a step. The bounds are yaml.v2's: 99 of 100 steps may repeat in small documents, 10 of 100 in very large ones. */
  private charge(offset: number): void {
    this.steps += 1;
    if (this.aliasSteps <= 100 || this.steps <= 1000) return;
    const share = 0.99 - 0.89 * Math.min(1, Math.max(0, (this.steps - 400_000) / 3_600_000));
    if (this.aliasSteps / this.steps > share) throw new YamlError(Math.max(0, offset), 'the document is made up of aliases beyond measure');
  }

  private key(event: ScalarEvent | AliasEvent, text: string, plain: boolean, tag: string, value: unknown, isAlias: boolean): void {
    const { frame, source, mappings } = this;
    const [start, end] = isPlain(event) ? [event.valueStart, event.valueEnd] : extentOf(event);
    if (!isPlain(event) || end - start > SHORT || source.charCodeAt(end) !== COLON) refuseKey(start, end, source);
    if (!frame.inFlow && !this.beginsLine()) refuseBehindValue(start, source);
    frame.hasKey = true;
    frame.keyStart = start;
    frame.key = undefined;
    if (!isAlias && text.length === 2 && text === '<<' && (plain || tag === '!' || tag === MERGE_TAG)) {
      this.steps -= 1;
      return;
    }
    if (typeof value === 'string') {
      if (mappings.hasOddKeys) mappings.claim(frame.mapping!, value, 'string', start);
      frame.key = value;
      return;
    }
    const resolved = resolveKey({ value: text, plain, tag });
    if ('fault' in resolved) throw new YamlError(start, resolved.fault);
    mappings.claim(frame.mapping!, resolved.key, resolved.kind, start);
    frame.key = resolved.key;
  }

  /**
   * True when the line of the scalar before has ended: no value can stand before the next key on its own. Told of most keys; false says
   * nothing.
   */
  private beginsLine(): boolean {
    const { scalarEnd, source } = this;
    if (scalarEnd === NONE) return false;
    const next = source.charCodeAt(scalarEnd);
    return next === LINE_FEED || (next === COLON && source.charCodeAt(scalarEnd + 1) === LINE_FEED);
  }

  private add(value: unknown, start: number, isAlias: boolean): void {
    const { frame } = this;
    if (value === undefined) {
      throw new YamlError(start, `${this.source.slice(start, start + 5).trim()} cannot be written as JSON, which Kubernetes works on`);
    }
    if (frame.list) {
      if (this.places) placesOf(this.places, frame.list).set(frame.list.length, start);
      frame.list.push(value);
    } else if (frame.mapping) {
      frame.hasKey = false;
      frame.entries += 1;
      if (frame.key !== undefined) this.mappings.put(frame.mapping, frame.key, value, frame.keyStart, this.isTracked);
      else this.merge(frame.mapping, value, isAlias, frame.keyStart);
    } else {
      this.root = value;
    }
  }

  private merge(mapping: object, value: unknown, isAlias: boolean, start: number): void {
    this.hasDoubles = true;
    if (!Array.isArray(value) || isAlias) return this.mappings.merge(mapping, value, start);
    // The list itself is not decoded, and the first of its mappings goes before the others.
    this.steps -= 1;
    for (let i = value.length - 1; i >= 0; i--) this.mappings.merge(mapping, value[i], start);
  }
}

/** `Object.keys(mapping).length`, without the list. */
function sizeOf(mapping: object): number {
  let size = 0;
  for (const _ in mapping) size += 1;
  return size;
}
