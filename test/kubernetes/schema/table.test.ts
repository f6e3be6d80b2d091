import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { Absence, chooseTable, SchemaTable, type SchemaText } from '../../../src/kubernetes/schema/table';

const TEXT: SchemaText = {
  releases: ['1.35', '1.36', '1.37'],
  kinds: { 'example.com/v1': 'Plain,Renamed:Other,Late@1.36+,Early@-1.36,Middle@1.36-1.36' },
  types: {
    Plain: 'name!s,spec=Spec,when:t',
    Other: '',
    Late: '',
    Early: '',
    Middle: '',
    Spec: 'always:s,fewer:i@-1.35,labels:{s,later:[Plain@1.36+,mode:e|On|Off,size:i@-1.36,size:l@1.37+',
  },
};

const tables = TEXT.releases.map((release) => new SchemaTable(TEXT, release));
const [old, middle, young] = tables as [SchemaTable, SchemaTable, SchemaTable];
const namesIn = (table: SchemaTable) => [...table.struct('Spec').fields.keys()];

test('a kind has the type of its own name, or the one that is named', () => {
  expect(old.kind('example.com/v1', 'Plain')).toBe('Plain');
  expect(old.kind('example.com/v1', 'Renamed')).toBe('Other');
  expect(old.kind('example.com/v2', 'Plain')).toBeUndefined();
  expect(old.kind('example.com/v1', 'constructor')).toBeUndefined();
  expect(old.kind('constructor', 'name')).toBeUndefined();
});

test.each([
  ['Late', [false, true, true]],
  ['Early', [true, true, false]],
  ['Middle', [false, true, false]],
])('%s is in its releases only', (kind, expected) => {
  expect(tables.map((table) => table.kind('example.com/v1', kind) !== undefined)).toEqual(expected);
});

test('a field is in its releases only, and can change its type', () => {
  expect(namesIn(old)).toEqual(['always', 'fewer', 'labels', 'mode', 'size']);
  expect(namesIn(middle)).toEqual(['always', 'labels', 'later', 'mode', 'size']);
  expect(namesIn(young)).toEqual(['always', 'labels', 'later', 'mode', 'size']);
  expect(tables.map((table) => table.struct('Spec').fields.get('size')!.type)).toEqual([
    { form: 'scalar', letter: 'i' },
    { form: 'scalar', letter: 'i' },
    { form: 'scalar', letter: 'l' },
  ]);
});

test('types are lists, mappings, enumerations, letters or other types', () => {
  const { fields } = young.struct('Spec');
  expect(fields.get('labels')!.type).toEqual({ form: 'map', of: { form: 'scalar', letter: 's' } });
  expect(fields.get('later')!.type).toEqual({ form: 'list', of: { form: 'struct', name: 'Plain' } });
  expect(fields.get('mode')!.type).toEqual({ form: 'enum', values: ['On', 'Off'] });
});

test('what is demanded is known by its mark', () => {
  expect(old.struct('Plain').demanded.map(({ name, absence }) => [name, absence])).toEqual([
    ['name', Absence.REJECTED],
    ['spec', Absence.EMPTY],
  ]);
  expect([...old.struct('Other').fields]).toEqual([]);
});

test.each([
  ['1.20', '1.35', false],
  ['1.35', '1.35', false],
  ['1.36', '1.36', false],
  ['1.37', '1.37', false],
  ['1.38', '1.37', true],
  ['2.0', '1.37', true],
])('Kubernetes %s is judged by %s', (release, expected, isNewer) => {
  const choice = chooseTable(tables, parseMinor(release));
  expect([choice.table.release, choice.isNewer]).toEqual([expected, isNewer]);
});
