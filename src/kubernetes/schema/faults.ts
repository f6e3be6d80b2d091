import { isObject, type JsonObject } from '../../text/json';
import { formatPath, type PathSegment } from '../../text/path';
import { isNone, quoted, scalarFault, wrong } from './scalars';
import { suggestionFor, type Around } from './suggestion';
import { Absence, type Field, type FieldType, type SchemaTable, type Struct } from './table';
import { UNKNOWN_VALUE } from './unknown-value';

/** What is wrong with a value. */
export enum FaultKind {
  /** The field does not exist: the API server drops it, and rejects the object when field validation is strict. */
  UNKNOWN_FIELD,
  /** The API server cannot decode the value. */
  UNDECODABLE,
  /** It is absent or empty, and must not be. */
  MISSING,
  /** It is not one of the values that there are. */
  NOT_IN_ENUM,
}

/** A place where an object does not fit the schema of its kind. */
export interface Fault {
  readonly kind: FaultKind;
  /** Of the field, within the object. */
  readonly path: string;
  /** The fact, as the rest of a sentence: `is a string where an integer belongs`. */
  readonly fact: string;
  /** What a field that does not exist was probably meant to be. */
  readonly suggestion?: string;
}

/**
 * Where an object does not fit its schema, in the order in which it is written, and in each mapping what is missing last.
 *
 * @param type of the kind: see `SchemaTable.kind`
 * @param demands false for objects of which nothing is demanded
 */
export function faultsOf(json: JsonObject, type: string, table: SchemaTable, demands = true): readonly Fault[] {
  const walk = new Walk(table);
  walk.root(json, table.struct(type), demands);
  return walk.faults;
}

/** The search takes its time: where more fields are unknown, nothing is suggested for the rest. */
const MOST_SUGGESTIONS = 20;

class Walk {
  public readonly faults: Fault[] = [];
  private readonly path: PathSegment[] = [];
  /** The mappings around, from the object inward. */
  private readonly structs: Around[] = [];
  /** Below what a decoder of its own reads: unknown fields are not error there, not even to a strict server. */
  private isLenient = false;
  private suggestions = 0;

  constructor(private readonly table: SchemaTable) {}

  /** The status is decoded and then put aside: controllers write it, and nothing in it is demanded. */
  public root(json: JsonObject, struct: Struct, demands: boolean): void {
    this.structs.push({ struct, depth: 0 });
    for (const key of Object.keys(json)) this.field(key, json[key], struct, demands && key !== 'status');
    if (demands) for (const field of struct.demanded) if (field.name !== 'status') this.demand(json, field);
  }

  private struct(value: JsonObject, struct: Struct, demands: boolean): void {
    this.structs.push({ struct, depth: this.path.length });
    for (const key of Object.keys(value)) this.field(key, value[key], struct, demands);
    if (demands) for (const field of struct.demanded) this.demand(value, field);
    this.structs.pop();
  }

  private field(key: string, value: unknown, struct: Struct, demands: boolean): void {
    if (value === undefined) return;
    const field = struct.fields.get(key);
    if (field) {
      // Null is as good as no field at all, but to the decoder of a duration.
      if (value !== null || isStrictDuration(field.type)) this.at(key, value, field.type, demands);
    } else if (!this.isLenient) this.unknown(key);
  }

  private at(segment: PathSegment, value: unknown, type: FieldType, demands: boolean): void {
    this.path.push(segment);
    this.value(value, type, demands);
    this.path.pop();
  }

