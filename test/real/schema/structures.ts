import type { FieldType, SchemaTable } from '../../../src/kubernetes/schema/table';
import type { Random } from './random';
import { mapping } from './sites';

/** Values that a decoder takes, by letter of the table. */
export const RIGHT: Readonly<Record<string, readonly unknown[]>> = {
  s: ['', 'a', 'web', '0', 'true', 'null', 'ü\n"', ' '],
  b: [true, false],
  i: [0, 1, -1, 8080, 2147483647, -2147483648, 1e3],
  l: [0, 1, -1, 4294967296, 9007199254740991, -9007199254740991],
  d: [0, 1.5, -2, 1e21, 1e-7],
  x: [0, 80, 2147483647, -2147483648, 'http', '25%', ''],
  q: ['0', '1', '500m', '1Gi', '1e3', '1E3', '-1', '+1', ' 1 ', '.5', '5.', 'm', 1, 0.5, 1e21, 100, 1e-7],
  t: [
    '2026-01-31T08:00:00Z',
    '2024-02-29T23:59:59+14:00',
    '2026-01-31T8:00:00Z',
    '2026-01-31T08:00:00,5Z',
    '2026-01-31T08:00:00.123456789-24:60',
    '0000-01-01T00:00:00Z',
  ],
  m: ['2026-01-31T08:00:00.000000Z', '2026-01-31T8:00:00,123456+02:00'],
  y: ['', 'YQ==', 'YWI=', 'YWJj', 'YQ\n==\r\n', 'YR==', [97, 0, 255], []],
  a: [{}, { a: [1, 'b', { c: null }] }, [], 'text', 1, true],
  B: [true, false, { type: 'string', unheard: 1 }],
  L: [{ type: 'string', unheard: 1 }, [{ type: 'string' }, { Type: 1 }], 'anything', 1, true],
  S: [['a', ''], { type: 'string' }, 'anything', 1, false],
};
const KEYS = ['a', 'app.kubernetes.io/name', 'x-y', '0', 'cpu', '__proto__', 'constructor'];
const DEEPEST = 9;

/** A value that the API server can decode; what it says of it beside that is of no interest. */
export function structure(type: FieldType, table: SchemaTable, random: Random, density: number, depth = 0): unknown {
  if (random.chance(0.04)) return null;
  switch (type.form) {
    case 'scalar':
      return random.pick(RIGHT[type.letter]!);
    case 'enum':
      return random.pick([...type.values, '']);
    case 'list':
      return Array.from({ length: depth > DEEPEST ? 0 : random.below(3) }, () => structure(type.of, table, random, density, depth + 1));
    case 'map':
      return mapping(
        Array.from({ length: depth > DEEPEST ? 0 : random.below(3) }, () => [
          random.pick(KEYS),
          structure(type.of, table, random, density, depth + 1),
        ]),
      );
    case 'struct': {
      const fields = [...table.struct(type.name).fields.values()];
      const chance = depth > DEEPEST ? 0 : Math.min(0.9, density / Math.max(1, fields.length));
      return mapping(
        fields.filter(() => random.chance(chance)).map((field) => [field.name, structure(field.type, table, random, density, depth + 1)]),
      );
    }
  }
}
