import { Lexer } from 'marked';
import { renderMarkdown } from '../../src/reports/markdown';
import { code, prose, proseWithCode } from '../../src/reports/markdown-text';
import { configMap, echo, filesSample, loud, odd, sample, waiverFor } from './sample';

const at = (name: string, data: object) => ({ json: configMap(name, 'shop', data), origin: { file: 'a.yaml' } });

test('the whole report', () => {
  const input = sample(
    [loud, odd],
    [
      at('a', { loud: true }),
      at('b', { loud: true }),
      at('c', { odd: 1 }),
      { json: configMap('d', undefined, { odd: true }), origin: { construct: 'app/d' } },
    ],
    {
      files: 2,
      errors: [{ file: 'c.yaml', line: 7, message: 'a <b> ends' }],
      notKubernetes: ['v.yaml'],
      waivers: [waiverFor('made-up/loud', ({ name }) => name === 'b', { approvedBy: '@ada' })],
    },
  );
  expect(renderMarkdown(input)).toBe(`\
## cdk8s-hardened: 2 violations: 1 critical, 1 high

| Critical | High | Medium | Low | Unknown | Waived | Unreadable |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 1 | 1 | 0 | 0 | 1 | 1 | 1 |

4 objects in 2 files; 2 rules ran, 0 did not apply. Kubernetes 1.36, profile test, as of 2026-11-23.

### Not checked

1 part of the input could not be read and was not checked.

- <code>c.yaml&#58;7</code> a &#60;b&#62; ends

### Violations

| Severity | Finding | Where | Rule |
| --- | --- | --- | --- |
| critical | key "loud" is &#123;true&#125; | <code>ConfigMap shop/a</code><br><code>data.loud</code><br><code>a.yaml&#58;10</code> | [made-up/loud](https://example.com/loud) |
| high | it is in &#91;no&#93;(way) even | <code>ConfigMap d</code><br><code>data.odd</code><br><code>app/d</code> | [made-up/odd](https://example.com/rule) |

### Unknown

An unknown result is not a pass.

| Severity | Finding | Where | Rule |
| --- | --- | --- | --- |
| high | it is in &#91;no&#93;(way) even | <code>ConfigMap shop/c</code><br><code>data.odd</code><br><code>a.yaml&#58;9</code> | [made-up/odd](https://example.com/rule) |

### Waived

| Severity | Finding | Where | Waiver | Rule |
| --- | --- | --- | --- | --- |
| critical | key "loud" is &#123;true&#125; | <code>ConfigMap shop/b</code><br><code>data.loud</code><br><code>a.yaml&#58;10</code> | a test needs one<br>&#64;&#8203;ada, until 2026-12-31 | [made-up/loud](https://example.com/loud) |

### What to do

- **made-up/loud**: Turn it down.
- **made-up/odd**: Make it even.

Not Kubernetes, so not checked: <code>v.yaml</code>.
`);
});

test('nothing found', () => {
  expect(renderMarkdown(sample([loud], [at('a', {})], { files: 1 }))).toBe(`\
## cdk8s-hardened: No violations

| Critical | High | Medium | Low | Unknown | Waived | Unreadable |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 0 | 0 | 0 | 0 | 0 | 0 | 0 |

1 object in 1 file; 1 rule ran, 0 did not apply. Kubernetes 1.36, profile test, as of 2026-11-23.
`);
});

describe('text of manifests is text', () => {
  test.each([
    ['plain words, 100%: "it\'s" a-b/c.d', 'plain words, 100%&#58; "it\'s" a-b/c.d'],
    ['a | b', 'a &#124; b'],
    ['`x` *y* _z_ ~w~', '&#96;x&#96; &#42;y&#42; &#95;z&#95; &#126;w&#126;'],
    ['<img src=x>&lt;', '&#60;img src=x&#62;&#38;lt;'],
    ['![a](b) [c](d)', '&#33;&#91;a&#93;(b) &#91;c&#93;(d)'],
    ['\\| $x$', '&#92;&#124; &#36;x&#36;'],
    ['@team #12 GH-3', '&#64;&#8203;team &#35;&#8203;12 GH&#8203;-3'],
    ['https://x.example www.x.example', 'https&#58;//x.example www&#46;x.example'],
    ['a\nb\u001b', 'a&#92;nb&#92;x1b'],
    ['x'.repeat(301), `${'x'.repeat(300)}…`],
    [`${'x'.repeat(299)}🚀🚀`, `${'x'.repeat(299)}…`],
  ])('%j', (text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  test('in the type of code: without the invisible spaces, so that it can be copied', () => {
    expect([code('@team #12'), code('')]).toEqual(['<code>&#64;team &#35;12</code>', '']);
  });

  test('code in the words of a rule', () => {
    expect(proseWithCode('Set `a|b` or `<c>`, not `d.')).toBe('Set <code>a&#124;b</code> or <code>&#60;c&#62;</code>, not &#96;d.');
  });
});

describe('bounded', () => {
  const many = (length: number, message = 'too loud', path = 'data') =>
    sample(
      [echo(message, path)],
      Array.from({ length }, (_, index) => at(`a${index}`, {})),
      {
        files: 1,
        errors: Array.from({ length }, (_, line) => ({ file: 'x.yaml', line: line + 1, message })),
      },
    );

  test('fifty of each, and the number of the others', () => {
    const lines = renderMarkdown(many(60)).split('\n');
    expect(lines.filter((line) => line.startsWith('| medium | too loud'))).toHaveLength(100);
    expect(lines.filter((line) => line === '… and 10 more.')).toHaveLength(3);
    expect(renderMarkdown(many(50))).not.toContain(' more.');
  });

  test('a comment on GitHub holds it, whatever the text', () => {
    const waivers = [
      waiverFor('made-up/echo', ({ name }) => name.endsWith('7'), { reason: '|'.repeat(9_999), approvedBy: '|'.repeat(9_999) }),
    ];
    const input = many(500, '|'.repeat(9_999), '@'.repeat(9_999));
    for (const each of [
      input,
      {
        ...sample(
          [echo('|'.repeat(9_999), 'x')],
          Array.from({ length: 500 }, (_, index) => at(`a${index}`, {})),
          { files: 1, waivers },
        ),
        errors: input.errors,
      },
    ]) {
      const text = renderMarkdown(each);
      expect(text.length).toBeLessThan(65_536);
      expect(text).toContain('| medium |');
    }
  });
});

test("a reader of GitHub's Markdown sees tables of even rows", () => {
  const tables = new Lexer({ gfm: true }).lex(renderMarkdown(filesSample())).filter(({ type }) => type === 'table') as any[];
  expect(tables.map(({ header, rows }) => [header.length, rows.length])).toEqual([
    [7, 1],
    [4, 3],
    [4, 1],
    [5, 1],
  ]);
});
