import type { ReportedEvidence, ReportedPath, ReportedTarget } from './reported-path';

/** A target: who gets there and how, and what would prevent it. */
export function* targetLines({ target, starts, paths, cut }: ReportedTarget, most: number): Generator<string> {
  yield `${target}: ${paths.length === 0 ? 'no chain' : `${paths.length} of ${starts} starts lead to it`}`;
  for (const path of paths.slice(0, most)) yield* pathLines(path);
  if (paths.length > most) yield `  and ${paths.length - most} more: --from shows that of one start, --format json all of them`;
  if (cut) {
    yield `  ${cut.says}${cut.changes.length === 0 ? '' : ':'}`;
    for (const change of cut.changes) yield `    take away: ${evidenceText(change)}`;
  }
  yield '';
}

function* pathLines({ start, end, steps }: ReportedPath): Generator<string> {
  yield `  ${start} gets ${end} in ${steps.length === 1 ? '1 step' : `${steps.length} steps`}`;
  for (const [index, { text, edge, allowedBy, leadsTo }] of steps.entries()) {
    yield `    ${index + 1}. ${text}${leadsTo === null ? '' : `: ${leadsTo}`}${edge === null ? '' : ` [${edge}]`}`;
    for (const evidence of allowedBy) yield `       ${evidenceText(evidence)}`;
  }
}

function evidenceText({ text, place }: ReportedEvidence): string {
  return `${text} (${place ?? 'made by the API server'})`;
}
