import type { Edit } from './edits';
import type { MappingPlace, Place, SequencePlace } from './places';
import { flowEntry, flowText, type FlowStyle } from './write-value';

/** Writes into collections within brackets, and into JSON: on the line, or on lines of their own where the entries have such. */
export class FlowWriter {
  /** What a JSON text indents with; undefined where it is written on one line. */
  private readonly unit: string | undefined;

  constructor(
    private readonly text: string,
    private readonly isJson: boolean,
  ) {
    this.unit = isJson ? /^[[{][ \t]*\n([ \t]+)/.exec(text)?.[1] : undefined;
  }

  public addEntries(place: MappingPlace, entries: readonly (readonly [string, unknown])[]): Edit[] {
    if (place.lastKeyStart === undefined) return this.replace(place, Object.fromEntries(entries));
    const style = this.styleOf(place);
    return this.add(place, place.lastKeyStart, place.lastEnd, (indent) =>
      entries.map(([key, value]) =>
        indent === undefined || this.unit === undefined
          ? flowEntry(key, value, style)
          : `${JSON.stringify(key)}: ${this.pretty(value, indent)}`,
      ),
    );
  }

  public addItems(place: SequencePlace, items: readonly unknown[]): Edit[] {
    const style = this.styleOf(place);
    const { start, end } = place.items.at(-1)!;
    return this.add(place, start, end, (indent) =>
      items.map((item) => (indent === undefined || this.unit === undefined ? flowText(item, style) : this.pretty(item, indent))),
    );
  }

  /** Puts a value in the place of one that is null or empty. */
  public replace(place: Place, value: unknown): Edit[] {
    const { start, end } = place;
    const inner = this.text.slice(start + 1, end - 1);
    const indent = this.unit === undefined ? undefined : /^[ \t]*/.exec(this.text.slice(this.text.lastIndexOf('\n', start - 1) + 1))![0];
    const text = indent === undefined ? flowText(value, this.styleOf(place)) : this.pretty(value, indent);
    if (inner.includes('#')) return [{ at: end - 1, remove: 0, insert: `${text.slice(1, -1).trim()} ` }];
    const gap = start === end && /\S/.test(this.text.charAt(start - 1)) ? ' ' : '';
    return [{ at: start, remove: end - start, insert: gap + text }];
  }

  /** Puts more behind the last entry; a comma stays last where one is. */
  private add(
    place: MappingPlace | SequencePlace,
    lastStart: number,
    behind: number,
    textsAt: (indent: string | undefined) => string[],
  ): Edit[] {
    const lineStart = this.text.lastIndexOf('\n', lastStart - 1) + 1;
    const before = this.text.slice(lineStart, lastStart);
    const comma = this.commaBehind(behind, place.end);
    const at = comma ?? behind;
    if (before.trim() !== '') {
      const { comma: between } = this.styleOf(place);
      return [
        {
          at,
          remove: 0,
          insert:
            comma === undefined
              ? `${between}${textsAt(undefined).join(between)}`
              : `${between.slice(1)}${textsAt(undefined).join(between)},`,
        },
      ];
    }
    const lineEnd = this.text.indexOf('\n', at);
    const lines =
      textsAt(before)
        .map((text) => `\n${before}${text}`)
        .join(',') + (comma === undefined ? '' : ',');
    const onLine = lineEnd < 0 || lineEnd >= place.end;
    return [...(comma === undefined ? [{ at, remove: 0, insert: ',' }] : []), { at: onLine ? at : lineEnd, remove: 0, insert: lines }];
  }

  /** Where a comma behind the last entry ends. */
  private commaBehind(from: number, end: number): number | undefined {
    const match = /^(?:\s|(?<=\s)#[^\n]*\n)*,/.exec(this.text.slice(from, end));
    return match ? from + match[0].length : undefined;
  }

  private styleOf({ start, end }: Place): FlowStyle {
    const own = this.text.slice(start, end);
    const near = own.includes(':') || !this.isJson ? own : this.text;
    const isQuoted = this.isJson || /^\{\s*"/.test(own);
    const colon = isQuoted && /":\S/.test(near) && !/": /.test(near) ? ':' : ': ';
    return {
      isQuoted,
      colon,
      comma: (colon === ':' || /,[^\s\]}]/.test(near)) && !/, /.test(near) ? ',' : ', ',
      padding: /^\{[ \t]+\S/.test(near) ? ' ' : '',
    };
  }

  private pretty(value: unknown, indent: string): string {
    return JSON.stringify(value, null, this.unit).replaceAll('\n', `\n${indent}`);
  }
}
