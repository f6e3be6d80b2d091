import * as fc from 'fast-check';
import { Lexer, type Token } from 'marked';
import { SaxesParser } from 'saxes';
import { oneLine } from '../../src/reports/escape';
import { renderHtml } from '../../src/reports/html';
import { renderJson } from '../../src/reports/json';
import { renderJunit } from '../../src/reports/junit';
import { renderMarkdown } from '../../src/reports/markdown';
import type { ReportInput } from '../../src/reports/report-input';
import { renderSarif } from '../../src/reports/sarif';
import { renderText } from '../../src/reports/text';
import { elementsOf, strangeIn } from '../support/html';
import { configMap, echo, sample, waiverFor, whole } from './sample';

/** What would break out of one format or another. */
const NASTY = [
  '\u001b[2J',
  '\u001b]8;;http://x\u0007',
  '\u009b31m',
  '\u0000',
  '\r',
  '\n',
  '\t',
  '\u007f',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udfff',
  '\u{e0041}',
  '🚀',
  ']]>',
  '<!--',
  '-->',
  '<script>',
  '</code>',
  '<?xml?>',
  '<![CDATA[',
  '&amp;',
  '&#64;',
  '&lt;',
  '"',
  "'",
  '`',
  '```',
  '|',
  '\\|',
  '\\',
  '[a](http://x)',
  '![a](http://x)',
  '](',
  '[',
  ']',
  '*',
  '_',
  '~~',
  '#1',
  '@team',
  'GH-1',
  'https://x.example/a',
  'www.x.example',
  'a@b.example',
  '{0}',
  '{',
  '}',
  '$x$',
  '__proto__',
  'constructor',
  '%',
  '::error::',
  ' ',
  '- ',
  '> ',
  '| --- |',
];
/** Any code points, lone surrogates too. */
const anything = fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 5 }).map((points) => String.fromCodePoint(...points));
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NASTY) }, anything, fc.string({ maxLength: 8 })), { maxLength: 8 })
  .map((parts) => parts.join(''));
const said = text.map((each) => `x${each}`);

/** A result all of whose text is hostile: from files, from constructs, waived, unknown, unread. */
const input: fc.Arbitrary<ReportInput> = fc
  .record({
    message: said,
    path: text,
    name: text,
    namespace: said,
    kind: said,
    file: said,
    construct: text,
    hostPath: said,
    reason: said,
    approvedBy: said,
    error: text,
    other: text,
    prefix: fc.constantFrom('', './', '/', '../'),
  })
  .map((t) =>
    sample(
      [whole, echo(t.message, t.path)],
      [
        { json: { ...configMap(t.name, t.namespace), kind: t.kind }, origin: { file: t.prefix + t.file, document: 0 } },
        { json: { ...configMap('waived', t.namespace), ['__proto__']: 1 }, origin: { file: t.prefix + t.file, document: 1 } },
        { json: configMap(t.name), origin: { construct: t.construct } },
        { json: configMap(t.name), origin: { construct: t.construct, hostPath: t.hostPath } },
      ],
      {
        files: 1,
        errors: [
          { file: t.file, line: 1, message: t.error },
          { file: '-', line: undefined, message: t.error },
        ],
        notKubernetes: [t.other, t.file],
        waivers: [waiverFor('made-up/echo', ({ name }) => name === 'waived', { reason: t.reason, approvedBy: t.approvedBy })],
      },
    ),
  );

/** All that must never reach a terminal or a page as it is. */
const RAW = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

describe.each<[string, (each: ReportInput) => string]>([
  ['text', (each) => renderText(each)],
  ['text at width 40', (each) => renderText(each, { width: 40 })],
  ['json', renderJson],
  ['sarif', renderSarif],
  ['junit', renderJunit],
  ['markdown', renderMarkdown],
  ['html', renderHtml],
])('%s', (_, render) => {
  test('never throws, holds no raw control code, ends with one newline, and is the same each time', () => {
    fc.assert(
      fc.property(input, (each) => {
        const rendered = render(each);
        expect(rendered).not.toMatch(RAW);
        expect(rendered).toMatch(/[^\n]\n$/);
        expect(render(each)).toBe(rendered);
      }),
    );
  });
});

