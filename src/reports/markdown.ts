import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import type { AnyRule } from '../engine/rule';
import type { WaiverTerms } from '../engine/waiver';
import { consequenceNotes } from './consequences';
import { controlsMarkdown } from './control-table';
import { listed } from './listed';
import { code, MarkdownSection, prose, proseWithCode } from './markdown-text';
import { notices } from './notices';
import type { ReportInput } from './report-input';
import { settingsNotes } from './settings-notes';
import {
  countsOf,
  fileName,
  leftOutOf,
  objectName,
  fieldOf,
  placeOf,
  relatedText,
  scopeOf,
  settingsOf,
  unreadOf,
  verdict,
  WORST_FIRST,
  worstFirst,
  type Counts,
  shownFindings,
} from './summary';

/** Lines of a section. A comment on GitHub holds 65,536 characters: see also the limits below. */
const MAX_ROWS = 50;
/** Characters of each section, together less than a comment holds. */
const LIMITS = { errors: 8_000, violation: 20_000, unknown: 12_000, waived: 12_000, baselined: 0, fixes: 10_000 };

/** The report for comments on changes and for summaries of jobs: bounded in size, the worst first. */
export function renderMarkdown(input: ReportInput): string {
  const counts = countsOf(input);
  const view = listed(input);
  const sections = [
    `## cdk8s-hardened: ${verdict(input, counts)}`,
    notices(input)
      .map((sentence) => `${prose(sentence)}.`)
      .join(' '),
    summaryTable(input, counts),
    [scopeOf(input, counts), ...[settingsOf(input), ...settingsNotes(input)].map(prose)].map((sentence) => `${sentence}.`).join(' '),
    input.controls === undefined ? '' : controlsMarkdown(input.controls, input.result.kubernetes),
    leftOut(input),
    errors(input),
    findings(view, FindingStatus.VIOLATION, 'Violations'),
    findings(view, FindingStatus.UNKNOWN, 'Unknown', 'An unknown result is not a pass.'),
    findings(view, FindingStatus.WAIVED, 'Waived'),
    fixes(view),
    notKubernetes(input),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function summaryTable(input: ReportInput, { status, severity }: Counts): string {
  const cells: [string, number][] = [
    ...WORST_FIRST.map((each): [string, number] => [each.charAt(0).toUpperCase() + each.slice(1), severity.get(each)!]),
    ['Unknown', status.unknown],
    ['Waived', status.waived],
    ...(input.result.baseline === undefined ? [] : [['In the baseline', status.baselined] as [string, number]]),
    ['Unreadable', input.errors.length],
  ];
  return [row(cells.map(([name]) => name)), row(cells.map(() => '---:')), row(cells.map(([, number]) => String(number)))].join('\n');
}

function errors(input: ReportInput): string {
  if (input.errors.length === 0) return '';
  const section = new MarkdownSection(MAX_ROWS, LIMITS.errors);
  for (const { file, line, message } of input.errors) {
    section.add(() => `- ${code(line === undefined ? fileName(file) : `${fileName(file)}:${line}`)} ${prose(message)}`);
  }
  return section.render(['### Not checked', '', `${unreadOf(input)}.`, '']);
}

function findings(input: ReportInput, status: FindingStatus, heading: string, remark?: string): string {
  const chosen = shownFindings(input.result.findings)
    .filter((finding) => finding.status === status)
    .sort(worstFirst);
  if (chosen.length === 0) return '';
  const rules = new Map(input.result.tally.map(({ rule }) => [rule.id, rule]));
  const waived = status === FindingStatus.WAIVED;
  const columns = ['Severity', 'Finding', 'Where', ...(waived ? ['Waiver'] : []), 'Rule'];
  const section = new MarkdownSection(MAX_ROWS, LIMITS[status]);
  for (const finding of chosen) {
    section.add(() => {
      const { severity, message, waiver, rule } = finding;
      const accepted = waiver ? [acceptedCell(waiver)] : [];
      const said = [message, ...consequenceNotes(finding)].map(prose).join('<br>');
      return row([severity, said, where(input, finding), ...accepted, ruleLink(rule, rules.get(rule))]);
    });
  }
  return section.render([`### ${heading}`, '', ...(remark === undefined ? [] : [remark, '']), row(columns), row(columns.map(() => '---'))]);
}

function acceptedCell({ reason, approvedBy, until }: WaiverTerms): string {
  return until === undefined ? prose(reason) : `${prose(reason)}<br>${prose(approvedBy ?? '')}, until ${prose(until)}`;
}

function where(input: ReportInput, finding: Finding): string {
  const { object, related } = finding;
  const place = placeOf(input, finding) ?? object?.origin.construct;
  return [objectName(object), fieldOf(finding), place ?? '', ...related.map((other) => relatedText(input, other))]
    .filter((part) => part !== '')
    .map(code)
    .join('<br>');
}

function ruleLink(id: string, rule: AnyRule | undefined): string {
  const source = rule?.sources[0];
  if (source === undefined) return code(id);
  const target = new URL(source).href.replace(/[()|<>\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `[${prose(id)}](${target})`;
}

function fixes({ result }: ReportInput): string {
  const open = shownFindings(result.findings)
    .filter(({ status }) => status !== FindingStatus.WAIVED)
    .sort(worstFirst);
  if (open.length === 0) return '';
  const section = new MarkdownSection(MAX_ROWS, LIMITS.fixes);
  for (const [rule, fix] of new Map(open.map((finding) => [finding.rule, finding.fix]))) {
    section.add(() => `- **${prose(rule)}**: ${proseWithCode(fix)}`);
  }
  return section.render(['### What to do', '']);
}

function leftOut(input: ReportInput): string {
  const text = leftOutOf(input);
  return text === undefined ? '' : `${prose(text)}.`;
}

function notKubernetes(input: ReportInput): string {
  const { length } = input.notKubernetes;
  if (length === 0) return '';
  const named = input.notKubernetes.slice(0, 5).map(code).join(', ');
  return `Not Kubernetes, so not checked: ${named}${length > 5 ? `, and ${length - 5} more` : ''}.`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
