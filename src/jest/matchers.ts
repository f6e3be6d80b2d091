import { FindingStatus } from '../engine/finding-status';
import { renderText } from '../reports/text';
import { judge, type Judged } from './judge';
import type { HardeningMatcherOptions, ToViolateOptions } from './options';

/** What jest gives a matcher as `this`, as far as it is used here. */
export interface MatcherThis {
  readonly isNot?: boolean;
  readonly utils?: { matcherHint?(name: string, received?: string, expected?: string, options?: object): string };
}

/** What a matcher answers. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** Columns of the report: jest indents messages and puts nothing next to them. */
const WIDTH = 100;

/** See {@link HardeningMatchers.toPassHardening}. */
export function toPassHardening(this: MatcherThis, received: unknown, options: HardeningMatcherOptions = {}): MatcherResult {
  const { report } = judge(received, options);
  const pass = report.result.failing.length === 0;
  return { pass, message: () => `${hint(this, 'toPassHardening', '')}\n\n${text(report)}` };
}

/** See {@link HardeningMatchers.toViolate}. */
export function toViolate(this: MatcherThis, received: unknown, ruleId: string, options: ToViolateOptions = {}): MatcherResult {
  const judged = judge(received, options, { ruleId });
  const { findings, settings } = judged.report.result;
  const undecided = this.isNot === true && settings.failOnUnknown && findings.some(({ status }) => status === FindingStatus.UNKNOWN);
  const pass = undecided || findings.some(({ status }) => status === FindingStatus.VIOLATION);
  return { pass, message: () => `${hint(this, 'toViolate', `'${judged.rule!.id}'`)}\n\n${pass ? text(judged.report) : notBroken(judged)}` };
}

/** Why a rule is not broken: what it looked at, and what it found instead. */
function notBroken({ report, rule }: Judged): string {
  const { id, title, subject } = rule!;
  const subjects = report.result.tally.reduce((sum, each) => sum + each.subjects, 0);
  const fact =
    subjects === 0
      ? `it looks at ${subject.name}, and there are none, so it does not apply`
      : `it looked at ${subject.name} (${subjects}) and found no violation here`;
  return `${id} (${title}): ${fact}.\n\n${text(report)}`;
}

function hint(matcher: MatcherThis, name: string, expected: string): string {
  const isNot = matcher.isNot === true;
  return (
    matcher.utils?.matcherHint?.(name, 'manifests', expected, { isNot }) ?? `expect(manifests)${isNot ? '.not' : ''}.${name}(${expected})`
  );
}

function text(report: Judged['report']): string {
  return renderText(report, { width: WIDTH, groupBy: 'file' }).trimEnd();
}
