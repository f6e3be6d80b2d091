import fc from 'fast-check';

/** Scalars that YAML 1.1, YAML 1.2 and people read differently, and ordinary ones. */
const PLAIN = [
  'y',
  'n',
  'Y',
  'N',
  'yes',
  'No',
  'ON',
  'off',
  'true',
  'FALSE',
  'True',
  'tRUE',
  'null',
  'Null',
  '~',
  'nul',
  'on',
  'onn',
  '0',
  '1',
  '-1',
  '+1',
  '-0',
  '00',
  '0400',
  '0644',
  '08',
  '09.5',
  '0o17',
  '0O17',
  '0x1F',
  '0Xff',
  '-0x10',
  '0b101',
  '0B1',
  '-0b1',
  '0b-101',
  '0b+1',
  '0b2',
  '0x',
  '0b',
  '0o',
  '1_000',
  '0_7',
  '_1',
  '1_',
  '0x_f',
  '1__0',
  '1e3',
  '1E-2',
  '1e400',
  '-1e400',
  '1.',
  '.5',
  '-.5',
  '+.5',
  '.5_0',
  '._5',
  '.5e1_0',
  '.',
  '..',
  '...x',
  '1.5',
  '-1.50',
  '1.e3',
  '1_0.5',
  '.e3',
  '.inf',
  '-.INF',
  '+.Inf',
  '.nan',
  '.NaN',
  '.NAN',
  '-.nan',
  '.infx',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '18446744073709551615',
  '18446744073709551616',
  '-9223372036854775808',
  '-9223372036854775809',
  '123456789012345678901234567890',
  '+18446744073709551615',
  '2001-01-01',
  '2001-12-14T21:59:43.10-05:00',
  '2001-1-1 1:2:3',
  '12:30:45',
  '190:20:30',
  '1:2',
  'a',
  'abc',
  'a b',
  'a  b c',
  'a#b',
  'a:b',
  'x?y',
  '-x',
  '--',
  '-',
  '=',
  '<<',
  'http://x.y/z?q=1',
  'é',
  '😀',
  '😀 a',
  'a\\b',
  "it's",
  'say "x"',
  '\u00a0',
  'kind',
  'spec',
  'name',
  'constructor',
  '__proto__',
  'toString',
];
const QUOTED = [
  '""',
  "''",
  '"a"',
  "'a'",
  '"a b"',
  "'it''s'",
  '"\\t\\n"',
  '"\\x41\\u00e9\\U0001F600"',
  '"\\/"',
  '"\\ud83d\\ude00"',
  '"\\e\\0\\_\\N\\L\\P"',
  '"\\\'"',
  '"\\q"',
  '"1"',
  "'yes'",
  '"<<"',
  '"a\n  b"',
  '"a \n\n b"',
  '"a\\\n  b"',
  "'a\n\n  b'",
  '"null"',
  '"a: b"',
  '"# x"',
  '"  x "',
  "'\\n'",
];
const BLOCKS = ['|', '>', '|-', '>-', '|+', '>+', '|2', '|1-', '>2+', '|0', '|x', '| # c', '|9'];
const TAGS = [
  '!!str',
  '!!int',
  '!!float',
  '!!bool',
  '!!null',
  '!!binary',
  '!!timestamp',
  '!!map',
  '!!seq',
  '!',
  '!x',
  '!!',
  '!e!x',
  '!<tag:yaml.org,2002:str>',
  '!<x',
  '!!set',
];
const FLOW_ONLY = [
  '{a: b}',
  '[a, b]',
  '[]',
  '{}',
  '{a, b: c}',
  '[a: b]',
  '{a:1}',
  '{"a":1}',
  '[a,]',
  '[? a : b]',
  '{? a}',
  '{a: [b, {c: d}]}',
  '[\n a,\n b\n]',
  '{\n"a": 1,\n"b": 2\n}',
  '{a\n: b}',
  '[a?b]',
  '{a: :b}',
  '{x: a:, y: b}',
  '[-]',
  '[- a]',
  '{<<: {a: 1}, b: 2}',
  '[a #c\n, b]',
  '[[a]: b]',
  '{{ .x }}',
  '[*a]',
  '{*a : x}',
];

