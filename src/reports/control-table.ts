import { ControlVerdict, type ControlReport, type ControlResult } from '../engine/benchmark';
import { compareVersions, formatMinor, type KubernetesMinor } from '../kubernetes/releases/versions';
import { code, prose } from './markdown-text';
import { count } from './summary';
import type { Style, TextWriter } from './text-writer';

const ORDER = Object.values(ControlVerdict);
const STYLES: Readonly<Record<ControlVerdict, Style>> = {
  [ControlVerdict.PASS]: 'green',
  [ControlVerdict.FAIL]: 'boldRed',
  [ControlVerdict.UNKNOWN]: 'magenta',
  [ControlVerdict.MANUAL]: 'yellow',
  [ControlVerdict.NOT_APPLICABLE]: 'dim',
};
const GAP = 2;
const VERDICT = Math.max(...ORDER.map((verdict) => verdict.length)) + GAP;

/** `131 controls: 12 pass, 3 fail, …` */
export function controlCounts(report: ControlReport): string {
  const results = report.sections.flatMap((section) => section.results);
  const counts = ORDER.map((verdict) => `${results.filter((each) => each.verdict === verdict).length} ${verdict}`);
  return `${count(results.length, 'control')}: ${counts.join(', ')}`;
}

/** The controls section by section, a line or two each: number, verdict, title, and why where it does not pass. */
export function writeControls(writer: TextWriter, report: ControlReport, target: KubernetesMinor): void {
  writer.blank();
  writer.flow(0, report.benchmark.title, 'bold');
  writer.flow(0, controlCounts(report));
  const remark = releaseRemark(report, target);
  if (remark !== undefined) writer.flow(0, remark, 'yellow');
  for (const { section, results } of report.sections) {
    writer.blank();
    writer.flow(0, `${section.id} ${section.title}`, 'bold');
    if (section.byHand !== undefined) writer.flow(2, section.byHand, 'dim');
    const width = Math.max(...results.map(({ control }) => control.id.length)) + GAP;
    for (const result of results) writeControl(writer, result, width, result.why === section.byHand);
  }
}

function writeControl(writer: TextWriter, result: ControlResult, width: number, isSaid: boolean): void {
  const { control, verdict } = result;
  const start = `  ${control.id.padEnd(width)}`;
  const prefix = `${start}${writer.paint(verdict, STYLES[verdict])}${' '.repeat(VERDICT - verdict.length)}`;
  writer.flow(start.length + VERDICT, `${control.title}${isSaid ? '' : reasonOf(result)}`, undefined, prefix);
}

function reasonOf({ verdict, why, rules }: ControlResult): string {
  if (verdict === ControlVerdict.PASS || verdict === ControlVerdict.NOT_APPLICABLE) return '';
  const by = verdict === ControlVerdict.FAIL || verdict === ControlVerdict.UNKNOWN ? ` by ${rules.join(', ')}` : '';
  return ` (${why}${by})`;
}

/** A benchmark is written for some releases. */
function releaseRemark({ benchmark }: ControlReport, target: KubernetesMinor): string | undefined {
  const { releases } = benchmark;
  if (releases.length === 0 || releases.some((release) => compareVersions(release, target) === 0)) return undefined;
  return `The benchmark is written for Kubernetes ${releases.map(formatMinor).join(' and ')}, and ${formatMinor(target)} is the target.`;
}

/** The controls as a table. */
export function controlsMarkdown(report: ControlReport, target: KubernetesMinor): string {
  const remark = releaseRemark(report, target);
  const rows = report.sections.flatMap(({ results }) =>
    results.map(
      (result) =>
        `| ${result.control.id} | ${prose(result.control.title)} | ${result.verdict} | ${prose(result.why)} | `
        + `${result.rules.map(code).join(', ')} |`,
    ),
  );
  return [
    `### ${prose(report.benchmark.title)}`,
    '',
    `${controlCounts(report)}.${remark === undefined ? '' : ` ${remark}`}`,
    '',
    '| control | requirement | verdict | why | rules |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The controls for programs. */
export function controlsJson({ benchmark, sections }: ControlReport): object {
  return {
    benchmark: benchmark.name,
    title: benchmark.title,
    controls: sections.flatMap(({ results }) =>
      results.map(({ control, verdict, rules, why }) => ({
        id: `${benchmark.shownPrefix ?? benchmark.prefix}${control.id}`,
        title: control.title,
        verdict,
        why,
        rules,
      })),
    ),
  };
}
