import type { Finding } from '../engine/finding';
import type { ReportInput } from './report-input';
import { sourceLineOf } from './source-line';
import { placeOf, relatedText } from './summary';

/** Where a finding is, as it is told. */
export interface Places {
  /** The file with the line; undefined where there is no file. */
  readonly place: string | undefined;
  readonly related: readonly string[];
  /** What is written there, where it helps. */
  readonly source: string | undefined;
}

/**
 * Where findings are. What tells lines goes through the documents one by one: so all is asked in the order of the documents, in whatever
 * order it is written then.
 *
 * @param wanted findings of the result
 */
export function placesInOrder(input: ReportInput, wanted: ReadonlySet<Finding>): ReadonlyMap<Finding, Places> {
  const places = new Map<Finding, Places>();
  for (const finding of input.result.findings) {
    if (!wanted.has(finding)) continue;
    places.set(finding, {
      place: placeOf(input, finding),
      related: finding.related.map((related) => relatedText(input, related)),
      source: sourceLineOf(input, finding),
    });
  }
  return places;
}
