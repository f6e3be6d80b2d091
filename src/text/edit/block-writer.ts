import type { Edit } from './edits';
import type { MappingPlace, Place, SequencePlace } from './places';
import { blockEntry, blockItem, blockLines, indented, isFilled, type BlockStyle } from './write-value';

/** Writes into collections without brackets: whole lines, indented as those around them. */
export class BlockWriter {
  private readonly style: BlockStyle;

  constructor(
    private readonly text: string,
    root: Place,
  ) {
    this.style = styleOf(text, root);
  }

  /** Behind the last entry, and behind comments that are indented as deep as it. */
  public addEntries(place: MappingPlace, entries: readonly (readonly [string, unknown])[]): Edit[] {
    const column = columnOf(this.text, keyOf(place));
    return this.lines(
      place.end,
      column,
      entries.flatMap(([key, value]) => blockEntry(key, value, this.style)),
    );
  }

  public addItems(place: SequencePlace, items: readonly unknown[]): Edit[] {
    const gap = /^-( +)\S/.exec(this.text.slice(place.start, place.start + 16))?.[1]?.length;
    return this.lines(
      place.end,
      columnOf(this.text, place.start),
      items.flatMap((item) => blockItem(item, this.style, gap)),
    );
  }

  /**
   * Puts a collection beneath the key of what is null or empty, provided that this stands alone on the line of its key. Undefined for other
   * values.
   */
  public replace(place: Place, holder: MappingPlace, value: unknown): Edit[] | undefined {
    if (!isFilled(value)) return undefined;
    const lineEnd = endOfLine(this.text, place.end);
    if (!/^[ \t]*(?:[ \t]#.*)?$/.test(this.text.slice(place.end, lineEnd)) || /\n/.test(this.text.slice(place.from, place.end))) {
      return undefined;
    }
    const column = columnOf(this.text, keyOf(holder)) + (Array.isArray(value) ? this.style.sequence : this.style.mapping);
    const removed = place.end === place.start ? [] : [{ at: place.from, remove: place.end - place.from, insert: '' }];
    return [...removed, { at: lineEnd, remove: 0, insert: lineText(blockLines(value, this.style), column) }];
  }

  private lines(end: number, column: number, lines: readonly string[]): Edit[] {
    let at = endOfLine(this.text, end);
    for (let next = /\n( *)#.*/y; ;) {
      next.lastIndex = at;
      const comment = next.exec(this.text);
      if (!comment || comment[1]!.length < column) break;
      at += comment[0].length;
    }
    return [{ at, remove: 0, insert: lineText(lines, column) }];
  }
}

function lineText(lines: readonly string[], column: number): string {
  return indented(lines, column)
    .map((line) => `\n${line}`)
    .join('');
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** The keys of a block mapping stand below each other: any of them tells the column. */
function keyOf(place: MappingPlace): number {
  return place.lastKeyStart ?? place.start;
}

/** The indentation that most collections of the document have. */
function styleOf(text: string, root: Place): BlockStyle {
  const mappings = new Map<number, number>();
  const sequences = new Map<number, number>();
  const visit = (place: Place) => {
    if (place.kind === 'sequence') place.items.forEach(visit);
    if (place.kind !== 'mapping') return;
    for (const { keyStart, value } of place.entries.values()) {
      if (!place.isFlow && (value.kind === 'mapping' || value.kind === 'sequence') && !value.isFlow) {
        const columns = columnOf(text, value.kind === 'mapping' ? keyOf(value) : value.start) - columnOf(text, keyStart);
        const counts = value.kind === 'mapping' ? mappings : sequences;
        counts.set(columns, (counts.get(columns) ?? 0) + 1);
      }
      visit(value);
    }
  };
  visit(root);
  return { mapping: Math.max(1, most(mappings) ?? 2), sequence: Math.max(0, most(sequences) ?? 0) };
}

function most(counts: ReadonlyMap<number, number>): number | undefined {
  return [...counts].reduce<readonly [number, number] | undefined>(
    (best, entry) => (best && best[1] >= entry[1] ? best : entry),
    undefined,
  )?.[0];
}
