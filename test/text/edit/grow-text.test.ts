import { withFills } from '../../../src/kubernetes/pods/fill/pod-fill-apply';
import { applyEdits, linesOf } from '../../../src/text/edit/edits';
import { growText } from '../../../src/text/edit/grow-text';
import type { PathSegment } from '../../../src/text/path';
import { readYaml } from '../../../src/text/yaml/yaml';
import { searches } from '../../support/searches';

type Wish = readonly [path: readonly PathSegment[], value: any];

/** Writes requirements into the documents of a text, by position. */
const grown = (text: string, ...wishes: (readonly Wish[])[]) => {
  const read = readYaml(text);
  expect(read.faults).toEqual([]);
  const wanted = new Map(
    wishes.map((list, index) => [
      index,
      withFills(
        read.documents[index]!.value as any,
        list.map(([keys, value]) => ({ keys, value, path: '' })),
      ),
    ]),
  );
  return growText(text, read, wanted);
};
const lines = (...all: string[]) => all.join('\n');

describe('collections without brackets', () => {
  test.each<[string, string, readonly Wish[], string]>([
    ['a key goes behind the last entry, with its indentation', 'a:\n  b: 1\nz: 2\n', [[['a', 'c'], true]], 'a:\n  b: 1\n  c: true\nz: 2\n'],
    ["the indentation is the document's", 'a:\n    b: 1\n', [[['a', 'c'], { d: 'x' }]], 'a:\n    b: 1\n    c:\n        d: x\n'],
    [
      'lists as the document has them: indented',
      'a:\n  - x\nb:\n  c: 1\n',
      [
        [
          ['b', 'd'],
          ['p', 'q'],
        ],
      ],
      'a:\n  - x\nb:\n  c: 1\n  d:\n    - p\n    - q\n',
    ],
    [
      'lists as the document has them: not indented',
      'a:\n- x\nb:\n  c: 1\n',
      [
        [
          ['b', 'd'],
          ['p', 'q'],
        ],
      ],
      'a:\n- x\nb:\n  c: 1\n  d:\n  - p\n  - q\n',
    ],
    [
      'an entry of a list',
      'a:\n- b: 1\n  c: 2\n- b: 3\n',
      [
        [['a', 0, 'd'], { e: true }],
        [['a', 1, 'd'], {}],
      ],
      'a:\n- b: 1\n  c: 2\n  d:\n    e: true\n- b: 3\n  d: {}\n',
    ],
    [
      'a dash far from its entry',
      'a:\n-   b: 1\n',
      [
        [['a', 0, 'c'], 2],
        [['a', 1], { b: 3, c: 4 }],
      ],
      'a:\n-   b: 1\n    c: 2\n-   b: 3\n    c: 4\n',
    ],
    [
      'a list gets longer',
      'a:\n  - x # one\n# end\nb: 1\n',
      [[['a', 1], { k: 'v', m: {} }]],
      'a:\n  - x # one\n  - k: v\n    m: {}\n# end\nb: 1\n',
    ],
    [
      'lists of lists',
      '- - a\n  - b\n- c: 1\n',
      [
        [[0, 2], 'd'],
        [[1, 'e'], 2],
      ],
      '- - a\n  - b\n  - d\n- c: 1\n  e: 2\n',
    ],
    [
      'comments as deep as the entries stay before, others behind',
      'a:\n  b: 1 # one\n  # of a\n    # deep\n# of z\nz: 2\n',
      [[['a', 'c'], 1]],
      'a:\n  b: 1 # one\n  # of a\n    # deep\n  c: 1\n# of z\nz: 2\n',
    ],
    [
      'a blank line ends those comments',
      'a:\n  b: 1\n\n  # of what?\nz: 2\n',
      [[['a', 'c'], 1]],
      'a:\n  b: 1\n  c: 1\n\n  # of what?\nz: 2\n',
    ],
    [
      'the comment of the next entry of a list',
      'a:\n  - b: 1\n  # second\n  - b: 2\n',
      [[['a', 0, 'c'], 1]],
      'a:\n  - b: 1\n    c: 1\n  # second\n  - b: 2\n',
    ],
    [
      'inner before outer at one place',
      'a:\n  b:\n    c: 1\n',
      [
        [['a', 'b', 'd'], 1],
        [['a', 'e'], 2],
        [['f'], 3],
      ],
      'a:\n  b:\n    c: 1\n    d: 1\n  e: 2\nf: 3\n',
    ],
    ['behind a block of text', 'a:\n  b: |\n    x\n\n\nz: 2\n', [[['a', 'c'], 1]], 'a:\n  b: |\n    x\n  c: 1\n\n\nz: 2\n'],
    [
      'behind a block of text whose blank lines count',
      'a:\n  b: |+\n    x\n\n\nz: 2\n',
      [[['a', 'c'], 1]],
      'a:\n  b: |+\n    x\n\n\n  c: 1\nz: 2\n',
    ],
    ['behind an empty block of text', 'a:\n  b: |\nz: 2\n', [[['a', 'c'], 1]], 'a:\n  b: |\n  c: 1\nz: 2\n'],
    [
      'behind texts over several lines',
      'a:\n  b: x\n    y\n  c: "p\n    q"\nz: 2\n',
      [[['a', 'd'], 1]],
      'a:\n  b: x\n    y\n  c: "p\n    q"\n  d: 1\nz: 2\n',
    ],
    [
      'behind null, and empty entries',
      'a:\n  b:\nc:\n- x\n-\nz: 2\n',
      [
        [['a', 'd'], 1],
        [['c', 2], 'v'],
      ],
      'a:\n  b:\n  d: 1\nc:\n- x\n-\n- v\nz: 2\n',
    ],
    [
      'behind brackets over lines, closed at the start of the line',
      'a:\n  b: [\n  x\n  ]\nz: 2\n',
      [[['a', 'd'], 1]],
      'a:\n  b: [\n  x\n  ]\n  d: 1\nz: 2\n',
    ],
    [
      'behind an escape that only Kubernetes knows',
      'a:\n  b: "x\\\'y"\nz: {\nc: 1\n}\n',
      [
        [['a', 'd'], 1],
        [['z', 'e'], 1],
      ],
      'a:\n  b: "x\\\'y"\n  d: 1\nz: {\nc: 1,\ne: 1\n}\n',
    ],
    ['no line end at the end of the file', 'a:\n  b: 1', [[['a', 'c'], 1]], 'a:\n  b: 1\n  c: 1'],
    [
      'quoted keys, anchors and tags',
      '"a": &x !!map\n  &y b: 1\n  c: !!str 2\n',
      [[['a', 'd'], 1]],
      '"a": &x !!map\n  &y b: 1\n  c: !!str 2\n  d: 1\n',
    ],
    [
      'what YAML would read as something else is quoted',
      'a: 1\n',
      [
        [['on'], 'yes'],
        [['b'], { '1': '1e3', 'x: y': '0400' }],
      ],
      "a: 1\nb:\n  '1': '1e3'\n  'x: y': '0400'\n'on': 'yes'\n",
    ],
    [
      'keys of mappings that a name could be mistaken for',
      'a: {}\n',
      [
        [['a', 'constructor'], 1],
        [['a', 'hasOwnProperty'], 2],
      ],
      'a:\n  constructor: 1\n  hasOwnProperty: 2\n',
    ],
    [
      'keys written twice: the one that counts',
      'a:\n  b: 1\na:\n  c: 1\nz: 2\n',
      [[['a', 'd'], 1]],
      'a:\n  b: 1\na:\n  c: 1\n  d: 1\nz: 2\n',
    ],
  ])('%s', (_, before, wishes, after) => {
    const result = grown(before, wishes);
    expect([result.left, result.unproven]).toEqual([[], []]);
    expect(result.text).toBe(after);
  });
});

