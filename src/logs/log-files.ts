import * as fs from 'node:fs';
import * as path from 'node:path';
import { globTest } from '../text/glob';
import { byText } from './by-text';

const COMPRESSED = /\.(?:gz|zst|zstd)$/;
/** `audit.log.3`, as logrotate names them: the higher the number, the older. */
const NUMBERED = /^(.*)\.(\d{1,6})$/;
/** `audit-2026-12-01T10-00-00.000.log`, as kube-apiserver names what it rotates. */
const DATED = /^(.*?)[-.](\d{4}-?\d\d-?\d\d[T_-]?[\d.:-]*\d)(\.[a-z]+)?$/i;
const WILDCARD = /[*?[\]]/;

/** A path that names no log. */
export class NoLogError extends Error {}

/**
 * The files that paths, folders and globs name, in the order in which they were written: rotated ones before the current one. `-` is
 * standard input. Each file once.
 *
 * @throws NoLogError for a path that does not exist, or under which there is no file
 */
export function logFiles(paths: readonly string[]): readonly string[] {
  const files = paths.flatMap((each) => (each === '-' ? ['-'] : filesOf(each)));
  return [...new Set(files)].sort(byAge);
}

function filesOf(given: string): readonly string[] {
  const stat = fs.statSync(given, { throwIfNoEntry: false });
  const files = stat?.isDirectory() ? filesBelow(given) : stat ? [given] : matching(given);
  if (files.length > 0) return files;
  if (stat) throw new NoLogError(`${given} has no files, so there is nothing to read. Name the folder of the logs.`);
  throw new NoLogError(`${given} does not exist, so there is nothing to read. Name files, folders, globs, or - for standard input.`);
}

/** Every file below a folder, except hidden ones. */
function filesBelow(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(file);
      return entry.isFile() || (entry.isSymbolicLink() && fs.statSync(file, { throwIfNoEntry: false })?.isFile()) ? [file] : [];
    });
}

function matching(glob: string): readonly string[] {
  if (!WILDCARD.test(glob)) return [];
  const fixed = glob.slice(0, glob.search(WILDCARD));
  const folder = fixed.includes('/') ? fixed.slice(0, fixed.lastIndexOf('/') + 1) : '.';
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const matches = globTest(`/${relative(glob)}`);
  return filesBelow(folder).filter((file) => matches(relative(file)));
}

const relative = (file: string) => path.normalize(file).replace(/^\/+/, '');

function byAge(a: string, b: string): number {
  const [x, y] = [ageOf(a), ageOf(b)];
  return byText(x.family, y.family) || x.rank - y.rank || byText(x.date, y.date) || y.number - x.number || byText(a, b);
}

function ageOf(file: string): { readonly family: string; readonly rank: number; readonly date: string; readonly number: number } {
  const plain = file.replace(COMPRESSED, '');
  const [folder, name] = [path.dirname(plain), path.basename(plain)];
  const dated = DATED.exec(name);
  if (dated) return { family: path.join(folder, `${dated[1]}${dated[3] ?? ''}`), rank: 0, date: dated[2]!, number: 0 };
  const numbered = NUMBERED.exec(name);
  if (numbered) return { family: path.join(folder, numbered[1]!), rank: 1, date: '', number: Number(numbered[2]) };
  return { family: plain, rank: 2, date: '', number: 0 };
}