test('html: no text is markup, and what is read is the text that went in', () => {
  fc.assert(
    fc.property(input, (each) => {
      const page = elementsOf(renderHtml(each));
      expect(strangeIn(page)).toEqual([]);
      const told = page.filter(({ attributes }) => attributes.class === 'what').map((element) => element.text.replace(/^[a-z, ]*: /, ''));
      expect([...told].sort()).toEqual(each.result.findings.map(({ message }) => oneLine(message)).sort());
      expect(page.filter(({ attributes }) => attributes['data-k'] !== undefined)).toHaveLength(each.result.findings.length);
    }),
  );
});

test('coloured text holds no code but ours', () => {
  fc.assert(
    fc.property(input, (each) => {
      expect(renderText(each, { color: true }).replace(/\u001b\[(?:0|1|2|31|1;31|32|33|35|36|94)m/g, '')).toBe(renderText(each));
    }),
  );
});

test('text: no manifest can add or hide a finding or a line of the sum', () => {
  fc.assert(
    fc.property(input, (each) => {
      const lines = renderText(each).split('\n');
      expect(lines.filter((line) => /^\d+ (?:unknown|waived) /.test(line))).toHaveLength(2);
      expect(lines.filter((line) => line.startsWith('    ! '))).toHaveLength(1 + 3);
    }),
  );
});

test('json: parses back to the text that went in', () => {
  fc.assert(
    fc.property(input, (each) => {
      const report = JSON.parse(renderJson(each)) as any;
      expect(report.findings.map(({ message, path, object }: any) => [message, path, object?.name, object?.kind])).toEqual(
        each.result.findings.map(({ message, path, object }) => [message, path, object?.name, object?.kind]),
      );
      expect(report.errors).toEqual(each.errors.map(({ file, line, message }) => ({ file, line: line ?? null, message })));
      expect(report.notKubernetes).toEqual(each.notKubernetes);
    }),
  );
});

test('sarif: messages hold no placeholder and no link', () => {
  fc.assert(
    fc.property(input, (each) => {
      const [run] = (JSON.parse(renderSarif(each)) as any).runs;
      for (const { message } of [...run.results, ...run.invocations[0].toolExecutionNotifications]) {
        expect(message.text.replace(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/);
        expect(message.text).not.toContain('](');
      }
      for (const { locations } of run.results) {
        for (const { physicalLocation } of locations) {
          expect(physicalLocation?.artifactLocation.uri ?? '').toMatch(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$/);
        }
      }
    }),
  );
});

test('junit: a strict parser reads it, and what it reads is text', () => {
  fc.assert(
    fc.property(input, (each) => {
      const names: string[] = [];
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('opentag', ({ name }) => names.push(name));
      parser.write(renderJunit(each)).close();
      const count = (name: string) => names.filter((other) => other === name).length;
      expect(new Set(names)).toEqual(new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'skipped']));
      expect([count('failure'), count('error'), count('skipped')]).toEqual([4, 2, 3]);
    }),
  );
});

test('markdown: no markup but ours', () => {
  fc.assert(
    fc.property(input, (each) => {
      const markdown = renderMarkdown(each);
      expect(markdown.replace(/<\/?code>|<br>/g, '')).not.toMatch(/[<`]/);
      for (const line of markdown.split('\n').filter((each2) => each2.startsWith('|'))) {
        expect([5, 6, 8]).toContain(line.split('|').length - 1);
      }
      const tokens = flat(new Lexer({ gfm: true }).lex(markdown));
      expect(tokens.filter(({ type }) => type === 'link').map(({ href }: any) => href)).toEqual(
        Array(1 + 3 + 3 + 2).fill('https://example.com/rule'),
      );
      expect(tokens.filter(({ type }) => ['image', 'codespan', 'em', 'del', 'blockquote', 'code', 'hr'].includes(type))).toEqual([]);
      expect(new Set(tokens.filter(({ type }) => type === 'html').map(({ raw }) => raw))).toEqual(new Set(['<code>', '</code>', '<br>']));
      expect(tokens.filter(({ type }) => type === 'heading')).toHaveLength(6);
      expect(tokens.filter(({ type }) => type === 'table').map(({ rows }: any) => rows.length)).toEqual([1, 4, 3, 2]);
    }),
  );
});

function flat(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token: any): Token[] => [
    token as Token,
    ...flat(token.tokens ?? []),
    ...flat(token.items ?? []),
    ...[...(token.header ?? []), ...(token.rows ?? []).flat()].flatMap((cell: any) => flat(cell.tokens)),
  ]);
}
