/**
 * Writes the generated parts of the documentation: what is generated in every room's README, and the pages of controls, guarantees and
 * equivalents.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { equivalentsPage, openRows, ROWS_OF_ROOMS } from './equivalents';
import { guaranteesPage } from './guarantees';
import { CATALOG, PROFILES } from '../src/catalog';
import type { AnyRule } from '../src/engine/rule';

const ROOT = path.join(__dirname, '..');

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
const profilesOf = (rule: AnyRule) =>
  PROFILES.filter((profile) => !['hardened', 'operations'].includes(profile.name) && profile.includes(rule)).map(({ name }) => name);

function ruleTable(rules: readonly AnyRule[]): string {
  const rows = rules.map(
    (rule) =>
      `| \`${rule.id}\` | ${cell(rule.title)} | ${rule.severity} | ${rule.controls.join(', ')} | `
      + `${rule.operations ? 'operations only' : profilesOf(rule).join(', ')} |`,
  );
  return ['| rule | wish | severity | controls | profiles beside `hardened` |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** Puts a table between the markers `<!-- NAME:begin -->` and `<!-- NAME:end -->` of a page. */
function replaceTable(file: string, name: string, table: string): void {
  const text = fs.readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file}: the markers ${begin} and ${end} are missing, so the table has no place. Add them.`);
  fs.writeFileSync(file, `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`);
}

function controlsPage(): string {
  const byControl = new Map<string, string[]>();
  for (const rule of CATALOG) for (const control of rule.controls) byControl.set(control, [...(byControl.get(control) ?? []), rule.id]);
  const key = (control: string) => control.replace(/\d+/g, (digits) => digits.padStart(6, '0'));
  const rows = [...byControl]
    .sort(([a], [b]) => (key(a) < key(b) ? -1 : 1))
    .map(([control, ids]) => `| ${control} | ${ids.map((id) => `\`${id}\``).join(', ')} |`);
  return [
    '# Controls and the rules that cover them',
    '',
    'Generated from the catalogue by `npm run docs`. A control without a row is covered by no rule.',
    '',
    '| control | rules |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const rooms = new Set(CATALOG.map((rule) => rule.id.slice(0, rule.id.indexOf('/'))));
const readme = (room: string) => path.join(ROOT, 'src', room, 'README.md');
for (const room of rooms) replaceTable(readme(room), 'rules', ruleTable(CATALOG.filter((rule) => rule.id.startsWith(`${room}/`))));
for (const [room, practices] of Object.entries(ROWS_OF_ROOMS)) replaceTable(readme(room), 'other-tools', openRows(practices));
fs.mkdirSync(path.join(ROOT, 'docs'), { recursive: true });
fs.writeFileSync(path.join(ROOT, 'docs', 'controls.md'), controlsPage());
fs.writeFileSync(path.join(ROOT, 'docs', 'guarantees.md'), guaranteesPage());
fs.writeFileSync(path.join(ROOT, 'docs', 'equivalents.md'), equivalentsPage());
