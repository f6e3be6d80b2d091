import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { writeYaml, type Stringify } from '../../../src/text/yaml/write-yaml';
import { readYaml } from '../../../src/text/yaml/yaml';
import { hostileTexts, objects } from '../../support/hostile-texts';

const cdk8s: Stringify = (value) => Yaml.stringify(value);
const WRITERS: readonly (readonly [string, Stringify])[] = [
  ["cdk8s' writer", cdk8s],
  ['js-yaml', (value) => dump(value)],
  ['js-yaml within brackets', (value) => dump(value, { flowLevel: 1, lineWidth: 80 })],
];

function written(values: readonly unknown[], stringify: Stringify): string {
  const result = writeYaml(values, stringify);
  if ('fault' in result) throw new Error(JSON.stringify(result.fault));
  return result.text;
}

function valuesOf(text: string): readonly unknown[] {
  const { documents, faults } = readYaml(text);
  expect(faults).toEqual([]);
  return documents.map(({ value }) => value);
}

describe.each(WRITERS)('%s', (_, stringify) => {
  test.each(hostileTexts.map((text) => [JSON.stringify(text).slice(0, 40), text]))('%s is read as what it is', (__, text) => {
    const values = [{ a: text }, { [text]: 'v' }, { a: [text, { [text]: { [text]: [text] } }] }];
    if (text.length > 1000) values.splice(1, 2, { a: [text] });
    expect(valuesOf(written(values, stringify))).toEqual(values);
  });

  test('generated objects are read as what they are', () => {
    fc.assert(
      fc.property(fc.array(objects, { minLength: 1, maxLength: 3 }), (values) => {
        expect(valuesOf(written(values, stringify))).toEqual(values);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

test.each<[string, string]>([
  ['<<', '"<<"'],
  ['=', '"="'],
  ['0o17', '"0o17"'],
  ['0O17', '"0O17"'],
  ['0X1f', '"0X1f"'],
  ['\ufeffa', String.raw`"\ufeffa"`],
  ['a\u0085b', String.raw`"a\u0085b"`],
  ['a\u2028b\u2029', String.raw`"a\u2028b\u2029"`],
  ['\x7f\x9f', String.raw`"\u007f\u009f"`],
])('%j is written as %s, as key and as value', (text, quoted) => {
  expect(written([{ a: text, [text]: 'v' }], cdk8s)).toBe(`a: ${quoted}\n${quoted}: v\n`);
});

test('beside what is misread, nothing is written otherwise than before', () => {
  const value = {
    kind: 'ConfigMap',
    data: { 'script': '#!/bin/sh\nset -e\n', 'yes': 'no', 'a.conf': '[a]\nb = "c"\n' },
    list: [1, true, 'on'],
  };
  const before = cdk8s(value);
  expect(written([value, { ...value, more: '<<' }, value], cdk8s)).toBe(`${before}---\n${before}more: "<<"\n---\n${before}`);
});

test('a stand-in that the document itself holds is none', () => {
  expect(valuesOf(written([{ 'a': '<<', 'quoted-0-': 'quoted-0-', 'b': 'quotedx' }], cdk8s))).toEqual([
    { 'a': '<<', 'quoted-0-': 'quoted-0-', 'b': 'quotedx' },
  ]);
});

class Money {
  public readonly amount = 1;
}

test.each<[string, unknown, (string | number)[], string]>([
  ['a half of a pair', { a: ['x\ud800y'] }, ['a', 0], 'holds half of a surrogate pair (U+D800), which no file in UTF-8 can hold'],
  [
    'one in a key',
    { a: { '\udc00': 1 } },
    ['a'],
    'has a key that holds half of a surrogate pair (U+DC00), which no file in UTF-8 can hold',
  ],
  ['no number', { a: { b: NaN } }, ['a', 'b'], 'is NaN, which JSON does not have'],
  ['no end', { a: -Infinity }, ['a'], 'is -Infinity, which JSON does not have'],
  ['a bigint', { a: 1n }, ['a'], 'is a bigint, which JSON does not have'],
  ['a day', { a: new Date(0) }, ['a'], 'is a Date, which JSON does not have'],
  ['a map', { a: new Map([['b', 'c']]) }, ['a'], 'is a Map, which JSON does not have'],
  ['an object of a class', { a: new Money() }, ['a'], 'is a Money, which JSON does not have'],
  [
    'a long key',
    { a: { ['k'.repeat(1100)]: 1 } },
    ['a'],
    'has a key of 1102 characters, and Kubernetes reads none of more than 1024 in YAML',
  ],
])('%s cannot be written', (_, value, path, fact) => {
  expect(writeYaml([{ fine: 1 }, value], cdk8s)).toEqual({ fault: { document: 1, path, fact } });
});

test('what is not set may be null, or left out', () => {
  expect(written([{ a: undefined, b: null, c: [undefined], d: -0 }], cdk8s)).toBe('a: null\nb: null\nc:\n  - null\nd: 0\n');
});

test('a writer that leaves something out is found out', () => {
  expect(writeYaml([{ a: 1, b: { c: 2 } }], () => 'a: 1\nb: {}\n')).toEqual({
    fault: { document: 0, path: ['b', 'c'], fact: 'would be read as something else than it is' },
  });
});

test('nesting beyond what is read is said', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 600; depth++) deep = { a: deep };
  expect(writeYaml([deep], cdk8s)).toMatchObject({
    fault: { document: 0, fact: expect.stringMatching(/^would be read as something else than it is \(.+\)$/) },
  });
});
