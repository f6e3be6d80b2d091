import * as fs from 'node:fs';
import * as path from 'node:path';
import { BASELINE_FILE, baselineInput, baselineText } from '../../app/baseline-file';
import { checkerWithoutBaseline } from '../../app/checker';
import { findSettingsFile, SETTINGS_FILE } from '../../app/settings-file';
import { DEFAULT_PROFILE } from '../../catalog';
import { canBeBaselined, entriesOf } from '../../engine/baseline';
import type { Settings, SettingsLayer } from '../../engine/settings';
import { Severity } from '../../engine/severity';
import { withSlashes } from '../../input/node-place';
import type { ReadError } from '../../input/read-error';
import { formatMinor } from '../../kubernetes/releases/versions';
import { count, countsOf, fileName, verdict } from '../../reports/summary';
import { check, type CheckResult } from '../check/check';
import type { SettingFlags } from '../settings';
import { UsageError } from '../usage-error';
import { requireNew, writeNew, type NewFile } from './new-files';
import { releaseOf } from './release';
import { settingsText, type ExcludedFiles, type StartSettings } from './settings-text';
import { shellWord } from './shell-word';

/** What a project of YAML begins with. */
export interface StartOptions {
  /** The folder that is checked. The files are written to the working folder, from which settings are found. */
  readonly folder: string;
  readonly flags: Pick<SettingFlags, 'kubernetes' | 'profile' | 'failOn' | 'namespace' | 'exclude'>;
  readonly dryRun: boolean;
  readonly progress?: (done: number, of: number) => void;
}

/** What came of it, for people. */
export interface StartResult {
  readonly lines: readonly string[];
  /** What is to be reported of an internal error; undefined when there was none. */
  readonly internalError?: string;
}

/**
 * Writes settings and a baseline of today's findings, so that the next check of the folder passes. What cannot be read is excluded in the
 * settings, and said.
 *
 * @throws UsageError when there is nothing to check, or a file in the way
 */
export function initYaml({ folder, flags, dryRun, progress }: StartOptions): StartResult {
  requireNew(
    '.',
    [SETTINGS_FILE, BASELINE_FILE].map((name) => ({ name, text: '' })),
  );
  requireOwnSettings();
  requireFolder(folder);
  const { settings, checked, unread } = checkedInPart(folder, flags, progress);
  if (checked.internalError !== undefined) return { lines: [], internalError: checked.internalError };
  const findings = checked.report.result.findings.filter(canBeBaselined);
  const files: readonly NewFile[] = [
    { name: SETTINGS_FILE, text: settingsText(settings) },
    { name: BASELINE_FILE, text: baselineText(entriesOf(findings, baselineInput(BASELINE_FILE, [folder], checked.read))) },
  ];
  if (!dryRun) writeNew('.', files);
  const { report } = checked;
  const counts = countsOf(report);
  const place = shellWord(folder);
  const wrote = dryRun ? 'Would write' : 'Wrote';
  return {
    lines: [
      `Found in ${count(report.files ?? 0, 'file')}: ${verdict(report, counts)}; ${counts.status.unknown} unknown.`,
      `${wrote} ${SETTINGS_FILE}: Kubernetes ${settings.kubernetes} (${settings.release}), profile ${settings.profile}, `
        + `fails from severity ${settings.failOn}.`,
      `${wrote} ${BASELINE_FILE}: ${count(findings.length, 'finding')} accepted as found, those with the same causes among them.`,
      ...(unread.length === 0 ? [] : unreadLines(unread)),
      `Commit both. From now on \`cdk8s-hardened check ${place}\` fails for what is new. Next:`,
      `  cdk8s-hardened check ${place} --no-baseline   shows all findings, those of the baseline too`,
      `  cdk8s-hardened baseline update ${place}       after a fix: removes what is fixed from the baseline`,
      `  cdk8s-hardened check ${place}                 in CI: exit code 1 for a new finding`,
    ],
  };
}

function unreadLines(unread: readonly ReadError[]): readonly string[] {
  const [cannot, are] = unread.length === 1 ? ['part of the input cannot', 'It is'] : ['parts of the input cannot', 'They are'];
  return [
    `${unread.length} ${cannot} be read. ${are} excluded in ${SETTINGS_FILE}, so nothing in there is checked:`,
    ...unread.map((error) => `  ${placeOf(error)}: ${error.message}`),
    'Correct them, and remove the entries of `exclude`.',
  ];
}

