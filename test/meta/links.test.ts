import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { anchorOf, brokenLinks, readPage } from '../../scripts/links';

const ROOT = path.join(__dirname, '..', '..');
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && fs.existsSync(path.join(ROOT, file)));

test('links and anchors of the documentation lead somewhere', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/recipes/README.md', 'packages/pulumi/README.md', 'API.md']));
  expect(brokenLinks(ROOT, pages)).toEqual([]);
});

test.each([
  ['The command', 'the-command'],
  ['Settings, `--config` & more', 'settings---config--more'],
  ['1.37: what’s new_here?', '137-whats-new_here'],
  ['Übersicht', 'übersicht'],
])('the anchor of "%s" is the one that GitHub gives it', (heading, anchor) => expect(anchorOf(heading)).toBe(anchor));

test('headings of the same text are counted, and HTML anchors are anchors', () => {
  expect([...readPage('# A `b`\n## A b\n<a name="c.d"></a>\n\n```\n# no heading\n```\n').anchors]).toEqual(['a-b', 'a-b-1', 'c.d']);
});

test('each kind of broken link is found, and links in code are not links', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'links-'));
  try {
    const own = 'https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main';
    const text = [
      '# One',
      '[a](#one) [b](#two) [c](other.md#x-y) [d](other.md#z) [e](gone.md) [f](../out.md) [g](https://example.com/gone#x) [h](sub%20folder)',
      '![i](gone.png) [j]',
      `\`[k](gone.md)\` ${own}/README.md ${own}/gone.md [l](${own}/README.md#no-such-heading)`,
      '```yaml\n# $schema=https://raw.githubusercontent.com/cdk8s-hardened/cdk8s-hardened/main/docs/gone.json\n```',
      '<img src="gone.svg"> <a href="#one">m</a> <a href="gone.html">n</a>',
      '[j]: reference.md',
    ].join('\n\n');
    fs.writeFileSync(path.join(folder, 'page.md'), text);
    fs.writeFileSync(path.join(folder, 'other.md'), '## X y\n');
    fs.mkdirSync(path.join(folder, 'sub folder'));
    expect(brokenLinks(folder, ['page.md'])).toEqual([
      'page.md: #two: the page has no such heading',
      'page.md: other.md#z: the page has no such heading',
      'page.md: gone.md: there is no such file',
      'page.md: ../out.md: leads out of the folder',
      'page.md: gone.png: there is no such file',
      'page.md: reference.md: there is no such file',
      'page.md: gone.svg: there is no such file',
      'page.md: gone.html: there is no such file',
      `page.md: ${own}/gone.md: there is no such file`,
      `page.md: ${own}/README.md#no-such-heading: the page has no such heading`,
      'page.md: https://raw.githubusercontent.com/cdk8s-hardened/cdk8s-hardened/main/docs/gone.json: there is no such file',
    ]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
