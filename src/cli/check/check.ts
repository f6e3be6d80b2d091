import * as path from 'node:path';
import { baselineInput } from '../../app/baseline-file';
import { checkerOf, waiversOfSettings } from '../../app/checker';
import { BENCHMARKS } from '../../catalog';
import { controlReport, type ControlReport } from '../../engine/benchmark';
import type { CheckedResult, Checker } from '../../engine/checker';
import type { ClusterProvider } from '../../engine/cluster-provider';
import type { Finding } from '../../engine/finding';
import { foldConsequences, type Fold } from '../../engine/fold';
import type { Settings, SettingsLayer } from '../../engine/settings';
import { readsOf } from '../../engine/subjects';
import { findFiles } from '../../input/find-files';
import type { ReadError } from '../../input/read-error';
import { nothingRead, readInput, type Input } from '../../input/read-input';
import { withStaticPods } from '../../input/static-pods';
import type { Inventory } from '../../kubernetes/objects/inventory';
import type { ReportInput, ReportView } from '../../reports/report-input';
import { findingFixes } from '../fix/finding-fixes';
import { aboutFailures, INTERNAL_ERROR } from '../internal-error';
import type { RenderRequest } from '../render/flags';
import { ProgramRenderer } from '../render/program-renderer';
import { scoped, statedElsewhere, type ObjectFilter } from './scope';

/** What `check` is asked to do. */
export interface CheckOptions {
  readonly paths: readonly string[];
  /** What was set, the first having the last word. */
  readonly layers: readonly SettingsLayer[];
  readonly progress?: (done: number, of: number) => void;
  /** What is shown of what is found. Default: all. */
  readonly view?: ObjectFilter & Pick<ReportView, 'minSeverity'>;
  /** Default: what the settings say. */
  readonly checker?: Checker;
  /** True to say of every control of the profile's benchmark, or of the first one, how it stands. Default: false. */
  readonly controls?: boolean;
  /** Files that are not part of what is checked, in addition to those of the settings. */
  readonly ignored?: readonly string[];
  /** Has charts and kustomizations rendered by other programs. Default: nothing is. */
  readonly render?: RenderRequest;
}

/** What came of it. */
export interface CheckResult {
  readonly report: ReportInput;
  /** 0: nothing at or above the threshold. 1: findings. 2: input that could not be read, or nothing to read. 3: an internal error. */
  readonly exitCode: number;
  /** What is to be reported of an internal error; undefined when there was none. */
  readonly internalError: string | undefined;
  /** All settings as one. */
  readonly settings: Settings;
  readonly inventory: Inventory;
  /** The names of the files that were read. */
  readonly read: readonly string[];
}

/**
 * Reads the paths, runs the rules, and says how it ended.
 *
 * @throws SettingError for settings that cannot be honoured; never for what the input holds
 */
export function check(options: CheckOptions): CheckResult {
  const { paths, layers, progress, render, view: { minSeverity, ...filter } = {}, checker = checkerOf(options.layers) } = options;
  const { baseline, kubernetes, settings } = checker;
  const own = ownFiles(layers, [...(options.ignored ?? []), ...(baseline ? [baseline.file] : []), ...(render?.values ?? [])]);
  const { alsoExclude, defaultNamespace: namespace = 'default' } = settings;
  const reads = readsOf(checker.registry.rules);
  const renderer = render && new ProgramRenderer({ ...render, namespace, kubernetes });
  let found = findFiles(paths, { reads, ...settings.files, alsoExclude, rendersCharts: renderer !== undefined });
  const reading = { reads, renderer, charts: found.charts, named: paths };
  let files = found.files.filter(({ name }) => !own.has(path.resolve(name)));
  let input = readInput(files, { ...reading, progress: (done) => progress?.(done, files.length) });
  const more = withStaticPods({ ...found, files }, input.inventory);
  if (more) {
    [found, files] = [more, more.files.filter(({ name }) => !own.has(path.resolve(name)))];
    input = readInput(files, reading);
  }
  const read = files.map(({ name }) => name);
  if (checker.baseline) checker.baseline = { ...checker.baseline, input: baselineInput(checker.baseline.file, paths, read) };
  const accepted = waiversOfSettings(checker);
  const objects = input.inventory.sets.flatMap((set) => set.objects);
  const { result, scope } = scoped(checker.check(input.inventory, accepted.waivers, foldOf(input)), objects, filter);
  const errors = [...found.errors, ...input.errors, ...accepted.errors, ...nothingRead(paths, input, found.errors)].sort(byPlace);
  const { files: number, notKubernetes, leftOut } = input.account();
  const report: ReportInput = {
    result,
    errors,
    files: number,
    notKubernetes,
    controls: options.controls === true ? controlsOf(checker, result) : undefined,
    view: { minSeverity, scope, apart: statedElsewhere(objects, settings.defaultNamespace), rendered: input.rendered },
    unrendered: [...input.unapplied].map(([file, what]) => ({ file, what: [...new Set(what.map((entry) => entry.what))] })),
    leftOut: found.leftOut.with(leftOut).list(),
    line: input.line,
    source: input.source,
    fixes: findingFixes(input, result.findings),
  };
  const internalError = aboutFailures(result.findings, errors);
  const exitCode = internalError !== undefined ? INTERNAL_ERROR : errors.length > 0 ? 2 : result.failing.length > 0 ? 1 : 0;
  return { report, exitCode, internalError, settings, inventory: input.inventory, read };
}

function controlsOf({ profile, registry, settings: { cluster } }: Checker, result: CheckedResult): ControlReport {
  const ofProfile = BENCHMARKS.find(({ name }) => name === profile.name);
  const ofCluster = cluster === undefined ? undefined : BENCHMARKS.find(({ provider }) => provider === cluster);
  const benchmark = ofProfile ?? ofCluster ?? BENCHMARKS[0]!;
  return controlReport(benchmark, registry.rules, result, (cluster ?? benchmark.provider) as ClusterProvider | undefined);
}

/** Names what has set a field in addition to where the object is written. */
function foldOf({ setBy }: Input): Fold {
  const named = (finding: Finding): Finding => {
    const place = finding.object && finding.path !== '' ? setBy(finding.object, finding.path) : undefined;
    return place ? { ...finding, related: [...finding.related, place] } : finding;
  };
  return (findings, fails) => foldConsequences(findings.map(named), fails);
}

/** What says how the checks are made is not part of what is checked. */
function ownFiles(layers: readonly SettingsLayer[], others: readonly string[]): ReadonlySet<string> {
  return new Set([...layers.flatMap(({ file }) => (file === undefined ? [] : [file])), ...others].map((file) => path.resolve(file)));
}

function byPlace(a: ReadError, b: ReadError): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.message < b.message ? -1 : 1);
}