function placeOf({ file, line }: ReadError): string {
  return `${fileName(file)}${line === undefined ? '' : `:${line}`}`;
}

/** @throws UsageError where settings are in effect already: new ones would take their place without a word */
function requireOwnSettings(): void {
  const file = findSettingsFile(process.cwd());
  if (file === undefined) return;
  const name = path.relative('', file);
  throw new UsageError(
    `${name} has the settings for this folder, and a new ${SETTINGS_FILE} would take their place. Accept today's findings with `
      + '`cdk8s-hardened baseline update`, or write the new file by hand.',
  );
}

function requireFolder(folder: string): void {
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return;
  throw new UsageError(`${folder} is ${stat ? 'not a directory' : 'not there'}, so there is nothing to begin with. Name one of YAML.`);
}

/** The result for all that can be read, and the settings that make it so. */
function checkedInPart(
  folder: string,
  { kubernetes, profile = DEFAULT_PROFILE, failOn = Severity.LOW, namespace, exclude = [] }: StartOptions['flags'],
  progress: StartOptions['progress'],
): { readonly settings: StartSettings; readonly checked: CheckResult; readonly unread: readonly ReadError[] } {
  const excluded: ExcludedFiles[] = exclude.map((glob) => ({ glob }));
  const unread: ReadError[] = [];
  let release = kubernetes === undefined ? undefined : { kubernetes, release: 'as requested' };
  for (;;) {
    const files = excluded.length === 0 ? {} : { files: { base: '', exclude: excluded.map(({ glob }) => glob) } };
    const settings: Settings = {
      kubernetes: release?.kubernetes,
      profile,
      failOn: failOn as Severity,
      defaultNamespace: namespace,
      ...files,
    };
    const layers: readonly SettingsLayer[] = [{ settings, name: nameOfFlag }];
    const checker = checkerWithoutBaseline(layers);
    const checked = check({ paths: [folder], layers, checker, progress });
    const { errors } = checked.report;
    if (checked.internalError === undefined && errors.length > 0) {
      const more = exclusions(folder, errors).filter(({ glob }) => !excluded.some((each) => each.glob === glob));
      if (more.length === 0) {
        throw new UsageError(`${errors.map((error) => `${placeOf(error)}: ${error.message}`).join('; ')}. Nothing is written.`);
      }
      excluded.push(...more);
      unread.push(...errors);
      continue;
    }
    if (release === undefined && checked.internalError === undefined) {
      release = releaseOf(checked.inventory, checker.asOf);
      if (release.kubernetes !== formatMinor(checker.kubernetes)) continue;
    }
    const newest = formatMinor(checker.kubernetes);
    return {
      settings: { kubernetes: newest, release: '', ...release, profile, failOn, namespace, exclude: excluded },
      checked,
      unread,
    };
  }
}

const FLAGS: Readonly<Record<string, string>> = {
  kubernetes: '--kubernetes',
  profile: '--profile',
  failOn: '--fail-on',
  defaultNamespace: '--namespace',
};

function nameOfFlag(setting: string): string {
  return FLAGS[setting] ?? setting;
}

/** What is to be excluded so that errors do not come again; nothing for what is wrong with the input as a whole. */
function exclusions(folder: string, errors: readonly ReadError[]): readonly ExcludedFiles[] {
  const entries = errors.map((error) => ({
    unread: isChart(error) ? path.join(path.dirname(error.file), 'templates') : error.file,
    error,
  }));
  return entries
    .filter(({ unread }, index) => unread !== folder && entries.findIndex((each) => each.unread === unread) === index)
    .map(({ unread, error: { line, message } }) => ({
      glob: globOf(path.relative('', unread)),
      reason: `${line === undefined ? '' : `line ${line}: `}${message}`,
    }));
}

/** True for a chart whose templates are not rendered, not for a Chart.yaml that is broken. */
function isChart({ file, line }: ReadError): boolean {
  return line === undefined && path.basename(file) === 'Chart.yaml' && fs.existsSync(path.join(path.dirname(file), 'templates'));
}

/** A glob that covers one file or folder. */
function globOf(name: string): string {
  return `/${withSlashes(name).replace(/[*?[]/g, '[$&]').replace(/[{}]/g, '?')}`;
}
