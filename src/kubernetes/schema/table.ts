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
 * Kinds and fields of all known releases, as tables.json has them; `npm run schema` writes it.
 *
 * A kind of an API version is its name, and behind `:` its type, where that has another name. The fields of a type are separated by commas:
 * a name; `:` (may be absent), `!` (must not) or `=` (absent is as good as empty); and what it takes, which is the name of a type, `[` a
 * list or `{` a mapping of what follows, `e` an enumeration with `|` before each of its values, or one letter: `s` string, `b` boolean, `i`
 * 32-bit and `l` 64-bit integer, `d` number, `q` quantity, `x` integer or string, `t` time, `m` time with microseconds, `y` bytes in
 * base64, `u` duration, `U` the same where null is none, `a` anything, `B` `L` `S` what stands for a JSON schema in place of one: a
 * boolean, a list of schemas, a list of strings.
 * `@1.36+`, `@-1.36` and `@1.36-1.36` limit a kind or a field to releases.
 */
export interface SchemaText {
  /** Oldest first. */
  readonly releases: readonly string[];
  /** By API version. */
  readonly kinds: Readonly<Record<string, string>>;
  /** By name. */
  readonly types: Readonly<Record<string, string>>;
}

/** The kinds and fields of one release, read out of the text as far as they are requested. */
export class SchemaTable {
  /** By API version, then by kind: the names of their types. */
  private readonly kinds: ReadonlyMap<string, string>;
  private readonly read = new Map<string, ReadonlyMap<string, string>>();
  private readonly structs = new Map<string, Struct>();
  private readonly types = new Map<string, FieldType>();

  public constructor(
    private readonly text: SchemaText,
    public readonly release: string,
  ) {
    this.kinds = new Map(Object.entries(text.kinds));
  }

  /** The type of a kind; undefined where the release has no such kind in that version. */
  public kind(apiVersion: string, kind: string): string | undefined {
    let kinds = this.read.get(apiVersion);
    if (!kinds) {
      const entries = this.entries(this.kinds.get(apiVersion) ?? '').map((entry) => entry.split(':'));
      this.read.set(apiVersion, (kinds = new Map(entries.map(([name, type = name]) => [name!, type!]))));
    }
    return kinds.get(kind);
  }

  /** A type of the table, by the name that {@link kind} or a field gives. */
  public struct(name: string): Struct {
    let struct = this.structs.get(name);
    if (!struct) this.structs.set(name, (struct = this.readStruct(this.text.types[name]!)));
    return struct;
  }

  private readStruct(text: string): Struct {
    const fields = new Map<string, Field>();
    for (const entry of this.entries(text)) {
      const [, name, mark, type] = /^([^:!=]+)([:!=])(.+)$/.exec(entry)!;
      fields.set(name!, { name: name!, type: this.readType(type!), absence: ABSENCES[mark!]! });
    }
    return { fields, demanded: [...fields.values()].filter(({ absence }) => absence !== Absence.ALLOWED) };
  }

  /** What the release has of a list, without what limits it to releases. */
  private entries(text: string): string[] {
    return text === ''
      ? []
      : text.split(',').flatMap((entry) => {
          const at = entry.indexOf('@');
          return at < 0 ? [entry] : this.isWithin(entry.slice(at + 1)) ? [entry.slice(0, at)] : [];
        });
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

  private isWithin(range: string): boolean {
    return isWithin(range, this.release, this.text.releases);
  }
}

/** Whether a range of releases, as the text writes it behind `@`, has one of them. */
export function isWithin(range: string, release: string, releases: readonly string[]): boolean {
  const [, first, last] = /^([\d.]*)[-+]([\d.]*)$/.exec(range)!;
  const at = releases.indexOf(release);
  return (first === '' || at >= releases.indexOf(first!)) && (last === '' || at <= releases.indexOf(last!));
}

const ABSENCES: Readonly<Record<string, Absence>> = { ':': Absence.ALLOWED, '!': Absence.REJECTED, '=': Absence.EMPTY };

/** The table to check a release against, and how that relates to it. */
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