describe('null and empty', () => {
  test.each<[string, string, string]>([
    ['nothing', 'a:\nz: 1\n', 'a:\n  b:\n    c: 1\nz: 1\n'],
    ['nothing, with comments', 'a: # why\n  # d: 1\nz: 1\n', 'a: # why\n  b:\n    c: 1\n  # d: 1\nz: 1\n'],
    ['null', 'a: null\nz: 1\n', 'a:\n  b:\n    c: 1\nz: 1\n'],
    ['~ with a comment', 'a:   ~ # why\nz: 1\n', 'a: # why\n  b:\n    c: 1\nz: 1\n'],
    ['{}', 'a: {}\nz: 1\n', 'a:\n  b:\n    c: 1\nz: 1\n'],
    ['{} with a comment', 'a: {} # why\nz: 1\n', 'a: # why\n  b:\n    c: 1\nz: 1\n'],
    ['{} with an anchor', 'a: &x {}\nz: 1\n', 'a: &x\n  b:\n    c: 1\nz: 1\n'],
    ['{} over lines', 'a: {\n  }\nz: 1\n', 'a: {b: {c: 1}}\nz: 1\n'],
    ['{} with a comment in it', 'a: { # why\n  }\nz: 1\n', 'a: { # why\n  b: { c: 1 } }\nz: 1\n'],
    ['{} on a line of its own', 'a:\n  {}\nz: 1\n', 'a:\n  {b: {c: 1}}\nz: 1\n'],
    ['within brackets: nothing', '{a: , z: 1}\n', '{a: {b: {c: 1}} , z: 1}\n'],
    ['within brackets: null', '{z: 1, a: null}\n', '{z: 1, a: {b: {c: 1}}}\n'],
    ['within brackets: {}', '{ z: 1, a: {} }\n', '{ z: 1, a: {b: {c: 1}} }\n'],
    ['JSON: null', '{"a": null, "z": 1}', '{"a": {"b": {"c": 1}}, "z": 1}'],
    ['JSON: {}', '{"a":{},"z":1}\n', '{"a":{"b":{"c":1}},"z":1}\n'],
    [
      'JSON over lines: {}',
      '{\n    "a": {},\n    "z": 1\n}\n',
      '{\n    "a": {\n        "b": {\n            "c": 1\n        }\n    },\n    "z": 1\n}\n',
    ],
    ['JSON with tabs: null', '{\n\t"a": null,\n\t"z": 1\n}\n', '{\n\t"a": {\n\t\t"b": {\n\t\t\t"c": 1\n\t\t}\n\t},\n\t"z": 1\n}\n'],
  ])('%s', (_, before, after) => {
    const result = grown(before, [[['a', 'b', 'c'], 1]]);
    expect([result.text, result.left, result.unproven]).toEqual([after, [], []]);
  });

  test.each<[string, string]>([
    ['a: null # why\n', 'a: false # why\n'],
    ['a: # why\n', 'a: false # why\n'],
    ['a:\nz: 1\n', 'a: false\nz: 1\n'],
    ['{a: ~}\n', '{a: false}\n'],
    ['{"a": null}', '{"a": false}'],
    ['{\n "a":null}', '{\n "a":false}'],
  ])('a value that is not a collection: %j', (before, after) => {
    expect(grown(before, [[['a'], false]])).toMatchObject({ text: after, left: [], unproven: [] });
  });

  test.each<[string, string, string]>([
    ['[]', 'x:\n  - 1\na: [] # why\n', 'x:\n  - 1\na: # why\n  - b: 1\n'],
    ['nothing', 'x:\n- 1\na:\n', 'x:\n- 1\na:\n- b: 1\n'],
    ['JSON: []', '{\n  "a": []\n}', '{\n  "a": [\n    {\n      "b": 1\n    }\n  ]\n}'],
  ])('a list in the place of %s', (_, before, after) => {
    expect(grown(before, [[['a', 0], { b: 1 }]]).text).toBe(after);
  });
});

