import { readYaml } from '../../../src/text/yaml/yaml';

const values = (text: string) => {
  const { documents, faults } = readYaml(text);
  if (faults.length > 0) throw new Error(faults.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return documents.map(({ value }) => value);
};
const faultsOf = (text: string) => readYaml(text).faults;

describe('scalars mean what they mean to the API server', () => {
  test.each<[string, unknown]>([
    ['yes', true],
    ['Yes', true],
    ['on', true],
    ['y', true],
    ['TRUE', true],
    ['no', false],
    ['off', false],
    ['n', false],
    ['False', false],
    ['yEs', 'yEs'],
    ['"yes"', 'yes'],
    ['!!str yes', 'yes'],
    ['~', null],
    ['null', null],
    ['Null', null],
    ['', null],
    ['nUll', 'nUll'],
    ['0400', 256],
    ['0o400', 256],
    ['08', 8],
    ['0x1F', 31],
    ['0b101', 5],
    ['0b+1', 1],
    ['0b-1', -1],
    ['1_000', 1000],
    ['-7', -7],
    ['+7', 7],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1e400', '1e400'],
    ['1:30', '1:30'],
    ['1.5.2', '1.5.2'],
    ['0o8', '0o8'],
    ['1__0', 10],
    ['18446744073709551615', 18446744073709552000],
    ['99999999999999999999', 100000000000000000000],
    ['2001-01-01', '2001-01-01'],
    ['!!int "7"', 7],
    ['!!float 1', 1],
    ['!!bool yes', true],
    ['!!null ~', null],
    ['!!binary aGk=', 'hi'],
    ['!own x', 'x'],
    ['"\\x41\\u00e9"', 'Aé'],
  ])('%s', (text, value) => {
    expect(values(`a: ${text}\n`)).toEqual([{ a: value }]);
  });

  test.each<[string, string]>([
    ['.nan', '.nan cannot be written as JSON, which Kubernetes works on'],
    ['-.inf', '-.inf cannot be written as JSON, which Kubernetes works on'],
    ['!!int x', '"x" cannot be read as !!int'],
    ['!!timestamp 2001-01-01', 'the tag !!timestamp has no place in a manifest; quote the text instead'],
    ['!!binary a', 'the tag !!binary is not followed by text in base64'],
    ['!!binary /w==', 'the tag !!binary is not followed by text in base64'],
    ['!a%20b x', 'a tag is not written as Kubernetes reads it'],
    ['"\\/"', 'Kubernetes does not know the escape \\/ in YAML'],
    ['"\\ud800"', 'Kubernetes does not know the escape \\ud800 in YAML'],
  ])('%s is refused', (text, message) => {
    expect(faultsOf(`a: ${text}\n`)).toEqual([{ line: 1, message }]);
  });
});

describe('keys', () => {
  test.each<[string, object]>([
    ['1: a', { 1: 'a' }],
    ['1.5: a', { 1.5: 'a' }],
    ['yes: a', { true: 'a' }],
    ['0x10: a', { 16: 'a' }],
    ['.inf: a', { '.inf': 'a' }],
    ['+.INF: a', { '.inf': 'a' }],
    ['-.inf: a', { '-.inf': 'a' }],
    ['1e-7: a', { '1e-07': 'a' }],
    ['1e21: a', { 1e21: 'a' }],
    ['0.1: a', { 0.1: 'a' }],
    ['"": a', { '': 'a' }],
    ['-0.0: a', { '-0': 'a' }],
    ['.5: a', { 0.5: 'a' }],
  ])('%s', (text, value) => {
    expect(values(text)).toEqual([value]);
  });

  test('__proto__ is a key like any other', () => {
    const [value] = values('__proto__: { privileged: true }\nconstructor: x\n') as [object];
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('privileged' in value).toBe(false);
  });

  test.each<[string, string]>([
    ['~: a', 'a key is empty or null'],
    ['18446744073709551615: a', 'the key 18446744073709551615 is too large a number'],
    ['!!int x: a', '"x" cannot be read as !!int'],
    ['{ a: b }: c', 'a list or mapping stands where a key is expected; a template has to be rendered first'],
    ['1: a\n"1": b', 'the key "1" is written in two ways, and which one Kubernetes keeps is left to chance'],
    ['.nan: a\n.NaN: b', 'the key ".nan" is written in two ways, and which one Kubernetes keeps is left to chance'],
    [`${'k'.repeat(1025)}: a`, 'a key is longer than 1024 characters'],
    ['? |\n  a\n: b', 'a key goes over several lines'],
    ['a: b: c', 'bad indentation of a mapping entry'],
    ["a:\n- 'x' b: c\n", 'a key stands on the line of a value'],
    ['a:\n- 1\n- [] b: c\n', 'a key stands on the line of a value'],
    ['a: 1\nb:\n- {} c: d\n', 'a key stands on the line of a value'],
    ['a: &x v\nb:\n- *x c: d\n', 'a key stands on the line of a value'],
    ['a: - b', 'bad indentation of a mapping entry'],
  ])('%s is refused', (text, message) => {
    expect(faultsOf(text).map((fault) => fault.message)).toEqual([message]);
  });

  test('written twice: the last one counts, and the path is told', () => {
    const { documents } = readYaml(
      'spec:\n  containers:\n  - name: a\n    privileged: false\n    privileged: true\nspec.x: 1\nspec.x: 2\n',
    );
    expect(documents[0]!.value).toEqual({ 'spec': { containers: [{ name: 'a', privileged: true }] }, 'spec.x': 2 });
    expect(documents[0]!.duplicateKeys).toEqual(['spec.containers[0].privileged', '["spec.x"]']);
  });

  test('within a value that another duplicate replaces', () => {
    expect(readYaml('a: { b: 1, b: 2 }\na: 3\n').documents[0]!.duplicateKeys).toEqual(['b', 'a']);
  });
});

describe('anchors and merges', () => {
  test.each<[string, unknown]>([
    ['a: &x { b: 1 }\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['a: &x { b: 1, c: 2 }\nd: { <<: *x, b: 3 }', { a: { b: 1, c: 2 }, d: { b: 3, c: 2 } }],
    // As Go's reader has it: the merge writes over what stands before it.
    ['a: &x { b: 1 }\nd: { b: 3, <<: *x }', { a: { b: 1 }, d: { b: 1 } }],
    ['a: &x { b: 1 }\ne: &y { b: 2, c: 4 }\nd: { <<: [*x, *y] }', { a: { b: 1 }, e: { b: 2, c: 4 }, d: { b: 1, c: 4 } }],
    ['a: { "<<": 1 }', { a: { '<<': 1 } }],
    ['&k a: 1\nb: *k', { a: 1, b: 'a' }],
    ['a: &k b\n*k : 2', { a: 'b', b: 2 }],
  ])('%s', (text, value) => {
    expect(values(text)).toEqual([value]);
  });

  test('keys that a merge brought are not duplicates when written once more', () => {
    expect(readYaml('a: &x { b: 1 }\nd: { <<: *x, b: 3, c: 1, c: 2 }').documents[0]!.duplicateKeys).toEqual(['d.c']);
  });

  test.each<[string, string]>([
    ['a: *x', 'no anchor "&x" stands before this alias'],
    ['a: &x [*x]', 'the value of the anchor "&x" contains itself'],
    ['a: { <<: 1 }', 'a merge ("<<") takes a mapping or a list of mappings'],
    ['a: &x [b]\n*x : 2', 'a list or mapping stands where a key is expected'],
    ['a: &ä b', 'the name of an anchor or alias has other signs than letters, digits, "_" and "-"'],
  ])('%s is refused', (text, message) => {
    expect(faultsOf(text).map((fault) => fault.message)).toEqual([message]);
  });

  test('a bomb of aliases is refused at once', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++) {
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    }
    expect(faultsOf(lines.join('\n')).map(({ message }) => message)).toEqual(['the document is made up of aliases beyond measure']);
  });

  test('so is nesting without end', () => {
    expect(faultsOf('['.repeat(100_000)).map(({ message }) => message)).toEqual(['nesting exceeded maxDepth (500)']);
  });
});

