import * as fs from 'node:fs';
import * as path from 'node:path';
import { rulePages } from '../../scripts/rule-pages';
import { CATALOG } from '../../src/catalog';

const FOLDER = path.join(__dirname, '..', '..', 'docs', 'rules');
const pages = rulePages();
const onDisk = (fs.readdirSync(FOLDER, { recursive: true }) as string[]).filter((file) => fs.statSync(path.join(FOLDER, file)).isFile());

test('every rule has a page, and no page is of a rule that is gone', () => {
  expect([...pages.keys()].sort()).toEqual(['README.md', ...CATALOG.map(({ id }) => `${id}.md`)].sort());
  expect(onDisk.sort()).toEqual([...pages.keys()].sort());
});

test('no page is stale: `npm run docs` writes them', () => {
  const stale = [...pages].filter(([page, text]) => fs.readFileSync(path.join(FOLDER, page), 'utf8') !== text).map(([page]) => page);
  expect(stale.slice(0, 5)).toEqual([]);
});
