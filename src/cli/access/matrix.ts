import { Option, type Command } from 'commander';
import { accessOf, ALWAYS } from '../../analysis/access';
import { describeResource, resourceOf } from '../../analysis/access/asked-request';
import { readSubject } from '../../analysis/access/asked-subject';
import { accessMatrix, type Column, type MatrixRow } from '../../analysis/access/matrix';
import { formatMinor } from '../../kubernetes/releases/versions';
import { columns as widthOf } from '../../reports/layout';
import { jsonAnswer, textAnswer, writeAnswer } from './answer';
import { exitCodeOf, readAccessInput, type AccessFlags } from './input';
import { matrixHtml } from './matrix-html';
import type { Ended, FlagsOf, ListOption } from './subcommand';

interface MatrixFlags extends AccessFlags {
  readonly resources?: readonly string[];
  readonly subjects?: readonly string[];
}

/** A matrix, as formats write it. */
export interface Matrix {
  readonly kubernetes: string;
  readonly columns: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/** What an attacker looks for first. */
const COLUMNS = [
  'secrets',
  'configmaps',
  'pods',
  'pods/exec',
  'deployments.apps',
  'serviceaccounts/token',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'nodes/proxy',
  'users',
  'groups',
];

const ABOUT = `
A row is a subject in one place: "everywhere", or a namespace, where what it has everywhere counts too. A cell has the verbs that are
allowed: "all" is get, list, watch, create, update, patch, delete and deletecollection, * every verb, and get~ get on some names
alone. Columns without --resources: ${COLUMNS.map((name) => name.replace('.rbac.authorization.k8s.io', '')).join(', ')}.

Exit codes: 0 answered; 2 wrong usage, or input that could not be read; 3 an internal error.`;

/** Adds `access matrix`. */
export function addMatrix(parent: Command, flagsOf: FlagsOf, ended: Ended, listOption: ListOption): void {
  flagsOf(parent.command('matrix'))
    .description('a table of all subjects and what they may do with each resource')
    .argument('<path...>', 'files and directories; - is standard input')
    .addOption(listOption('--resources <names>', 'the columns: comma-separated RESOURCE[.GROUP][/SUBRESOURCE]'))
    .addOption(listOption('--subjects <names>', 'the rows (default: the subjects that bindings name): comma-separated'))
    .addOption(new Option('--format <format>', 'how the table is written').choices(['text', 'json', 'csv', 'html']).default('text'))
    .addHelpText('after', ABOUT)
    .action(async (paths: string[], flags: MatrixFlags) => {
      ended(await matrix(paths, flags));
    });
}

async function matrix(paths: readonly string[], flags: MatrixFlags): Promise<number> {
  const input = await readAccessInput(paths, flags);
  const access = accessOf(input.inventory, input.kubernetes);
  const columns: readonly Column[] = (flags.resources ?? COLUMNS).map((name) => resourceOf(name, input.inventory));
  const rows = accessMatrix(
    access,
    columns,
    flags.subjects?.map((subject) => readSubject(subject, [])),
  );
  const found: Matrix = { kubernetes: formatMinor(input.kubernetes), columns: columns.map(describeResource), rows };
  await writeAnswer(flags, FORMATS[flags.format]!(found));
  return exitCodeOf(input, 0);
}

const FORMATS: Readonly<Record<string, (matrix: Matrix) => Iterable<string>>> = {
  text: ({ columns, rows }) => [textAnswer(table(columns, rows))],
  json: (all) => jsonAnswer({ command: 'matrix', ...all, notes: [ALWAYS] }),
  csv: ({ columns, rows }) => [csv(columns, rows)],
  html: (all) => matrixHtml(all),
};

/** A block a row: a table of many columns fits on no terminal. */
function* table(columns: readonly string[], rows: readonly MatrixRow[]): Generator<string> {
  const width = Math.max(0, ...columns.map(widthOf));
  for (const { subject, namespace, cells, unknown } of rows) {
    const shown = columns.flatMap((column, index) => (cells[index]!.length === 0 ? [] : [[column, cells[index]!.join(' ')] as const]));
    yield `${subject}, ${placeOf(namespace)}${shown.length === 0 ? ': none of them' : ''}`;
    for (const [column, cell] of shown) yield `  ${column.padEnd(width)}  ${cell}`;
    for (const doubt of unknown) yield `  unknown: ${doubt}`;
  }
  yield `note: ${ALWAYS}`;
}

export function placeOf(namespace: string): string {
  return namespace === '' ? 'everywhere' : `in namespace ${namespace}`;
}

function csv(columns: readonly string[], rows: readonly MatrixRow[]): string {
  const lines = [['subject', 'namespace', ...columns, 'unknown'].map(csvCell).join(',')];
  for (const { subject, namespace, cells, unknown } of rows) {
    lines.push(
      [subject, namespace === '' ? '*' : namespace, ...cells.map((cell) => cell.join(' ')), unknown.join('; ')].map(csvCell).join(','),
    );
  }
  return lines.map((line) => `${line}\r\n`).join('');
}

/** Quoted, and never a formula to a spreadsheet. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
