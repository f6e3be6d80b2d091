import { FaultKind, faultsOf } from '../../../src/kubernetes/schema/faults';
import { SchemaTable } from '../../../src/kubernetes/schema/table';
import { UNKNOWN_VALUE } from '../../../src/kubernetes/schema/unknown-value';
import type { JsonObject } from '../../../src/text/json';

const table = new SchemaTable(
  {
    releases: ['1.37'],
    kinds: { v1: 'Shop' },
    types: {
      Shop: 'apiVersion:s,kind:s,open:b,owner:Owner,spec=Spec,status=Status',
      Spec:
        'budget:q,counters!{i,deadline:t,inner=Inner,keys:{s,level:e|Low|High,mode:e|A,opening:i,port:x,secret:y,shelves![Shelf,size!i,'
        + 'tags:[s,'
        + 'title!s',
      Inner: 'deep=Deep,note:s',
      Deep: 'ground!s',
      Owner: 'name!s',
      Shelf: 'label!s,owner:Owner',
      Status: 'count!i,phase:e|Up|Down',
      JSONSchemaProps: 'items:L,maximum:d,properties:{JSONSchemaProps,rest:B,type:s,when:S',
    },
  },
  '1.37',
);

/** All that is demanded. */
const SPEC = { title: 't', size: 1, counters: { a: 1 }, shelves: [{ label: 'l' }], inner: { deep: { ground: 'g' } } };

function faults(object: JsonObject, type = 'Shop', demands = true): string[] {
  return faultsOf(object, type, table, demands).map(
    ({ kind, path, fact, suggestion }) => `${FaultKind[kind]} ${path} ${fact}${suggestion === undefined ? '' : ` (${suggestion})`}`,
  );
}

const spec = (fields: JsonObject) => faults({ spec: { ...SPEC, ...fields } });

describe('fields that do not exist', () => {
  test.each<readonly [string, JsonObject, readonly string[]]>([
    ['none', {}, []],
    ['of no use', { xyzzy: 1 }, ['UNKNOWN_FIELD spec.xyzzy does not exist']],
    ['a letter too few', { deadlne: '2026-01-31T08:00:00Z' }, ['UNKNOWN_FIELD spec.deadlne does not exist (deadline)']],
    ['other case', { Opening: 1 }, ['UNKNOWN_FIELD spec.Opening does not exist (opening)']],
    ['with null as its value', { xyzzy: null }, ['UNKNOWN_FIELD spec.xyzzy does not exist']],
    ['undefined, which no text has', { xyzzy: undefined }, []],
    ['a level too high', { note: 'n' }, ['UNKNOWN_FIELD spec.note does not exist (spec.inner.note)']],
    ['a level too deep', { inner: { ...SPEC.inner, mode: 'A' } }, ['UNKNOWN_FIELD spec.inner.mode does not exist (spec.mode)']],
    [
      'in a list',
      { shelves: [{ label: 'l' }, { label: 'm', lable: 'x' }] },
      ['UNKNOWN_FIELD spec.shelves[1].lable does not exist (label)'],
    ],
    ['with dots', { 'a.b': 1 }, ['UNKNOWN_FIELD spec["a.b"] does not exist']],
    [
      'of every object of a program',
      { constructor: 1, toString: 2 },
      ['UNKNOWN_FIELD spec.constructor does not exist', 'UNKNOWN_FIELD spec.toString does not exist'],
    ],
    ['as a key of a mapping, which may have any', { keys: { xyzzy: 'a' } }, []],
  ])('%s', (_, fields, expected) => {
    expect(spec(fields)).toEqual(expected);
  });

  test('at the top, and __proto__ as a text can have it', () => {
    expect(faults({ spec: SPEC, opne: true })).toEqual(['UNKNOWN_FIELD opne does not exist (open)']);
    expect(faults(JSON.parse(`{"spec": ${JSON.stringify(SPEC)}, "__proto__": 1}`) as JsonObject)).toEqual([
      'UNKNOWN_FIELD __proto__ does not exist',
    ]);
  });

  test('suggestions end after twenty, the findings do not', () => {
    const found = faults({ spec: { ...SPEC, ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`title${index}`, 1])) } });
    expect(found).toHaveLength(30);
    expect(found.filter((fault) => fault.includes('(title)'))).toHaveLength(20);
  });
});

describe('values that cannot be decoded', () => {
  test.each<readonly [string, JsonObject, readonly string[]]>([
    ['a scalar', { opening: 'eight' }, ['UNDECODABLE spec.opening is a string where an integer belongs']],
    ['a list in place of a scalar', { opening: [8] }, ['UNDECODABLE spec.opening is a list where an integer belongs']],
    ['no list', { tags: 'a' }, ['UNDECODABLE spec.tags is a string where a list belongs']],
    ['a mapping in place of a list', { tags: { a: 1 } }, ['UNDECODABLE spec.tags is a mapping where a list belongs']],
    [
      'an entry of a list',
      { tags: ['a', 1, true] },
      [
        'UNDECODABLE spec.tags[1] is a number where a string belongs (YAML reads it so without quotes)',
        'UNDECODABLE spec.tags[2] is a boolean where a string belongs (YAML reads true, yes, on and y so without quotes)',
      ],
    ],
    ['no mapping', { keys: ['a'] }, ['UNDECODABLE spec.keys is a list where a mapping belongs']],
    [
      'a value of a mapping',
      { keys: { 'a/b': 1 } },
      ['UNDECODABLE spec.keys["a/b"] is a number where a string belongs (YAML reads it so without quotes)'],
    ],
    ['no mapping of fields', { inner: 'deep' }, ['UNDECODABLE spec.inner is a string where a mapping belongs']],
    [
      'an entry that is not a mapping',
      { shelves: [{ label: 'l' }, 'm'] },
      ['UNDECODABLE spec.shelves[1] is a string where a mapping belongs'],
    ],
    ['an enumeration', { level: 1 }, ['UNDECODABLE spec.level is a number where a string belongs (YAML reads it so without quotes)']],
    [
      'several at once',
      { opening: true, port: true },
      [
        'UNDECODABLE spec.opening is a boolean where an integer belongs',
        'UNDECODABLE spec.port is a boolean where an integer or a string belongs',
      ],
    ],
    ['null for a scalar, a list, a mapping and fields', { opening: null, tags: null, keys: null, level: null }, []],
    ['null in a list and in a mapping of scalars', { tags: [null], keys: { a: null } }, []],
    ['undefined', { opening: undefined, tags: [undefined] }, []],
  ])('%s', (_, fields, expected) => {
    expect(spec(fields)).toEqual(expected);
  });

  test('what is not known yet is of no wrong type', () => {
    expect(
      spec({ opening: UNKNOWN_VALUE, tags: UNKNOWN_VALUE, inner: UNKNOWN_VALUE, level: UNKNOWN_VALUE, keys: { a: UNKNOWN_VALUE } }),
    ).toEqual([]);
  });
});