const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PLAIN) },
  { weight: 2, arbitrary: fc.constantFrom(...QUOTED) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
  { weight: 1, arbitrary: fc.double().map(String) },
);
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c', 'name', 'kind', 'spec', 'x-y', 'a.b/c') },
  { weight: 1, arbitrary: scalar },
);
const property = fc.constantFrom('', '', '', '', '', '', '&a ', '&b ', '& ', '&a#b ', ...TAGS.map((tag) => `${tag} `), '!!str &a ');
const comment = fc.constantFrom('', '', '', '', ' # note', ' #', '#x', '\t# t', '  ');

type Lines = readonly string[];
const indent = (lines: Lines, by: string) => lines.map((line) => by + line);

const blockText = fc
  .tuple(
    fc.constantFrom(...BLOCKS),
    fc.array(fc.constantFrom('x', 'x y', '', ' x', '  deeper', '\tx', '# no comment', 'a: b', '- a'), { maxLength: 5 }),
    fc.constantFrom('  ', ' ', '    '),
  )
  .map(([sign, lines, by]) => [sign, ...indent(lines, by)]);

/** A value as lines: the first goes behind the key or dash, or, when empty, the rest goes on the lines below. */
const { value } = fc.letrec<{ value: Lines; mapping: Lines; list: Lines }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'yaml' },
    fc.tuple(property, scalar, comment).map(([p, s, c]) => [`${p}${s}${c}`]),
    fc.constantFrom('*a', '*b', '*c', '', '').map((text) => [text]),
    fc.tuple(property, fc.constantFrom(...FLOW_ONLY)).map(([p, f]) => `${p}${f}`.split('\n')),
    fc.tuple(property, blockText).map(([p, lines]) => [`${p}${lines[0]!}`, ...lines.slice(1)]),
    fc.tuple(property, tie('mapping'), fc.constantFrom('  ', ' ', '    ')).map(([p, lines, by]) => [p.trim(), ...indent(lines, by)]),
    fc.tuple(property, tie('list'), fc.constantFrom('  ', '', ' ')).map(([p, lines, by]) => [p.trim(), ...indent(lines, by)]),
  ),
  mapping: fc
    .array(
      fc.tuple(
        fc.oneof(
          { weight: 9, arbitrary: name },
          { weight: 1, arbitrary: fc.constantFrom('<<', '? k\n', '&k k', '!!str 1', '*a ', '"<<"', '') },
        ),
        fc.constantFrom(': ', ': ', ': ', ':\t', ' : ', ':'),
        tie('value'),
        comment,
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((entries) => entries.flatMap(([key, colon, lines, note]) => [`${key}${colon}${lines[0]!}${note}`, ...lines.slice(1)])),
  list: fc
    .array(fc.tuple(tie('value'), fc.boolean(), fc.constantFrom('- ', '- ', '- ', '-\t', '-  ')), { minLength: 1, maxLength: 4 })
    .map((items) =>
      items.flatMap(([lines, compact, dash]) =>
        compact && lines[0] === '' && lines.length > 1
          ? [`${dash}${lines[1]!.trimStart()}`, ...lines.slice(2)]
          : [`${dash}${lines[0]!}`, ...lines.slice(1)],
      ),
    ),
}));

const document = value.map((lines) => (lines[0] === '' ? lines.slice(1) : lines).join('\n'));
const separator = fc.constantFrom('\n---\n', '\n---\n', '\n--- # c\n', '\n...\n', '\n---\n---\n', '\n--- x\n', '\n---x\n', '\n...\n---\n');
const structured = fc
  .tuple(
    fc.array(fc.tuple(document, separator), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('\n', '', '\n\n', '\n# end\n'),
    fc.constantFrom('', '', '', '---\n', '# c\n', '\ufeff', '%YAML 1.1\n---\n', '\n'),
  )
  .map(([parts, end, begin]) => begin + parts.map(([text, sep], i) => (i === parts.length - 1 ? text : text + sep)).join('') + end);

const FRAGMENTS = [
  'a',
  'b',
  'a: ',
  'b: ',
  '"k": ',
  '"k":',
  '- ',
  '-',
  '? ',
  '?',
  ': ',
  ':',
  '[',
  ']',
  '{',
  '}',
  ',',
  ', ',
  '\n',
  '\n',
  '\n  ',
  '\n ',
  '\n    ',
  '#c',
  ' #c',
  '&a ',
  '&b ',
  '*a',
  '*a ',
  '!!str ',
  '!!int ',
  '! ',
  '"x"',
  "'y'",
  '|\n',
  '>-\n',
  '|2\n',
  '\t',
  '<<: ',
  '...\n',
  '---\n',
  '\n...\n',
  '\\',
  '"',
  "'",
  '1',
  'yes',
  ' ',
  '  ',
  '%',
  '@',
  '`',
  '\r\n',
  '\r',
  '~',
  '=',
  '{a: 1}',
  '<<: *a',
];
const soup = fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''));