describe('collections within brackets, and JSON', () => {
  test.each<[string, string, string]>([
    ['on one line', 'a: {b: 1}\n', 'a: {b: 1, c: [x], d: true}\n'],
    ['padded', 'a: { b: 1 } # why\n', 'a: { b: 1, c: [x], d: true } # why\n'],
    ['with a comma at the end', 'a: {b: 1,}\n', 'a: {b: 1, c: [x], d: true,}\n'],
    ['with a comma at the end, so that it is not JSON', '{"a": {"b": 1, }}\n', '{"a": {"b": 1, "c": ["x"], "d": true, }}\n'],
    ['over lines', 'a: {\n  b: 1 # one\n  }\n', 'a: {\n  b: 1, # one\n  c: [x],\n  d: true\n  }\n'],
    ['over lines, at the start of the line', 'a: {\nb: 1\n}\n', 'a: {\nb: 1,\nc: [x],\nd: true\n}\n'],
    [
      'over lines, with a comma and a comment at the end',
      'a: {\n  b: 1, # one\n  }\n',
      'a: {\n  b: 1, # one\n  c: [x],\n  d: true,\n  }\n',
    ],
    [
      'over lines, closed on the last',
      'a: {b: 2,\n    b: 1}\n'.replace('b: 2', 'e: 2'),
      'a: {e: 2,\n    b: 1,\n    c: [x],\n    d: true}\n',
    ],
    ['like JSON', 'a: {"b": 1}\n', 'a: {"b": 1, "c": ["x"], "d": true}\n'],
    ['JSON on one line, without blanks', '{"a":{"b":1}}', '{"a":{"b":1,"c":["x"],"d":true}}'],
    [
      'JSON over lines',
      '{\n  "a": {\n    "b": 1\n  }\n}\n',
      '{\n  "a": {\n    "b": 1,\n    "c": [\n      "x"\n    ],\n    "d": true\n  }\n}\n',
    ],
    [
      'JSON with tabs, and escapes',
      '{\n\t"\\u0061": {\n\t\t"b": "\\/"\n\t}\n}\n',
      '{\n\t"\\u0061": {\n\t\t"b": "\\/",\n\t\t"c": [\n\t\t\t"x"\n\t\t],\n\t\t"d": true\n\t}\n}\n',
    ],
    [
      'JSON of which a part is on one line',
      '{\n  "a": {"b": 1},\n  "z": 1\n}\n',
      '{\n  "a": {"b": 1, "c": ["x"], "d": true},\n  "z": 1\n}\n',
    ],
  ])('%s', (_, before, after) => {
    const result = grown(before, [
      [['a', 'c'], ['x']],
      [['a', 'd'], true],
    ]);
    expect([result.text, result.left, result.unproven]).toEqual([after, [], []]);
  });

  test('lists', () => {
    expect(
      grown('a: [{b: 1}, {b: 2}]\n', [
        [['a', 0, 'c'], 1],
        [['a', 2], { b: 3 }],
      ]).text,
    ).toBe('a: [{b: 1, c: 1}, {b: 2}, {b: 3}]\n');
    expect(grown('{"a":[1]}', [[['a', 1], 2]]).text).toBe('{"a":[1,2]}');
  });
});

