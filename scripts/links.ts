/**
 * Links of Markdown pages that lead nowhere: to a file that is not there, out of the folder, or to a heading that the page does not have.
 * `links.ts FOLDER` checks the pages of a folder, such as an installed package.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Lexer, walkTokens, type Token } from 'marked';
import { packageFacts } from '../src/reports/package-facts';

const ROOT = path.join(__dirname, '..');
const { repository: REPOSITORY } = packageFacts();
const OWN = new RegExp(
  `(?:${REPOSITORY}/(?:blob|tree)/main|${REPOSITORY.replace('//github.com/', '//raw.githubusercontent.com/')}/main)/([^\\s)>"'\`]*)`,
  'g',
);
const MARKDOWN = /\.md$/;

/** What a heading shows, without its marks. */
const shown = (tokens: readonly Token[]): string =>
  tokens.map((token) => ('tokens' in token && token.tokens ? shown(token.tokens) : 'text' in token ? String(token.text) : '')).join('');

/** The anchor that GitHub gives a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');

interface Page {
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

export function readPage(text: string): Page {
  const links: string[] = [];
  const anchors = new Set<string>();
  void walkTokens(new Lexer({ gfm: true }).lex(text), (token) => {
    if (token.type === 'link' || token.type === 'image') links.push((token as { href: string }).href);
    if (token.type === 'html') {
      for (const [, name] of token.raw.matchAll(/\b(?:name|id)="([^"]*)"/g)) anchors.add(name!);
      for (const [, link] of token.raw.matchAll(/\b(?:href|src)="([^"]*)"/g)) links.push(link!);
    }
    if (token.type !== 'heading') return;
    const anchor = anchorOf(shown((token as { tokens: Token[] }).tokens));
    let unique = anchor;
    for (let n = 1; anchors.has(unique); n++) unique = `${anchor}-${n}`;
    anchors.add(unique);
  });
  return { links, anchors };
}

/** `page: link: why` for each link of these pages of a folder. Links to the repository on GitHub are looked up in this checkout. */
export function brokenLinks(folder: string, pages: readonly string[]): string[] {
  const known = new Map<string, Page>();
  const pageAt = (file: string): Page => {
    const page = known.get(file) ?? readPage(fs.readFileSync(file, 'utf8'));
    known.set(file, page);
    return page;
  };
  const fault = (base: string, from: string, link: string): string | undefined => {
    const [target = '', anchor] = link.split('#', 2).map(decodeURIComponent);
    const file = target === '' ? from : path.resolve(path.dirname(from), target);
    if (path.relative(base, file).startsWith('..')) return 'leads out of the folder';
    if (!fs.existsSync(file)) return 'there is no such file';
    if (anchor && MARKDOWN.test(file) && !pageAt(file).anchors.has(anchor)) return 'the page has no such heading';
    return undefined;
  };
  return pages.flatMap((page) => {
    const file = path.join(folder, page);
    const text = fs.readFileSync(file, 'utf8');
    const relative = pageAt(file).links.filter((link) => !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(link));
    return [
      ...relative.map((link) => [link, fault(folder, file, link)] as const),
      ...[...text.matchAll(OWN)].map(([link, target]) => [link, fault(ROOT, path.join(ROOT, 'README.md'), target!)] as const),
    ].flatMap(([link, why]) => (why ? [`${page}: ${link}: ${why}`] : []));
  });
}

/** The Markdown pages of a folder, but not of packages within it. */
export const pagesOf = (folder: string): string[] =>
  (fs.readdirSync(folder, { recursive: true }) as string[]).filter(
    (file) => MARKDOWN.test(file) && !file.split(path.sep).includes('node_modules'),
  );

if (require.main === module) {
  const folder = path.resolve(process.argv[2]!);
  const pages = pagesOf(folder);
  const broken = pages.length === 0 ? [`${folder} has no Markdown pages.`] : brokenLinks(folder, pages);
  for (const line of broken) console.error(line);
  console.log(`${pages.length} pages, ${broken.length} broken links`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
