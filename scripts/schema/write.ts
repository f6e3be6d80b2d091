import * as path from 'node:path';
import { tablesOf } from './compact';
import { pinnedMinors, upstreamRelease } from './upstream';

/** The generated file. */
export const TABLES = path.join(__dirname, '..', '..', 'src', 'kubernetes', 'schema', 'tables.json');

/** What it has to be: an entry on each line. */
export function tablesSource(): string {
  const { releases, kinds, types } = tablesOf(pinnedMinors().map(upstreamRelease));
  const entries = (mapping: Readonly<Record<string, string>>) =>
    Object.entries(mapping)
      .map(([name, text]) => `    ${JSON.stringify(name)}: ${JSON.stringify(text)}`)
      .join(',\n');
  return `{\n  "releases": ${JSON.stringify(releases)},\n  "kinds": {\n${entries(kinds)}\n  },\n  "types": {\n${entries(types)}\n  }\n}\n`;
}
