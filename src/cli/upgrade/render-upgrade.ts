import type { Finding } from '../../engine/finding';
import { FindingStatus } from '../../engine/finding-status';
import { fingerprints } from '../../engine/fingerprint';
import { oneLine } from '../../reports/escape';
import { printableJson } from '../../reports/printable-json';
import type { ReportInput } from '../../reports/report-input';
import { count, fileName, objectName } from '../../reports/summary';
import type { Upgrade, UpgradeStep } from './upgrade';

/** As many unknown results of a step as are listed in text. */
const MOST_UNKNOWN = 10;

/** The steps for people. */
export function upgradeText({ steps, asOf, report }: Upgrade): string {
  const [first, last] = [steps[0]!, steps.at(-1)!];
  const total = steps.reduce((sum, { breaks }) => sum + breaks.length, 0);
  const lines = [
    ...report.errors.map(({ file, line, message }) => `NOT CHECKED: ${fileName(file)}${line === undefined ? '' : `:${line}`}: ${message}`),
    `Kubernetes ${first.release} to ${last.release}: ${total === 0 ? 'nothing breaks' : `${count(total, 'thing')} to fix`}`,
    `${count(report.result.objects, 'object')} in ${count(report.files ?? 0, 'file')}, as of ${asOf}`,
    ...steps.flatMap((step, index) => ['', ...linesOf(step, index === 0, report)]),
    '',
    'Upgrade the control plane first, one minor release at a time, and kubelets after it: they may be up to three releases older, never '
      + 'newer.',
  ];
  return `${lines.map((line) => oneLine(line)).join('\n')}\n`;
}

function linesOf(
  { release, endOfLife, isKnown, breaks, unknown, announced }: UpgradeStep,
  isFirst: boolean,
  report: ReportInput,
): readonly string[] {
  const window = endOfLife === undefined ? 'support window not known' : `supported to ${endOfLife}`;
  const listed = unknown.slice(0, MOST_UNKNOWN);
  const more = unknown.length - listed.length;
  return [
    `${release} (${window})${isFirst ? ', where you are' : ''}`,
    ...(isKnown ? [] : ['  not in the data of this version, so what it removes is not known yet']),
    ...(breaks.length === 0
      ? [`  ${isFirst ? 'nothing is broken' : 'nothing breaks'}`]
      : breaks.flatMap((one) => about('BREAKS', one, report))),
    ...listed.flatMap((one) => about('unknown', one, report)),
    ...(more === 0 ? [] : [`  unknown: ${more} more, in --format json`]),
    ...announced.flatMap((one) => about('deprecated', one, report)),
  ];
}

function about(what: string, finding: Finding, report: ReportInput): readonly string[] {
  const { object, path, message, rule, fix } = finding;
  const file = object?.origin.file;
  const line = finding.line ?? (object === undefined ? undefined : report.line(object, path));
  const place = file === undefined ? '' : `${fileName(file)}${line === undefined ? '' : `:${line}`}: `;
  const field = path === '' ? '' : ` ${path}`;
  const remedy = finding.status === FindingStatus.UNKNOWN ? [] : [`    ${fix}`];
  return [`  ${what}: ${place}${object === undefined ? '' : objectName(object)}${field}: ${message} [${rule}]`, ...remedy];
}

/** The steps for programs: docs/upgrade.schema.json. */
export function upgradeJson({ steps, asOf, report }: Upgrade): string {
  const print = fingerprints();
  const findingOf = (finding: Finding) => {
    const { object, rule, severity, path, message, fix } = finding;
    return {
      rule,
      severity,
      object:
        object === undefined
          ? null
          : { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace ?? null, name: object.name },
      file: object?.origin.file ?? null,
      line: finding.line ?? (object === undefined ? undefined : report.line(object, path)) ?? null,
      path,
      message,
      fix,
      fingerprint: print(finding),
    };
  };
  return [
    ...printableJson({
      schemaVersion: 1,
      from: steps[0]!.release,
      to: steps.at(-1)!.release,
      asOf,
      objects: report.result.objects,
      errors: report.errors.map(({ file, line, message }) => ({ file, line: line ?? null, message })),
      steps: steps.map(({ release, endOfLife, isKnown, breaks, unknown, announced }) => ({
        release,
        endOfLife: endOfLife ?? null,
        isKnown,
        breaks: breaks.map(findingOf),
        unknown: unknown.map(findingOf),
        announced: announced.map(findingOf),
      })),
    }),
  ].join('');
}