describe('anchors, aliases and merges', () => {
  test('what all places want is written once', () => {
    expect(
      grown('a: &x\n  b: 1\nc: *x\n', [
        [['a', 'd'], 1],
        [['c', 'd'], 1],
      ]),
    ).toMatchObject({ text: 'a: &x\n  b: 1\n  d: 1\nc: *x\n', left: [], unproven: [] });
    expect(
      grown('a: &x\nc: *x\n', [
        [['a', 'd'], 1],
        [['c', 'd'], 1],
      ]),
    ).toMatchObject({ text: 'a: &x\n  d: 1\nc: *x\n', left: [] });
  });

  const shared = 'it is written once, with an anchor, for several places that do not all want it';
  const merged = 'it comes from, or goes into, a merge ("<<")';
  test.each<[string, string, readonly Wish[], string, unknown[]]>([
    [
      'only the anchor',
      'a: &x\n  b: 1\nc: *x\n',
      [
        [['a', 'd'], 1],
        [['e'], 2],
      ],
      'a: &x\n  b: 1\nc: *x\ne: 2\n',
      [{ document: 0, path: ['a'], reason: shared }],
    ],
    [
      'only the alias',
      'a: &x\n  b: 1\nc: *x\n',
      [
        [['c', 'd'], 1],
        [['e'], 2],
      ],
      'a: &x\n  b: 1\nc: *x\ne: 2\n',
      [{ document: 0, path: ['c'], reason: shared }],
    ],
    [
      'both, but not the same',
      'a: &x\n  b: 1\nc: *x\n',
      [
        [['a', 'd'], 1],
        [['c', 'd'], 2],
      ],
      'a: &x\n  b: 1\nc: *x\n',
      [
        { document: 0, path: ['a'], reason: shared },
        { document: 0, path: ['c'], reason: shared },
      ],
    ],
    [
      'within the anchor',
      'a: &x\n  b: {y: 1}\nc: *x\n',
      [[['a', 'b', 'd'], 1]],
      'a: &x\n  b: {y: 1}\nc: *x\n',
      [{ document: 0, path: ['a'], reason: shared }],
    ],
    [
      'an anchor that is written twice',
      'a: &x\n  b: 1\nc: *x\nd: &x\n  e: 1\nf: *x\n',
      [
        [['d', 'g'], 1],
        [['f', 'g'], 1],
      ],
      'a: &x\n  b: 1\nc: *x\nd: &x\n  e: 1\n  g: 1\nf: *x\n',
      [],
    ],
    [
      'what a merge takes from',
      'a: &x\n  b: {y: 1}\nc:\n  <<: *x\n',
      [[['a', 'd'], 1]],
      'a: &x\n  b: {y: 1}\nc:\n  <<: *x\n',
      [{ document: 0, path: ['a'], reason: merged }],
    ],
    [
      'within what a merge takes from',
      'a: &x\n  b: {y: 1}\nc:\n  <<: *x\n',
      [[['a', 'b', 'd'], 1]],
      'a: &x\n  b: {y: 1}\nc:\n  <<: *x\n',
      [{ document: 0, path: ['a'], reason: merged }],
    ],
    [
      'what a merge brings',
      'a: &x\n  b: {y: 1}\nc:\n  <<: *x\n',
      [
        [['c', 'b', 'd'], 1],
        [['c', 'e'], 2],
      ],
      'a: &x\n  b: {y: 1}\nc:\n  <<: *x\n  e: 2\n',
      [{ document: 0, path: ['c', 'b'], reason: merged }],
    ],
    ['nothing but a merge, within brackets', 'a: &x {b: 1}\nc: {<<: *x}\n', [[['c', 'e'], 2]], 'a: &x {b: 1}\nc: {<<: *x, e: 2}\n', []],
  ])('%s', (_, before, wishes, after, left) => {
    const result = grown(before, wishes);
    expect([result.text, result.left, result.unproven]).toEqual([after, left, []]);
  });
});

