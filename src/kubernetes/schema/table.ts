import { compareVersions, parseMinor, type KubernetesMinor } from '../releases/versions';

/** What a field takes. */
export type FieldType =
  | { readonly form: 'scalar'; readonly letter: string }
  | { readonly form: 'enum'; readonly values: readonly string[] }
  | { readonly form: 'list' | 'map'; readonly of: FieldType }
  | { readonly form: 'struct'; readonly name: string };

/** What the lack of a field means. */
export enum Absence {
  /** Nothing. */
  ALLOWED,
  /** The API server rejects the object; an empty text, list or mapping and zero are the same as none. */
  REJECTED,
  /** The same as an empty one, whose own fields may be demanded. */
  EMPTY,
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly absence: Absence;
}

/** A mapping with named fields. */
export interface Struct {
  readonly fields: ReadonlyMap<string, Field>;
  /** Those whose absence means something. */
  readonly demanded: readonly Field[];
}

/**
 * The kinds and fields of one release, read out of a text for all releases as far as they are asked for.
 *
 * The text (tables.generated.ts) begins with a line of the releases, oldest first. Lines with `>` name the kinds of an API version, each with its type where that has another name.
 * All others are types: a name, and fields behind a space, sorted by name. A field is its name; `:` (may be absent), `!` (is demanded) or `=` (absent is as good as
 * empty); and what it takes: a type, `[` a list or `{` a mapping of what follows, `e` and the values of an enumeration with `|` before each, or a letter: `s` string,
 * `b` boolean, `i` 32-bit and `l` 64-bit integer, `d` number, `q` quantity, `x` integer or string, `t` time, `m` time with microseconds, `y` bytes in base64, `a` anything,
 * `B` `L` `S` what a JSON schema may have beside a schema: a boolean, a list of schemas, a list of strings. `@1.36+`, `@-1.36` and `@1.36-1.36` limit a kind or field
 * to releases.
 */
export class SchemaTable {
  private readonly structs = new Map<string, Struct>();
  private readonly types = new Map<string, FieldType>();

  private constructor(
    private readonly lines: Lines,
    public readonly release: string,
  ) {}

  /** One table for each release in the text, oldest first. */
  public static read(text: string): readonly SchemaTable[] {
    const lines = linesOf(text);
    return lines.releases.map((release) => new SchemaTable(lines, release));
  }

  /** The type of a kind; undefined where the release has no such kind in that version. */
  public kind(apiVersion: string, kind: string): string | undefined {
    const found = this.lines.kinds.get(`${apiVersion} ${kind}`);
    return found !== undefined && this.has(found.range) ? found.type : undefined;
  }

  /** A type of the table, by the name that {@link kind} or a field gives. */
  public struct(name: string): Struct {
    let struct = this.structs.get(name);
    if (!struct) this.structs.set(name, (struct = this.readStruct(this.lines.types.get(name)!)));
    return struct;
  }

  private readStruct(line: string): Struct {
    const fields = new Map<string, Field>();
    if (line !== '') {
      for (const text of line.split(',')) {
        const [entry, range = ''] = text.split('@');
        if (!this.has(range)) continue;
        const [, name, mark, type] = /^([^:!=]+)([:!=])(.+)$/.exec(entry!)!;
        fields.set(name!, {
          name: name!,
          type: this.readType(type!),
          absence: mark === ':' ? Absence.ALLOWED : mark === '!' ? Absence.REJECTED : Absence.EMPTY,
        });
      }
    }
    return { fields, demanded: [...fields.values()].filter(({ absence }) => absence !== Absence.ALLOWED) };
  }

  private readType(text: string): FieldType {
    let type = this.types.get(text);
    if (!type) this.types.set(text, (type = this.parseType(text)));
    return type;
  }

  private parseType(text: string): FieldType {
    if (text.startsWith('[')) return { form: 'list', of: this.readType(text.slice(1)) };
    if (text.startsWith('{')) return { form: 'map', of: this.readType(text.slice(1)) };
    if (text.startsWith('e|')) return { form: 'enum', values: text.slice(2).split('|') };
    return text.length === 1 ? { form: 'scalar', letter: text } : { form: 'struct', name: text };
  }

  private has(range: string): boolean {
    if (range === '') return true;
    const [, first, , last] = /^([\d.]*)([-+])([\d.]*)$/.exec(range)!;
    const at = (release: string) => this.lines.releases.indexOf(release);
    return (first === '' || at(this.release) >= at(first!)) && (last === '' || at(this.release) <= at(last!));
  }
}

interface Lines {
  readonly releases: readonly string[];
  /** By `apps/v1 Deployment`. */
  readonly kinds: ReadonlyMap<string, { readonly type: string; readonly range: string }>;
  readonly types: ReadonlyMap<string, string>;
}

function linesOf(text: string): Lines {
  const [releases, ...rest] = text.trimEnd().split('\n');
  const kinds = new Map<string, { type: string; range: string }>();
  const types = new Map<string, string>();
  for (const line of rest) {
    const arrow = line.indexOf('>');
    if (arrow >= 0) {
      for (const entry of line.slice(arrow + 1).split(',')) {
        const [names, range = ''] = entry.split('@');
        const [kind, type = kind] = names!.split(':');
        kinds.set(`${line.slice(0, arrow)} ${kind}`, { type: type!, range });
      }
    } else {
      const space = line.indexOf(' ');
      types.set(space < 0 ? line : line.slice(0, space), space < 0 ? '' : line.slice(space + 1));
    }
  }
  return { releases: releases!.split(','), kinds, types };
}

/** The table to judge a release by, and how that relates to it. */
export interface TableChoice {
  readonly table: SchemaTable;
  /** True when the release is newer than every table, so that it may have fields which the newest one has not. */
  readonly isNewer: boolean;
}

/** The table of the release itself, or the nearest one: that of the oldest release for older ones, that of the newest for newer ones. */
export function chooseTable(tables: readonly SchemaTable[], release: KubernetesMinor): TableChoice {
  const after = tables.findIndex((table) => compareVersions(parseMinor(table.release), release) >= 0);
  return { table: tables.at(after)!, isNewer: after < 0 };
}
