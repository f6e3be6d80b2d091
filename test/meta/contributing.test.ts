import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const page = fs.readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');

const subjects = [...page.matchAll(/^\| (`.*`) \|.*\| `(src\/[^`]*\.ts)` \|$/gm)].flatMap(([, names, file]) =>
  [...names!.matchAll(/`(\w+)[^`]*`/g)].map(([, name]) => [name!, file!] as const),
);

test('the table of subjects is there', () => expect(subjects.length).toBeGreaterThan(15));

test.each(subjects)('the subject %s is in %s', (name, file) => {
  expect(fs.readFileSync(path.join(ROOT, file), 'utf8')).toMatch(new RegExp(`^export (?:const|function) ${name}\\b`, 'm'));
});
