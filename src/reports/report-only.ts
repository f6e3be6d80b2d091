import { FindingStatus } from '../engine/finding-status';
import type { ReportInput } from './report-input';
import { count, shownFindings } from './summary';

/** `Report only, nothing is enforced: 3 violations and 2 unknown would fail this run`; none where findings are enforced. */
export function reportOnlySentences({ result: { settings, unenforced } }: Pick<ReportInput, 'result'>): readonly string[] {
  if (!settings.reportOnly) return [];
  const shown = shownFindings(unenforced);
  const violations = shown.filter(({ status }) => status === FindingStatus.VIOLATION).length;
  const unknown = shown.length - violations;
  const counts = [...(violations > 0 ? [count(violations, 'violation')] : []), ...(unknown > 0 ? [`${unknown} unknown`] : [])].join(
    ' and ',
  );
  return [`Report only, nothing is enforced: ${counts === '' ? 'nothing' : counts} would make this run fail`];
}

/** The same for programs. */
export function reportOnlyJson({ result: { settings, unenforced } }: ReportInput): object {
  return settings.reportOnly ? { reportOnly: { wouldFail: shownFindings(unenforced).length } } : {};
}
