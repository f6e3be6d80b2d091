import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { CATALOG } from '../../src/catalog';

/** Words that are not used, each with the standard term. Only those that have no other meaning here. */
const GLOSSARY: readonly (readonly [RegExp, string])[] = [
  [/\brooms?\b/i, 'practice'],
  [/\bstoreys?\b/i, 'layer'],
  [/\bwish(es)?\b/i, 'requirement'],
  [/\bmend(s|ed)?\b/i, 'fix'],
  [/\banew\b/i, 'again'],
  [/\btruth values?\b/i, 'boolean'],
  [/\bwhole numbers?\b/i, 'integer'],
  [/\bamounts?\b(?! of)/i, 'quantity'],
  [/\b(is|are) none of\b/i, 'is not one of'],
  [
    /(?<!there )\b(is|was) no (day|port|flag|range|version|quantity|integer|boolean|string|list|mapping|rule|resource|number|name)\b/i,
    'is not a …',
  ],
  [/\b(in|of) the set\b(?! ssh_)/i, 'the input'],
  [/\bto the letter\b/i, 'exactly'],
  [/\bthe API server refuses\b(?! to)/i, 'the API server rejects'],
  [/\bsmuggles?\b/i, 'sets'],
  [/\bundecided\b(?!\()/i, 'unknown'],
  [/\b(whoever|nobody|somebody|anybody|everybody)\b/i, 'the actor: any client, every user, anyone who …'],
  [/\b(in clear|clear text)\b/i, 'plaintext'],
  [/\b(un)?judg(e?ments?|es?|ed|ing)\b/i, 'check'],
  [/\blets? (\w+ )?through\b/i, 'admit, allow'],
  [/\bbesides?\b/i, 'next to, in addition to, with'],
  [/\bin force\b/i, 'in effect'],
  [/\b(stand|lie)s? in\b/i, 'is in'],
  [/\bask(s|ed|ing)? for\b/i, 'request, require'],
  [/\bat hand\b/i, 'known, kept'],
];

const ROOT = path.join(__dirname, '..', '..');
// The texts of former releases, and those of other libraries with ours.
const EXEMPT = ['CHANGELOG.md', 'API.md'];

/** What a comment has of the code. */
const NAMES = /`[^`]*`|@param \w+/g;

interface Prose {
  readonly comments: readonly string[];
  readonly texts: readonly string[];
}

/** What people read of a source: comments, and strings of more than one word. Of a document: all but its samples and generated tables. */
function prose(file: string, text: string): Prose {
  if (file.endsWith('.md')) {
    return { comments: [], texts: [text.replace(/^```[\s\S]*?^```|<!-- ([\w-]+):begin -->[\s\S]*?<!-- \1:end -->/gm, '')] };
  }
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const comments: string[] = [];
  const texts: string[] = [];
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia) {
      comments.push(scanner.getTokenText().replace(NAMES, ''));
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (/\s/.test(node.text)) texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { comments, texts };
}

function faultsIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    GLOSSARY.flatMap(([word, term]) => {
      const match = word.exec(text.replace(/\s*\n\s*(?:\*\s*)?/g, ' '));
      return match ? [`"${match[0]}" in ${JSON.stringify(text.slice(0, 120))}: the term is "${term}"`] : [];
    }),
  );
}

const files = execFileSync('git', ['ls-files', 'src', 'packages/*/src', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(?:ts|md)$/.test(file) && !EXEMPT.includes(file) && fs.existsSync(path.join(ROOT, file)));

test('there is something to read', () => expect(files.length).toBeGreaterThan(400));

test('sources and documents use the standard terms', () => {
  const faults = files.flatMap((file) => {
    const { comments, texts } = prose(file, fs.readFileSync(path.join(ROOT, file), 'utf8'));
    return faultsIn([...comments, ...texts]).map((fault) => `${file}: ${fault}`);
  });
  expect(faults).toEqual([]);
});

test('so do the texts of the rules', () => {
  const faults = CATALOG.flatMap(({ id, title, description, fix, subject }) =>
    faultsIn([title, description, fix, subject.name]).map((fault) => `${id}: ${fault}`),
  );
  expect(faults).toEqual([]);
});

test('a word that is not used is found, with its term', () => {
  expect(faultsIn(['so the value is no day', 'the pods of\nthe set'])).toEqual([
    '"is no day" in "so the value is no day": the term is "is not a …"',
    '"of the set" in "the pods of\\nthe set": the term is "the input"',
  ]);
  expect(faultsIn(['1 undecided'])).toEqual(['"undecided" in "1 undecided": the term is "unknown"']);
});
