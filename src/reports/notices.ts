import { endingWaiverSentences } from './ending-waivers';
import { inBandSentences } from './in-band';
import type { ReportInput } from './report-input';
import { reportOnlySentences } from './report-only';

/** What every report says first, a sentence without full stop for each: what its verdict does not tell. */
export function notices(input: ReportInput): readonly string[] {
  return [...reportOnlySentences(input), ...endingWaiverSentences(input), ...inBandSentences(input)];
}
