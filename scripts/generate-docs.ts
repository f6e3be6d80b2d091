/**
 * Writes the generated parts of the documentation: what is generated in the README of every practice, a page about every rule, and the
 * pages of controls, guarantees and equivalents.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CATALOG } from '../src/catalog';
import type { AnyRule } from '../src/engine/rule';
import { attackEdgesPage } from './attack-edges';
import { benchmarkPages } from './benchmark-page';
import { equivalentsPage, openRows, ROWS_OF_PRACTICES } from './equivalents';
import { guaranteesPage } from './guarantees';
import { operatedKindsTable, podKindsTable } from './pod-kinds';
import { cell, profilesOf, rulePages } from './rule-pages';
import { settingsSchema } from './settings-schema';

const ROOT = path.join(__dirname, '..');

/** Profiles other than those that run every rule. */
const narrowProfilesOf = (rule: AnyRule) => profilesOf(rule).filter((name) => name !== 'hardened' && name !== 'operations');

function ruleTable(rules: readonly AnyRule[]): string {
  const rows = rules.map(
    (rule) =>
      `| [\`${rule.id}\`](../../docs/rules/${rule.id}.md) | ${cell(rule.title)} | ${rule.severity} | ${rule.controls.join(', ')} | `
      + `${rule.operations ? 'operations only' : narrowProfilesOf(rule).join(', ')} |`,
  );
  return ['| rule | requirement | severity | controls | profiles besides `hardened` |', '|---|---|---|---|---|', ...rows].join('\n');
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
    .map(([control, ids]) => `| ${control} | ${ids.map((id) => `[\`${id}\`](rules/${id}.md)`).join(', ')} |`);
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

/** Writes the pages of the rules, and removes those of rules that are gone. */
function writeRulePages(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [page, text] of rulePages()) {
    fs.mkdirSync(path.dirname(path.join(folder, page)), { recursive: true });
    fs.writeFileSync(path.join(folder, page), text);
  }
}

const practices = new Set(CATALOG.map((rule) => rule.id.slice(0, rule.id.indexOf('/'))));
const readme = (practice: string) => path.join(ROOT, 'src', practice, 'README.md');
for (const practice of practices) {
  replaceTable(readme(practice), 'rules', ruleTable(CATALOG.filter((rule) => rule.id.startsWith(`${practice}/`))));
}
for (const [practice, keys] of Object.entries(ROWS_OF_PRACTICES)) replaceTable(readme(practice), 'other-tools', openRows(keys));
replaceTable(readme('workloads'), 'pod-kinds', podKindsTable());
replaceTable(readme('workloads'), 'operated-kinds', operatedKindsTable());
fs.mkdirSync(path.join(ROOT, 'docs'), { recursive: true });
fs.writeFileSync(path.join(ROOT, 'docs', 'attack-edges.md'), attackEdgesPage());
fs.writeFileSync(path.join(ROOT, 'docs', 'controls.md'), controlsPage());
for (const [page, text] of benchmarkPages()) fs.writeFileSync(path.join(ROOT, 'docs', page), text);
fs.writeFileSync(path.join(ROOT, 'docs', 'guarantees.md'), guaranteesPage());
fs.writeFileSync(path.join(ROOT, 'docs', 'equivalents.md'), equivalentsPage());
writeRulePages(path.join(ROOT, 'docs', 'rules'));
fs.writeFileSync(path.join(ROOT, 'docs', 'settings.schema.json'), settingsSchema());
