import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { MultiMap } from '../text/multi-map';
import { oneLine } from './escape';
import { notices } from './notices';
import type { ReportInput } from './report-input';
import { settingsNotes } from './settings-notes';
import {
  acceptance,
  countsOf,
  fileName,
  isEmpty,
  leftOutOf,
  objectName,
  placeOf,
  fieldOf,
  relatedText,
  settingsOf,
  verdict,
  worstFirst,
} from './summary';

/** What became of a test case: at most one of the three; none is a pass. */
interface Case {
  readonly classname: string;
  readonly name: string;
  readonly file?: string;
  readonly outcome?: {
    readonly element: 'failure' | 'error' | 'skipped';
    /** Made when it is written: there can be many. */
    told(): { readonly message: string; readonly type?: string; readonly text?: string };
  };
}

/**
 * JUnit's XML, for the dashboards of CI. One suite for each practice; in it one case for each rule and object with something to say, and
 * one for each rule that found nothing. A violation is a failure; what is unknown or waived is skipped, with the reason: never a silent
 * pass. Input that could not be read is an error of the suite `input`.
 */
export function renderJunit(input: ReportInput): string {
  return [...junitPieces(input)].join('');
}

/** {@link renderJunit} in pieces: see {@link Pieces}. */
export function* junitPieces(input: ReportInput): Generator<string> {
  const suites = new Map<string, Case[]>([
    ['input', inputCases(input)],
    ['settings', offCases(input)],
  ]);
  const byRule = MultiMap.by(input.result.findings, ({ rule }) => rule);
  // In the order of the findings, in which the lines are quickly found.
  const places = new Map(input.result.findings.map((finding) => [finding, placesOf(input, finding)]));
  for (const { rule, subjects } of input.result.tally) {
    if (subjects === 0) continue;
    const practice = rule.id.slice(0, rule.id.indexOf('/'));
    const cases = suites.get(practice) ?? [];
    suites.set(practice, cases);
    const findings = byRule.get(rule.id);
    if (findings.length === 0) cases.push({ classname: rule.id, name: rule.title });
    else for (const each of casesOf(rule.id, findings, places)) cases.push(each);
  }
  const filled = [...suites].filter(([, cases]) => cases.length > 0);
  const all = filled.flatMap(([, cases]) => cases);
  const notes = [...notices(input), settingsOf(input), ...settingsNotes(input)];
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: `cdk8s-hardened: ${notes.join('; ')}`, ...totals(all) })}` + '>\n';
  for (const [name, cases] of filled) {
    yield `  <testsuite${attributes({ name, ...totals(cases) })}>\n`;
    for (const each of cases) yield `${caseXml(each).join('\n')}\n`;
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function inputCases(input: ReportInput): Case[] {
  const cases: Case[] = input.errors.map(({ file, line, message }) => ({
    classname: 'input',
    name: line === undefined ? fileName(file) : `${fileName(file)}:${line}`,
    file,
    outcome: { element: 'error', told: () => ({ message, type: 'unreadable' }) },
  }));
  for (const name of input.notKubernetes) {
    cases.push({ classname: 'input', name, outcome: { element: 'skipped', told: () => ({ message: 'not Kubernetes' }) } });
  }
  const leftOut = leftOutOf(input);
  if (leftOut !== undefined) {
    cases.push({ classname: 'input', name: 'files', outcome: { element: 'skipped', told: () => ({ message: leftOut }) } });
  }
  const counts = countsOf(input);
  if (isEmpty(input.result) && counts.status.violation === 0) {
    cases.push({ classname: 'input', name: 'objects', outcome: { element: 'skipped', told: () => ({ message: verdict(input, counts) }) } });
  }
  return cases;
}

/** Rules that are switched off: not run, which is not a pass. */
function offCases({ result: { settings } }: ReportInput): Case[] {
  return settings.off.map((id) => ({
    classname: id,
    name: 'the whole rule',
    outcome: { element: 'skipped', told: () => ({ message: 'switched off in the settings' }) },
  }));
}

/** Where findings are, as people read it. */
type PlacesOf = ReadonlyMap<Finding, readonly string[]>;

function placesOf(input: ReportInput, finding: Finding): readonly string[] {
  return [placeOf(input, finding) ?? '', ...finding.related.map((place) => relatedText(input, place))];
}

function casesOf(rule: string, findings: readonly Finding[], places: PlacesOf): Case[] {
  const names = new Map<string, number>();
  return [...MultiMap.by(findings, ({ object }) => object)].map(([object, ofObject]) => {
    const file = object?.origin.file;
    // No line: a dashboard knows a case of the last run by its name. Two objects of one name in one file are numbered.
    const place = file ?? object?.origin.construct;
    const name = place === undefined ? objectName(object) : `${objectName(object)} (${fileName(place)})`;
    const number = (names.get(name) ?? 0) + 1;
    names.set(name, number);
    return {
      classname: rule,
      name: number === 1 ? name : `${name} #${number}`,
      ...(file === undefined ? {} : { file }),
      outcome: {
        element: ofObject.some(({ status }) => status === FindingStatus.VIOLATION) ? 'failure' : 'skipped',
        told: () => toldOf(ofObject, places),
      },
    };
  });
}

function toldOf(findings: readonly Finding[], places: PlacesOf): { message: string; type?: string; text: string } {
  const [worst, ...others] = [...findings].sort(worstFirst) as [Finding, ...Finding[]];
  const message = others.length === 0 ? said(worst) : `${said(worst)} (and ${others.length} more)`;
  const text = [worst, ...others].map((finding) =>
    [said(finding), fieldOf(finding), ...places.get(finding)!]
      .filter((part) => part !== '')
      .map(oneLine)
      .join('\n  '),
  );
  if (worst.status !== FindingStatus.VIOLATION) return { message, text: text.join('\n') };
  return { message, type: worst.severity, text: [...text, `Fix: ${oneLine(worst.fix)}`].join('\n') };
}

function said({ status, message, waiver }: Finding): string {
  if (waiver) return `waived: ${message}: ${acceptance(waiver)}`;
  if (status === FindingStatus.BASELINED) return `in the baseline: ${message}`;
  return status === FindingStatus.UNKNOWN ? `unknown: ${message}` : message;
}

function totals(cases: readonly Case[]): Record<string, string> {
  const number = (element: string) => String(cases.filter(({ outcome }) => outcome?.element === element).length);
  return { tests: String(cases.length), failures: number('failure'), errors: number('error'), skipped: number('skipped'), time: '0' };
}

function caseXml({ classname, name, file, outcome }: Case): string[] {
  const open = `    <testcase${attributes({ classname, name, ...(file === undefined ? {} : { file }), time: '0' })}`;
  if (!outcome) return [`${open}/>`];
  const { element } = outcome;
  const { message, type, text } = outcome.told();
  const start = `      <${element}${attributes({ message, ...(type === undefined ? {} : { type }) })}`;
  return [
    `${open}>`,
    text === undefined ? `${start}/>` : `${start}>${text.split('\n').map(xml).join('\n')}</${element}>`,
    '    </testcase>',
  ];
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(value)}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** What XML does not allow at all is visible text by now. */
function xml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
