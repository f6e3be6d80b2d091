import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { check, type CheckResult } from '../../src/cli/check/check';
import type { RenderRequest } from '../../src/cli/render/flags';
import { placeOf, relatedText } from '../../src/reports/summary';
import { layersOf, type FlatSettings } from './layers';

/** By name: the text of each file. */
export type Files = Readonly<Record<string, string>>;

/** Runs each test of a file in a folder of its own. */
export function inFolder(): void {
  const before = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'checked-')));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    fs.rmSync(folder, { recursive: true });
  });
}

/** How files are checked, in addition to settings. */
export interface CheckedHow extends FlatSettings {
  /** Default: the working folder. */
  readonly paths?: readonly string[];
  readonly render?: RenderRequest;
}

/** Writes files into the working folder and checks it. */
export function checkFiles(files: Files, { paths = ['.'], render, ...more }: CheckedHow = {}): CheckResult {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.writeFileSync(name, content);
  }
  return check({ paths, render, layers: layersOf({ kubernetes: '1.37', asOf: '2026-11-23', ...more }) });
}

/** What rules of a name find, as `status rule file:line field; what is related`. */
export function foundIn(rules: RegExp, files: Files, more: CheckedHow = {}): string[] {
  const { report } = checkFiles(files, more);
  expect(report.errors).toEqual([]);
  return report.result.findings
    .filter(({ rule }) => rules.test(rule))
    .map((finding) =>
      [
        `${finding.status} ${finding.rule} ${placeOf(report, finding)} ${finding.path}`,
        ...finding.related.map((place) => relatedText(report, place)),
      ].join('; '),
    );
}
