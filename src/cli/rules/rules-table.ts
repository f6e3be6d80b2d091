import type { AnyRule } from '../../engine/rule';
import { columns, wrap } from '../../reports/layout';

/** A rule, as the table shows it. */
export interface RuleEntry {
  readonly rule: AnyRule;
  readonly profiles: readonly string[];
  /** Whether `fix` changes what it is about: `yes`, `partly`, or nothing. */
  readonly fixable: string;
}

const GAP = '  ';
const SEVERITY = 'severity'.length;
const FIXABLE = 'fixable'.length;
/** Columns that the texts of a table take at least; a terminal with fewer gets blocks. */
const LEAST = { title: 36, controls: 30, profiles: 26 };

/**
 * The rules, each with what it requires. Without a width (a pipe, a file), one line a rule, for `grep`; on a wide terminal, a table whose
 * cells are broken; on a narrow one, a block a rule.
 */
export function rulesTable(entries: readonly RuleEntry[], width: number | undefined): string {
  const ids = Math.max(...entries.map(({ rule }) => rule.id.length), 'rule'.length);
  const cells = [
    ['rule', 'severity', 'fixable', 'requirement', 'controls', 'profiles'],
    ...entries.map(({ rule, profiles, fixable }) => [
      rule.id,
      rule.severity,
      fixable,
      rule.title,
      rule.controls.join(', '),
      profiles.join(', '),
    ]),
  ];
  if (width === undefined) {
    return lines(
      cells.map((row) => row.map((cell) => [cell])),
      [ids, SEVERITY, FIXABLE, ...[3, 4].map((column) => Math.max(...cells.map((row) => columns(row[column]!))))],
    );
  }
  const rest = width - ids - SEVERITY - FIXABLE - 5 * GAP.length;
  const spare = rest - LEAST.title - LEAST.controls - LEAST.profiles;
  if (spare < 0) return entries.map((entry) => block(entry, Math.max(width, 40))).join('\n');
  const widths = [
    ids,
    SEVERITY,
    FIXABLE,
    LEAST.title + Math.floor(spare / 2),
    LEAST.controls + Math.floor(spare / 4),
    LEAST.profiles + Math.floor(spare / 4),
  ];
  return lines(
    cells.map((row) => row.map((cell, column) => wrap(cell, widths[column]!))),
    widths,
  );
}

/** Rows of cells of lines, the columns padded to their widths. */
function lines(rows: readonly (readonly (readonly string[])[])[], widths: readonly number[]): string {
  return (
    rows
      .map((row) =>
        Array.from({ length: Math.max(...row.map((cell) => cell.length)) }, (_, line) =>
          row
            .map((cell, column) => pad(cell[line] ?? '', widths[column] ?? 0))
            .join(GAP)
            .trimEnd(),
        ).join('\n'),
      )
      .join('\n') + '\n'
  );
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

function block({ rule, profiles, fixable }: RuleEntry, width: number): string {
  const indent = ' '.repeat(SEVERITY + GAP.length);
  const flow = (text: string) =>
    wrap(text, width - indent.length)
      .map((line) => `${indent}${line}\n`)
      .join('');
  const controls = rule.controls.length === 0 ? '' : flow(`controls: ${rule.controls.join(', ')}`);
  const fix = fixable === '' ? '' : flow(`fixable: ${fixable}`);
  return `${pad(rule.severity, SEVERITY)}${GAP}${rule.id}\n${flow(rule.title)}${fix}${controls}${flow(`profiles: ${profiles.join(', ')}`)}`;
}
