import { readYaml } from '../../../src/text/yaml/yaml';
import { linesOf } from '../../../src/text/yaml/yaml-lines';

/** Larger than what an expression with a loop over its parts can take before the stack of V8 overflows. */
const MANY = 9_000_000;

test.each<[string, string, unknown]>([
  ['!!binary', `k: !!binary ${'QUJD'.repeat(MANY / 3)}\n`, { k: 'ABC'.repeat(MANY / 3) }],
  ['a JSON text', `{"k":"\\t${'x'.repeat(3 * MANY)}"}`, { k: `\t${'x'.repeat(3 * MANY)}` }],
  ['blank lines', `${'\n'.repeat(MANY)}k: '...'\n`, { k: '...' }],
  ['comments', `${'#\n'.repeat(MANY)}k: 1\n`, { k: 1 }],
])('%s', (_, text, value) => {
  const { documents, faults } = readYaml(text);
  expect([faults, documents.map((document) => Object.keys(document.value as object))]).toEqual([[], [['k']]]);
  expect((documents[0]!.value as { k: unknown }).k === (value as { k: unknown }).k).toBe(true);
  expect(linesOf(documents[0]!).lineOf('k')).toBe(text.split('k')[0]!.split('\n').length);
});

test('comments between a key and its colon', () => {
  expect(readYaml(`{a ${'#\n'.repeat(1000)}: 1}\n`).faults.map(({ message }) => message)).toEqual(['a key and its ":" stand on two lines']);
});

test.each(['QUJ', 'QUJD=', 'QU=J', 'QUJD====', 'Q===', '=', 'QUJ*'])('%s is no base64', (text) => {
  expect(readYaml(`k: !!binary "${text}"\n`).faults.map(({ message }) => message)).toEqual([
    'the tag !!binary is not followed by text in base64',
  ]);
});