describe('whole texts', () => {
  test('several documents, each on its own; separators, comments and byte-order mark stay', () => {
    const text = '\ufeff# head\n---\na: 1\n# tail of the first\n--- # two\n\n---\nb:\n  c: 1\n...\n';
    expect(grown(text, [], [[['z'], 1]], [], [[['b', 'd'], 1]]).text).toBe(
      '\ufeff# head\n---\na: 1\n# tail of the first\nz: 1\n--- # two\n\n---\nb:\n  c: 1\n  d: 1\n...\n',
    );
  });

  test('JSON values behind each other', () => {
    expect(grown('{"a": {}}\n{"a": {}}\n', [[['b'], 1]], [[['a', 'c'], 1]]).text).toBe('{"a": {}, "b": 1}\n{"a": {"c": 1}}\n');
  });

  test('CR LF, and a mixture', () => {
    expect(
      grown('a:\r\n  b: {}\r\nz: 1\r\n', [
        [['a', 'b', 'c'], 1],
        [['x'], 2],
      ]).text,
    ).toBe('a:\r\n  b:\r\n    c: 1\r\nz: 1\r\nx: 2\r\n');
    expect(grown('a:\r\n  b: 1', [[['a', 'c'], 1]]).text).toBe('a:\r\n  b: 1\r\n  c: 1');
    expect(
      grown('a:\n  b: 1\nz:\r\n  y: 1\r\n', [
        [['a', 'c'], 1],
        [['z', 'c'], 1],
      ]).text,
    ).toBe('a:\n  b: 1\n  c: 1\nz:\r\n  y: 1\r\n  c: 1\r\n');
  });

  test('an empty document stays', () => {
    expect(grown('# nothing\n', [])).toMatchObject({ text: '# nothing\n', changes: [] });
  });

  test('a document that would not read as wanted is left, the others are not', () => {
    // Behind the comma, the colon belongs to the text before it.
    const text = 'z: 1\n---\na: {c: }\n---\na:\n  c: 1\n';
    expect(grown(text, [], [[['a', 'b'], 1]], [[['a', 'b'], 1]])).toMatchObject({
      text: 'z: 1\n---\na: {c: }\n---\na:\n  c: 1\n  b: 1\n',
      unproven: [{ document: 1, line: 3 }],
      left: [],
    });
  });

  test('a null with a tag is left, since what takes its place is none', () => {
    expect(
      grown('a: !!null\nb: !!null null\nc: ~\n', [
        [['a', 'x'], 1],
        [['b'], false],
        [['c'], false],
      ]),
    ).toMatchObject({
      text: 'a: !!null\nb: !!null null\nc: false\n',
      left: ['a', 'b'].map((key) => ({ document: 0, path: [key], reason: 'a tag says that it is null' })),
      unproven: [],
    });
  });

  test('one that would not read as wanted is found among thousands without reading the text thousands of times', () => {
    const grow = (length: number) => () => {
      const texts = Array.from({ length }, (_, index) => (index % 500 === 7 ? 'a: {c: }\n' : 'a:\n  c: 1\n'));
      const result = grown(texts.join('---\n'), ...texts.map((): readonly Wish[] => [[['a', 'b'], 1]]));
      expect(result.unproven.map(({ document }) => document)).toEqual([7, 507, 1007, 1507].slice(0, length / 500));
      expect(result.text).toBe(texts.map((text) => (text.includes('{') ? text : `${text}  b: 1\n`)).join('---\n'));
    };
    // Four times the documents and the faults: each fault is found among them by halves.
    expect(searches(grow(2000))).toBeLessThan(20 * searches(grow(500)));
  });

  test('what is written is never replaced', () => {
    const text = 'a: 1\nb: [1]\nc: {d: 1}\n';
    const read = readYaml(text);
    const result = growText(text, read, new Map([[0, { a: 2, b: 'x', c: [1], e: 1 }]]));
    expect(result).toMatchObject({
      text: `${text}e: 1\n`,
      left: ['a', 'b', 'c'].map((key) => ({ document: 0, path: [key], reason: 'something else is written there' })),
      unproven: [],
    });
  });
});