/** What manifests are like: nothing broken on purpose, but every way of writing values, keys, anchors, merges and duplicates. */
const tidyScalar = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PLAIN.filter((text) => !/^[=<]|^-+$|^\.[inN]|nan|inf/i.test(text))) },
  { weight: 3, arbitrary: fc.constantFrom(...QUOTED.filter((text) => !/\\[q/]|ud83d/.test(text))) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('!!str 1', '!!int "7"', '!!float 1', '!!bool yes', '!!null ~', '! 1', '!x y', '!!binary YWJj', '!!str'),
  },
);
const tidyKey = fc.constantFrom(
  'a',
  'b',
  'c',
  'name',
  'kind',
  'x-y',
  'a.b/c',
  '"q"',
  "'q'",
  '1',
  'yes',
  '0x10',
  '1.5',
  '__proto__',
  'on',
  '2001-01-01',
  '-x',
  '"1"',
);
const tidyFlow = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'flow' },
    tidyScalar.filter((text) => !/[?,[\]{}\n]|^:/.test(text)),
    fc
      .tuple(fc.array(fc.tuple(tidyKey, tie('flow')), { maxLength: 3 }), fc.constantFrom('', ' ', '\n', '\n      '))
      .map(([entries, gap]) => `{${gap}${entries.map(([key, text]) => `${key}: ${text}`).join(`,${gap || ' '}`)}${gap}}`),
    fc
      .tuple(fc.array(tie('flow'), { maxLength: 3 }), fc.constantFrom('', ' ', '\n', '\n      '))
      .map(([items, gap]) => `[${gap}${items.join(`,${gap || ' '}`)}${gap}]`),
  ),
})).flow;
const tidyBlock = fc
  .tuple(
    fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>2-'),
    fc.array(fc.constantFrom('x', 'x y', '', '  deeper', '# no comment', 'a: b', '- a', 'x\ty', '\tx'), { minLength: 1, maxLength: 6 }),
  )
  .map(([sign, lines]) => [sign, ...indent(['first', ...lines], '  ')]);
const { tidy } = fc.letrec<{ tidy: Lines; entries: Lines }>((tie) => ({
  tidy: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'tidy' },
    fc.tuple(tidyScalar, fc.constantFrom('', '', ' # note')).map(([text, note]) => [`${text}${note}`]),
    fc.constantFrom([''], ['*base'], ['*text']),
    tidyFlow.map((text) => text.split('\n')),
    tidyBlock,
    tie('entries').map((lines) => ['', ...indent(lines, '  ')]),
    fc.tuple(fc.array(tie('tidy'), { minLength: 1, maxLength: 3 }), fc.constantFrom('', '  ')).map(([items, by]) => [
      '',
      ...indent(
        items.flatMap((lines) =>
          lines[0] === '' && lines.length > 1
            ? [`- ${lines[1]!.slice(2)}`, ...lines.slice(2)]
            : [`- ${lines[0]!}`, ...indent(lines.slice(1), '  ')],
        ),
        by,
      ),
    ]),
  ),
  entries: fc
    .array(
      fc.oneof(
        {
          weight: 8,
          arbitrary: fc.tuple(tidyKey, tie('tidy')).map(([key, lines]) => [`${key}: ${lines[0]!}`.trimEnd(), ...lines.slice(1)]),
        },
        {
          weight: 1,
          arbitrary: fc.constantFrom('<<: *base', '<<: [*base, *more]', '<<: {a: merged}', '# a line of its own', '').map((line) => [line]),
        },
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((entries) => ['k: v', ...entries.flat()]),
}));
const tidyDocument = fc
  .tuple(fc.array(tidy, { minLength: 1, maxLength: 4 }))
  .map(([values]) =>
    [
      'base: &base {a: 1, b: [x], 1: one}',
      'more: &more\n  a: 2\n  z: ~',
      'text: &text 0644',
      ...values.map((lines, i) => [`${'abca'[i]!}: ${lines[0]!}`.trimEnd(), ...lines.slice(1)].join('\n')),
    ].join('\n'),
  );
