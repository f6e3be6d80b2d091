import * as fs from 'node:fs';
import * as path from 'node:path';
import { reasonOf } from './find-files';
import { UsageError } from './usage-error';

/** Writes a file whole or not at all. */
export function writeWhole(file: string, text: string): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    fs.writeFileSync(temporary, text, { flag: 'wx' });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw new UsageError(`the report cannot be written to ${file}: ${reasonOf(error)}`);
  }
}
