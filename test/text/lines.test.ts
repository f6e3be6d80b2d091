import * as fc from 'fast-check';
import { LineIndex } from '../../src/text/lines';
import { readYaml } from '../../src/text/yaml/yaml';
import { linesOf } from '../../src/text/yaml/yaml-lines';
import { searches } from '../support/searches';

test('the line of an offset is one more than the line feeds before it', () => {
  const text = fc.array(fc.constantFrom('a', '\n', '\r\n', 'é')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (whole) => {
      const lines = new LineIndex(whole);
      for (let offset = 0; offset <= whole.length; offset++) {
        expect(lines.lineAt(offset)).toBe(whole.slice(0, offset).split('\n').length);
      }
    }),
  );
  expect([new LineIndex('a\nb').lineAt(-1), new LineIndex('').lineAt(5)]).toEqual([1, 1]);
});

test.each<[string, (count: number) => string]>([
  ['documents', (count) => '---\na: 1\nb: 2\n'.repeat(count)],
  ['JSON values on one line', (count) => '{"a": 1} '.repeat(count)],
  ['separators with text behind them', (count) => '--- x\n'.repeat(count)],
  ['documents that cannot be read', (count) => '---\na: [\n'.repeat(count)],
])('twice as many %s take twice as many looks at the text', (_, textOf) => {
  const read = (count: number) => () => {
    const { documents, faults } = readYaml(textOf(count));
    for (const document of documents) expect(linesOf(document).lineOf('a')).toBeGreaterThan(0);
    expect(documents.length + faults.length).toBe(count);
  };
  expect(searches(read(400))).toBeLessThan(2.1 * searches(read(200)));
});