const manifests = fc
  .tuple(
    fc.array(tidyDocument, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('\n---\n', '\n--- # next\n', '\n...\n---\n', '\r\n---\r\n'),
    fc.constantFrom('', '\n', '\n---\n'),
    fc.constantFrom('', '', '---\n', '\ufeff', '# c\n'),
  )
  .map(([documents, sep, end, begin]) => begin + documents.join(sep) + end);

/** A structured text with a few characters put in, taken out or doubled. */
const mutated = fc
  .tuple(structured, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...FRAGMENTS, '')), { minLength: 1, maxLength: 3 }))
  .map(([text, edits]) =>
    edits.reduce((current, [at, piece]) => {
      const place = at % (current.length + 1);
      return current.slice(0, place) + piece + current.slice(place + (piece === '' ? 1 : 0));
    }, text),
  );

const json = fc
  .oneof(fc.jsonValue(), fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue(), { maxKeys: 4 }))
  .chain((data) =>
    fc
      .tuple(
        fc.constantFrom(undefined, 2, '\t'),
        fc.constantFrom('', '\n', '{"a":1}', '\n---\n{"b":2}', ' x', '\n# c\n', '}', '{"d":1,"d":2}'),
      )
      .map(([space, end]) => JSON.stringify(data, null, space) + end),
  );

/** Blanks between the signs of lists and mappings in brackets, tabs among them, and at the beginnings of lines. */
const gap = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', ' ') },
  { weight: 2, arbitrary: fc.constantFrom('\t', '\t\t', ' \t', '\t ') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\n', '\n ', '\n  ', '\n\t', '\n \t', '\n\t ', '\n  \t', '\n\n\t', ' #c\n\t', '\t#c\n', '\t#c\n  '),
  },
);
const { flow } = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'flow' },
    fc.constantFrom(
      'a',
      '1',
      '"b"',
      "'c'",
      'a\tb',
      '"x\ty"',
      '"x\n\ty"',
      'x\n\ty',
      '*a',
      '!!str 1',
      '&b b',
      '',
      '~',
      '-',
      '?',
      '-\tx',
      '?\tx',
    ),
    fc
      .tuple(gap, fc.array(fc.tuple(tie('flow'), gap), { maxLength: 4 }), gap)
      .map(([start, items, end]) => `[${start}${items.map(([item, after]) => item + after).join(`,${end}`)}]`),
    fc
      .tuple(
        gap,
        fc.array(fc.tuple(fc.constantFrom('k', '"k"', 'x y', '? k', '[a]', ''), gap, gap, tie('flow'), gap), { maxLength: 3 }),
        gap,
      )
      .map(
        ([start, entries, end]) =>
          `{${start}${entries.map(([key, before, behind, item, after]) => `${key}${before}:${behind}${item}${after}`).join(`,${end}`)}}`,
      ),
  ),
}));
const tabs = fc
  .tuple(
    fc.constantFrom('', 'k: ', 'k:\t', 'k:\n\t', 'k:\n  ', '- ', '-\t', 'a: &a 1\nk: ', '---\t', '? '),
    flow,
    gap,
    fc.constantFrom('', '\nb: 1', '\n- x', '\n'),
  )
  .map(([start, text, after, end]) => start + text + after + end);

/** Texts that are YAML, nearly YAML, JSON, or neither. */
export const yamlTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: manifests },
  { weight: 3, arbitrary: structured },
  { weight: 2, arbitrary: mutated },
  {
    weight: 2,
    arbitrary: fc
      .tuple(manifests, fc.nat(), fc.constantFrom(...FRAGMENTS))
      .map(([text, at, piece]) => text.slice(0, at % text.length) + piece + text.slice(at % text.length)),
  },
  { weight: 3, arbitrary: soup },
  { weight: 2, arbitrary: tabs },
  { weight: 1, arbitrary: json },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