describe('texts within quotes, brackets and blocks', () => {
  test.each<[string, unknown]>([
    ['a: [\n1,\n2\n]', { a: [1, 2] }],
    ['a: "b\nc"', { a: 'b c' }],
    ['a: "it\\\'s"', { a: "it's" }],
    ['a: |\n  b\n  # c\n', { a: 'b\n# c\n' }],
    ['a: >-\n  b\n  c\n', { a: 'b c' }],
    // Tabs between signs, and at the beginning of lines within brackets.
    ['a: [b,\tc]', { a: ['b', 'c'] }],
    ['a: [\t]', { a: [] }],
    ['a: [\t\tb,\t \tc\t]', { a: ['b', 'c'] }],
    ['a: {b:\tc,\td: [e,\tf]}', { a: { b: 'c', d: ['e', 'f'] } }],
    ['a:\n  - [\n\t1,\n\t2 ]\n', { a: [[1, 2]] }],
    ['a: [b, # [\n\tc]\n', { a: ['b', 'c'] }],
    ['a:\t[b]\nc:\t{ d: e }\n', { a: ['b'], c: { d: 'e' } }],
    ['a: ["b,\tc",\t\'d\te\']', { a: ['b,\tc', 'd\te'] }],
  ])('%j', (text, value) => {
    expect(values(text)).toEqual([value]);
  });

  test.each<[string, string]>([
    ['a: [b?c]', 'a "?" within brackets begins a key for Kubernetes; quote the text'],
    ['a: [:b]', 'a ":" within brackets begins a value for Kubernetes; quote the text'],
    ['a: [b:]', 'a ":" without a blank behind it belongs to the text for Kubernetes'],
    ['a: [b :]', 'a ":" without a blank behind it belongs to the text for Kubernetes'],
    ['a: "b\\\n \n c"', 'blank lines follow a line that ends with "\\" within quotes; write "\\n" for line breaks'],
    ['\ta: b', 'end of the stream or a document separator is expected'],
    ['a:\n  b:\n  \t- c', 'tab characters must not be used in indentation'],
    ['a: |\n \tb\n', 'a tab stands where indentation by spaces is expected'],
    ['-\t[a]', 'deficient indentation'],
    ['a: |\n\n  \tb\n', 'a tab stands where indentation by spaces is expected'],
    ['a: [\n1\n\t]', 'a tab stands where indentation by spaces is expected'],
    ['|\n  a', 'the document is nothing but a block of text'],
  ])('%j is refused', (text, message) => {
    expect(faultsOf(text)[0]).toMatchObject({ message });
  });
});

