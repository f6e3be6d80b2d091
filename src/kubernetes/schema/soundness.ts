import { isObject, type JsonObject } from '../../text/json';
import { isNone, scalarFault } from './scalars';
import { Absence, type Field, type FieldType, type SchemaTable } from './table';
import { UNKNOWN_VALUE } from './unknown-value';

/** True for a value in which there is no fault. It is not null, nor undefined. */
type Test = (value: unknown, demands: boolean) => boolean;

/**
 * Tells the objects without a fault, which are nearly all, from those in which faults have to be looked for: four times as fast as looking.
 */
export class Soundness {
  private readonly tests = new Map<string, Test>();
  private readonly kinds = new Map<string, Test>();

  constructor(private readonly table: SchemaTable) {}

  /** True when `faultsOf` finds nothing. May be false for a JSON schema, in which it finds nothing either. */
  public isSound(json: JsonObject, type: string, demands: boolean): boolean {
    let test = this.kinds.get(type);
    if (!test) this.kinds.set(type, (test = this.struct(type, true)));
    return test(json, demands);
  }

  private struct(name: string, isKind: boolean): Test {
    const { fields, demanded } = this.table.struct(name);
    const tests = new Map<string, Test>();
    const testOf = (key: string): Test | undefined => {
      const field = fields.get(key);
      const test = field && this.of(field.type);
      if (test) tests.set(key, test);
      return test;
    };
    const required = demanded.filter((field) => !isKind || field.name !== 'status');
    return (value, demands) => {
      if (!isObject(value)) return value === UNKNOWN_VALUE;
      for (const key in value) {
        const found = value[key];
        if (found === undefined) continue;
        const test = tests.get(key) ?? testOf(key);
        if (!test || (found !== null && !test(found, demands && !(isKind && key === 'status')))) return false;
      }
      return !demands || required.every((field) => this.isMet(field, value[field.name] ?? undefined));
    };
  }

  private isMet({ absence, type }: Field, value: unknown): boolean {
    return absence === Absence.REJECTED ? !isNone(value, type) : value !== undefined || this.of(type)({}, true);
  }

  private of(type: FieldType): Test {
    const key = type.form === 'struct' ? type.name : type.form === 'scalar' ? `:${type.letter}` : JSON.stringify(type);
    const known = this.tests.get(key);
    if (known) return known;
    const test = this.make(type);
    this.tests.set(key, test);
    return test;
  }

  private make(type: FieldType): Test {
    switch (type.form) {
      case 'scalar':
        return scalarTest(type.letter);
      case 'enum': {
        const values = new Set<unknown>(['', ...type.values]);
        return (value, demands) => (demands ? values.has(value) : typeof value === 'string') || value === UNKNOWN_VALUE;
      }
      case 'list': {
        const entry = this.entry(type.of);
        return (value, demands) => (Array.isArray(value) ? value.every((item) => entry(item, demands)) : value === UNKNOWN_VALUE);
      }
      case 'map': {
        const entry = this.entry(type.of);
        return (value, demands) => {
          if (!isObject(value)) return false;
          if (value === UNKNOWN_VALUE) return true;
          for (const key in value) if (!entry(value[key], demands)) return false;
          return true;
        };
      }
      case 'struct': {
        let test: Test | undefined;
        // Made when it is requested: a type may hold itself.
        return (value, demands) => value === UNKNOWN_VALUE || (test ??= this.struct(type.name, false))(value, demands);
      }
    }
  }

  /** In a list or a mapping null is an empty entry. */
  private entry(type: FieldType): Test {
    const test = this.of(type);
    return (value, demands) => (value === null || value === undefined ? type.form !== 'struct' || test({}, demands) : test(value, demands));
  }
}

/** Nearly all that people write: `100m`, `128Mi`, `2`. */
const COMMON_QUANTITY = /^\d{1,9}(?:m|[KMGT]i|[MG])?$/;

function scalarTest(letter: string): Test {
  switch (letter) {
    case 's':
      return (value) => typeof value === 'string' || value === UNKNOWN_VALUE;
    case 'b':
      return (value) => typeof value === 'boolean' || value === UNKNOWN_VALUE;
    case 'q':
      return (value) =>
        (typeof value === 'string' && COMMON_QUANTITY.test(value)) || value === UNKNOWN_VALUE || scalarFault(letter, value) === undefined;
    case 'B':
    case 'L':
    case 'S':
      return () => false;
    default:
      return (value) => value === UNKNOWN_VALUE || scalarFault(letter, value) === undefined;
  }
}
