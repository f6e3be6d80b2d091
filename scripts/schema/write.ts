import * as path from 'node:path';
import { tablesOf } from './compact';
import { pinnedMinors, upstreamRelease } from './upstream';

/** The generated file. */
export const TABLES = path.join(__dirname, '..', '..', 'src', 'kubernetes', 'schema', 'tables.generated.ts');

/** What it has to be. */
export function tablesSource(): string {
  const text = tablesOf(pinnedMinors().map(upstreamRelease));
  return `/* eslint-disable */\n/** Kinds and fields of the supported releases: see SchemaTable. Written by \`npm run schema\`. */\nexport const TABLES = \`${text}\`;\n`;
}