describe('documents', () => {
  test.each<[string, unknown[]]>([
    ['a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['---\na: 1\n---\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['---\n---\nb: 2', [null, { b: 2 }]],
    ['# licence\n---\na: 1\n--- # next\nb: 2\n---\n', [null, { a: 1 }, { b: 2 }]],
    ['a: 1\n---\n# nothing\n---\nb: 2', [{ a: 1 }, null, { b: 2 }]],
    ['\ufeffa: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
    ['{"a": 1}\n{"b": 2}', [{ a: 1 }, { b: 2 }]],
    ['{"a": 1}\n---\nb: yes', [{ a: 1 }, { b: true }]],
    ['{a: 1}', [{ a: 1 }]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test('what cannot be read is told with its line, and the rest is read', () => {
    const { documents, faults } = readYaml('a: 1\n---\nb: [\n---\nc: 3\n--- x\nd: 4\n---\ne: 5\n');
    expect(documents.map(({ value, line, index }) => ({ value, line, index }))).toEqual([
      { value: { a: 1 }, line: 1, index: 0 },
      { value: { c: 3 }, line: 5, index: 1 },
      { value: { e: 5 }, line: 9, index: 2 },
    ]);
    expect(faults).toEqual([
      { line: 4, message: 'unexpected end of the stream within a flow collection' },
      { line: 6, message: '"---" is followed by "x" on its line, which Kubernetes rejects; begin the document on the next line' },
    ]);
  });

  test.each(['%YAML 1.1', ' %own'])('a directive does not reach over the separator: %j', (line) => {
    expect(readYaml(`${line}\n---\na: 1\n`)).toMatchObject({ documents: [{ value: { a: 1 }, line: 3 }], faults: [{ line: 2 }] });
  });

  test('nothing is taken over from one document to the next', () => {
    expect(faultsOf('a: &x 1\n---\nb: *x\n')).toEqual([{ line: 3, message: 'no anchor "&x" stands before this alias' }]);
  });

  test('text behind an end mark, which Kubernetes passes over, is told', () => {
    expect(readYaml('a: 1\n...\nb: 2\n')).toMatchObject({
      documents: [{ value: { a: 1 } }],
      faults: [{ line: 2, message: 'Kubernetes takes no notice of what follows "..."; write "---" between documents' }],
    });
  });

  test('a template is told from a slip', () => {
    expect(faultsOf('a: {{ .Values.a }}\n')[0]!.message).toContain('template');
    expect(faultsOf('a: "{{ x }}"\n b: c\n')[0]!.message).toContain('render it first');
    for (const text of ['a: "}} {{"\n b: c\n', 'a: "{{\n  }}"\n b: c\n', 'a: "{{}"\n b: c\n']) {
      expect(faultsOf(text)[0]!.message).not.toContain('template');
    }
  });

  test('a comment behind a key within brackets, whatever stands in it, is no ":"', () => {
    const signs = '#'.repeat(100);
    expect(values(`a: {x # y: z\n, b: 1}\n---\na: {x\n${signs}\n, b: 1}\n`)).toEqual(Array(2).fill({ a: { x: null, b: 1 } }));
    expect(faultsOf(`a: {x\n${signs}\n: 1}\n`)[0]!.message).toBe('a key and its ":" stand on two lines');
  });

  test.each(['a: \u0000', 'a: \u2028', 'a: \ud800', 'a: b\ufeffc', 'a: \u007f'])('%j has characters that cannot be read', (text) => {
    expect(faultsOf(text)[0]!.message).toContain('cannot be in YAML as Kubernetes reads it');
  });

  test('a JSON value behind which something else follows', () => {
    expect(readYaml('{"a": 1}\n{"b": 2}\nc')).toMatchObject({
      documents: [{ value: { a: 1 } }, { value: { b: 2 } }],
      faults: [{ line: 3 }],
    });
  });

  test('documents read in one go and alone are the same', () => {
    const document = 'kind: ConfigMap\ndata: { a: "x\\ty", b: yes, <<: { c: 0400 } }\nlist:\n- a: 1\n- "b"\n';
    const together = readYaml(Array(50).fill(document).join('---\n'));
    const [alone] = values(document);
    expect(together.documents).toHaveLength(50);
    for (const { value, line, index } of together.documents) expect({ value, line }).toEqual({ value: alone, line: 1 + index * 6 });
  });
});
