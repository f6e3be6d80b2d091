import type { Finding } from '../engine/finding';
import { internalFailure, type InternalFailure } from '../engine/internal-failure';
import type { ReadError } from '../input/read-error';
import { oneLine } from '../reports/escape';
import { packageFacts } from '../reports/package-facts';

/** The exit code of a run in which this library has failed. */
export const INTERNAL_ERROR = 3;

/** Where something has failed, for people. */
interface Failed {
  readonly what: string;
  readonly kind: string;
  readonly failure: InternalFailure;
}

/** What has failed in a run; undefined for nothing. Names kinds alone, so that it can be published. */
export function aboutFailures(findings: readonly Finding[], errors: readonly ReadError[]): string | undefined {
  const failed: Failed[] = [];
  for (const { rule, object, failure } of findings) {
    if (failure) failed.push({ what: rule, kind: object?.kind ?? 'the run as a whole', failure });
  }
  for (const { failure } of errors) if (failure) failed.push({ what: 'the reader', kind: 'a file', failure });
  if (failed.length === 0) return undefined;
  const causes = new Map<string, Failed[]>();
  for (const each of failed) {
    const cause = [each.failure.error, ...each.failure.stack].join('\n');
    const list = causes.get(cause);
    if (list) list.push(each);
    else causes.set(cause, [each]);
  }
  const blocks = [...causes.values()].map((list) =>
    blockOf(`${namesOf(list, 'what')} failed on ${namesOf(list, 'kind')}`, list[0]!.failure),
  );
  return `${blocks.join('')}${remedyOf('What is named here is unknown; everything else was checked, and is in the report.')}`;
}

/** What has failed when the run could not be ended. */
export function aboutCrash(cause: unknown): string {
  const consequence = 'The run did not come to its end, so nothing is known of its result.';
  return `${blockOf('the command failed', internalFailure(cause))}${remedyOf(consequence)}`;
}

const MOST_NAMES = 5;

function namesOf(list: readonly Failed[], key: 'what' | 'kind'): string {
  const names = [...new Set(list.map((each) => each[key]))];
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}

function blockOf(fact: string, { error, stack }: InternalFailure): string {
  return [`internal error: ${fact}: ${error}`, ...stack.map((frame) => `    ${frame}`)].map((line) => `${oneLine(line)}\n`).join('');
}

function remedyOf(consequence: string): string {
  const { version, repository } = packageFacts();
  return (
    `${consequence} This is a fault of cdk8s-hardened ${version} (Node ${process.version}, ${process.platform}) or of a module with rules, `
    + `not of the input. Report it with these lines: ${repository}/issues\n`
  );
}
