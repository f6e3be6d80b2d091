import * as path from 'node:path';
import { realPathOf } from '../../input/find-files';
import { describe } from '../../kubernetes/objects/object';
import { oneLine } from '../../reports/escape';
import { count, fileName } from '../../reports/summary';
import { unifiedDiff } from '../../text/edit/unified-diff';
import type { FixedFile, FixResult } from './fix';

/** How a diff is shown. */
export interface DiffLook {
  readonly color: boolean;
  /** For people at a terminal: control characters of the manifests are made visible. Such a diff cannot be applied where there are any. */
  readonly isShown: boolean;
}

/** The changes of all files as one diff; '' for none. */
export function renderDiff({ files }: FixResult, { color, isShown }: DiffLook): string {
  const diff = files.map(({ name, before, changes }) => unifiedDiff(nameInDiff(name), before, changes)).join('');
  if (!color && !isShown) return diff;
  return diff
    .split('\n')
    .map((line) => paint(line.split('\t').map(oneLine).join('\t').replace(/\\r$/, ''), color))
    .join('\n');
}

/**
 * As `git` and `patch` want it, run from the folder in which the command ran. Both refuse names that lead out of it, and to replace a link:
 * what is elsewhere is named from the root of the file system, and what a link leads to instead of the link.
 */
function nameInDiff(name: string): string {
  if (name === '-') return 'stdin';
  const real = path.resolve(realPathOf(name));
  const relative = path.relative(realPathOf('.'), real);
  return (leadsOut(relative) ? path.relative(path.parse(real).root, real) : relative).split(path.sep).join('/');
}

function isElsewhere({ name }: FixedFile): boolean {
  return name !== '-' && leadsOut(path.relative(realPathOf('.'), path.resolve(realPathOf(name))));
}

function leadsOut(relative: string): boolean {
  return path.isAbsolute(relative) || relative.split(path.sep)[0] === '..';
}

function paint(line: string, color: boolean): string {
  const code = /^(?:---|\+\+\+) /.test(line)
    ? '1'
    : line.startsWith('@@')
      ? '36'
      : line.startsWith('+')
        ? '32'
        : line.startsWith('-')
          ? '31'
          : '';
  return !color || code === '' ? line : `\u001b[${code}m${line}\u001b[0m`;
}

/** What was done, what was not, and why: for standard error. */
export function renderSummary({ files, left, partial, errors, violations }: FixResult, isWritten: boolean): string {
  const lines: string[] = [];
  for (const { file, line, object, fill, reason } of left) {
    lines.push(`${place(file, line)}: ${describe(object)}: ${fill.path} is left unset, since ${reason}. Write it by hand.`);
  }
  for (const { file, line, object, reason } of partial) {
    lines.push(
      `${place(file, line)}: ${describe(object)} is left as it is, since ${reason}: it would override what it is laid over. Fix that.`,
    );
  }
  for (const { file, line, message } of errors) lines.push(`error: ${place(file, line)}: ${message}`);
  const fields = files.reduce((sum, { filled }) => sum + filled, 0);
  const what = `${count(fields, 'field')} in ${count(files.length, 'file')}`;
  if (fields === 0) lines.push(left.length > 0 || errors.length > 0 ? 'Nothing was fixed.' : 'Nothing to fix.');
  else lines.push(isWritten ? `Filled ${what}.` : `Would fill ${what}: nothing is written without --write.`);
  if (!isWritten && files.some(isElsewhere)) {
    lines.push('The diff names files outside of this directory from the root of the file system: apply it with `patch -p1 -d /`.');
  }
  if (violations > 0) {
    lines.push(
      `${count(violations, 'violation')} ${violations === 1 ? 'remains' : 'remain'} that people have to decide: see `
        + '`cdk8s-hardened check`.',
    );
  }
  return `${lines.map(oneLine).join('\n')}\n`;
}

function place(file: string, line: number | undefined): string {
  return line === undefined ? fileName(file) : `${fileName(file)}:${line}`;
}