describe('what is missing', () => {
  test.each<readonly [string, JsonObject, readonly string[]]>([
    ['absent', { title: undefined }, ['MISSING spec.title is missing']],
    ['null', { title: null }, ['MISSING spec.title is missing']],
    ['empty text', { title: '' }, ['MISSING spec.title is empty']],
    ['zero', { size: 0 }, ['MISSING spec.size is empty']],
    ['empty list', { shelves: [] }, ['MISSING spec.shelves is empty']],
    ['empty mapping', { counters: {} }, ['MISSING spec.counters is empty']],
    [
      'of a wrong type, which is another fault',
      { title: 1 },
      ['UNDECODABLE spec.title is a number where a string belongs (YAML reads it so without quotes)'],
    ],
    ['a mapping of which fields are demanded', { inner: null }, ['MISSING spec.inner is missing, and with it deep.ground']],
    ['an empty mapping of which fields are demanded', { inner: {} }, ['MISSING spec.inner.deep is missing, and with it ground']],
    ['in an entry', { shelves: [{}] }, ['MISSING spec.shelves[0].label is missing']],
    ['in an entry that is null', { shelves: [null] }, ['MISSING spec.shelves[0] is null, so it lacks label']],
    ['in a mapping that need not be', { shelves: [{ label: 'l', owner: {} }] }, ['MISSING spec.shelves[0].owner.name is missing']],
    ['of a mapping that need not be and is null', { shelves: [{ label: 'l', owner: null }] }, []],
  ])('%s', (_, fields, expected) => {
    expect(spec(fields)).toEqual(expected);
  });

  test('a whole spec is one fault', () => {
    expect(faults({})).toEqual(['MISSING spec is missing, and with it counters and inner.deep.ground and shelves and size and title']);
    expect(faults({ spec: null })).toEqual(faults({}));
  });

  test('nothing where nothing is demanded: of a status, and of kinds without demands', () => {
    expect(faults({ spec: SPEC, status: {} })).toEqual([]);
    expect(faults({ spec: SPEC, status: { phase: 'Sideways' } })).toEqual([]);
    expect(faults({ spec: SPEC, status: { count: 'one' } })).toEqual(['UNDECODABLE status.count is a string where an integer belongs']);
    expect(faults({ spec: { level: 'Sideways' } }, 'Shop', false)).toEqual([]);
  });
});

test.each<readonly [string, unknown, readonly string[]]>([
  ['one of them', 'High', []],
  ['another', 'Highest', ['NOT_IN_ENUM spec.level is "Highest", which is not one of Low, High']],
  ['other case', 'high', ['NOT_IN_ENUM spec.level is "high", which is not one of Low, High']],
  ['empty', '', []],
  ['null', null, []],
])('enumerations: %s', (_, level, expected) => {
  expect(spec({ level })).toEqual(expected);
});

describe('what a JSON schema may have beside a schema', () => {
  test.each<readonly [string, JsonObject, readonly string[]]>([
    ['a boolean', { rest: false }, []],
    ['neither boolean nor schema', { rest: 'no' }, ['UNDECODABLE rest is a string where a boolean or a mapping belongs']],
    ['a schema, in which no server minds unknown fields', { rest: { typ: 'string', properties: { a: { Type: 1 } } } }, []],
    [
      'a schema with a wrong type',
      { rest: { type: 1 } },
      ['UNDECODABLE rest.type is a number where a string belongs (YAML reads it so without quotes)'],
    ],
    [
      'a list of schemas',
      { items: [{ type: 'string' }, { type: true }] },
      ['UNDECODABLE items[1].type is a boolean where a string belongs (YAML reads true, yes, on and y so without quotes)'],
    ],
    ['a list of strings', { when: ['a', 1] }, ['UNDECODABLE when[1] is a number where a string belongs (YAML reads it so without quotes)']],
    ['anything else, which the decoder passes over', { items: 'a', when: 1 }, []],
    [
      'beside it, unknown fields count',
      { rest: { typ: 1 }, typ: 1, properties: { a: { typ: 1 } } },
      ['UNKNOWN_FIELD typ does not exist (type)', 'UNKNOWN_FIELD properties.a.typ does not exist (type)'],
    ],
  ])('%s', (_, object, expected) => {
    expect(faults(object, 'JSONSchemaProps')).toEqual(expected);
  });
});