  private value(value: unknown, type: FieldType, demands: boolean): void {
    if (value === UNKNOWN_VALUE) return;
    switch (type.form) {
      case 'scalar':
        return 'BLS'.includes(type.letter) ? this.besideSchema(type.letter, value, demands) : this.scalar(type.letter, value);
      case 'enum': {
        this.scalar('s', value);
        // An empty text is as good as none in most places.
        if (demands && typeof value === 'string' && value !== '' && !type.values.includes(value)) {
          this.add(FaultKind.NOT_IN_ENUM, `is ${quoted(value)}, which is not one of ${type.values.join(', ')}`);
        }
        return;
      }
      case 'list':
        if (!Array.isArray(value)) return this.add(FaultKind.UNDECODABLE, wrong(value, 'a list'));
        return value.forEach((item, index) => this.entry(index, item, type.of, demands));
      case 'map':
        if (!isObject(value)) return this.add(FaultKind.UNDECODABLE, wrong(value, 'a mapping'));
        for (const key of Object.keys(value)) this.entry(key, value[key], type.of, demands);
        return;
      case 'struct':
        return isObject(value)
          ? this.struct(value, this.table.struct(type.name), demands)
          : this.add(FaultKind.UNDECODABLE, wrong(value, 'a mapping'));
    }
  }

  /** In a list or a mapping null is an empty entry. */
  private entry(segment: PathSegment, value: unknown, type: FieldType, demands: boolean): void {
    if (value !== null && value !== undefined) return this.at(segment, value, type, demands);
    const missing = demands ? this.demandedBelow(type) : [];
    if (missing.length === 0) return;
    this.path.push(segment);
    this.add(FaultKind.MISSING, `is null, so it lacks ${missing.join(' and ')}`);
    this.path.pop();
  }

  private scalar(letter: string, value: unknown): void {
    const fact = scalarFault(letter, value);
    if (fact !== undefined) this.add(FaultKind.UNDECODABLE, fact);
  }

  /**
   * What a JSON schema may have in place of a schema: a boolean, a list of schemas or one of strings. Source:
   * k8s.io/apiextensions-apiserver, marshal.go
   */
  private besideSchema(letter: string, value: unknown, demands: boolean): void {
    const outside = this.isLenient;
    this.isLenient = true;
    if (isObject(value)) this.struct(value, this.table.struct('JSONSchemaProps'), demands);
    else if (letter === 'B') {
      if (typeof value !== 'boolean') this.add(FaultKind.UNDECODABLE, wrong(value, 'a boolean or a mapping'));
    } else if (Array.isArray(value)) this.value(value, letter === 'L' ? SCHEMAS : STRINGS, demands);
    this.isLenient = outside;
  }

  private demand(holder: JsonObject, field: Field): void {
    const value = holder[field.name] ?? undefined;
    this.path.push(field.name);
    if (field.absence === Absence.EMPTY) {
      const missing = value === undefined ? this.demandedBelow(field.type) : [];
      if (missing.length > 0) this.add(FaultKind.MISSING, `is missing, and with it ${missing.join(' and ')}`);
    } else if (isNone(value, field.type)) this.add(FaultKind.MISSING, value === undefined ? 'is missing' : 'is empty');
    this.path.pop();
  }

  /** Paths of what an empty mapping would lack. */
  private demandedBelow(type: FieldType): string[] {
    if (type.form !== 'struct') return [];
    return this.table
      .struct(type.name)
      .demanded.flatMap(({ name, absence, type: below }) =>
        absence === Absence.EMPTY ? this.demandedBelow(below).map((path) => `${name}.${path}`) : [name],
      );
  }

  private unknown(key: string): void {
    const suggestion = this.suggestions++ < MOST_SUGGESTIONS ? suggestionFor(key, this.structs, this.path, this.table) : undefined;
    this.path.push(key);
    this.add(FaultKind.UNKNOWN_FIELD, 'does not exist', suggestion);
    this.path.pop();
  }

  private add(kind: FaultKind, fact: string, suggestion?: string): void {
    this.faults.push({ kind, path: formatPath(this.path), fact, suggestion });
  }
}

function isStrictDuration(type: FieldType): boolean {
  return type.form === 'scalar' && type.letter === 'U';
}

const SCHEMAS: FieldType = { form: 'list', of: { form: 'struct', name: 'JSONSchemaProps' } };
const STRINGS: FieldType = { form: 'list', of: { form: 'scalar', letter: 's' } };
