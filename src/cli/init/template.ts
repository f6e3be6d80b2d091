import * as fs from 'node:fs';
import * as path from 'node:path';
import { packageFolder } from '../../reports/package-facts';

/** Where the files are that new projects begin with: complete ones, which are compiled and run as they are. */
export function templateFolder(name: string): string {
  return path.join(packageFolder(), 'templates', name);
}

/** The text of a template. */
export function templateText(name: string): string {
  return fs.readFileSync(templateFolder(name), 'utf8');
}