describe('edits', () => {
  test('give the changed lines', () => {
    expect(
      applyEdits('a\nb {}\nc', [
        { at: 3, remove: 3, insert: '' },
        { at: 6, remove: 0, insert: '\n  x' },
        { at: 8, remove: 0, insert: '\ny' },
      ]),
    ).toEqual({
      text: 'a\nb\n  x\nc\ny',
      changes: [
        { start: 1, removed: ['b {}\n'], added: ['b\n', '  x\n'] },
        { start: 2, removed: ['c'], added: ['c\n', 'y'] },
      ],
    });
  });

  test('name no line that stays', () => {
    expect(applyEdits('a\r\nb\r\n', [{ at: 1, remove: 0, insert: '\nx' }])).toEqual({
      text: 'a\r\nx\r\nb\r\n',
      changes: [{ start: 1, removed: [], added: ['x\r\n'] }],
    });
  });

  test('that overlap are none', () => {
    expect(
      applyEdits('abcdef', [
        { at: 1, remove: 3, insert: '' },
        { at: 2, remove: 1, insert: 'x' },
      ]),
    ).toBeUndefined();
  });

  test('lines', () => expect([linesOf(''), linesOf('\n'), linesOf('a\n\nb')]).toEqual([[], ['\n'], [lines('a', ''), '\n', 'b']]));
});
