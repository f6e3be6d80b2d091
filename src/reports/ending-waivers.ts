import { daysBetween } from '../text/dates';
import type { ReportInput } from './report-input';
import { count } from './summary';

/** A waiver that accepts findings, and will not for much longer. */
interface EndingWaiver {
  readonly rule: string;
  /** Where it stands: `waivers.yaml entry 1`. */
  readonly place: string;
  readonly until: string;
  /** After so many days; 0 = today. */
  readonly days: number;
  readonly findings: number;
}

/** As many as are named. */
const MOST_NAMED = 10;

function endingWaivers({ result: { waivers, asOf, settings } }: ReportInput): readonly EndingWaiver[] {
  return waivers
    .flatMap(({ waiver: { terms, scope, faults }, accepted }) => {
      const { rule, until } = terms;
      if (until === undefined || faults.length > 0 || accepted === 0) return [];
      const days = daysBetween(asOf, until);
      return days > settings.waiverNoticeDays ? [] : [{ rule, place: scope.place, until, days, findings: accepted }];
    })
    .sort((a, b) => a.days - b.days);
}

/** `2 waivers end within 30 days: workloads/host-ports on 2026-12-01 (waiver on app/agent, 3 findings), …`; none where none does. */
export function endingWaiverSentences(input: ReportInput): readonly string[] {
  const ending = endingWaivers(input);
  if (ending.length === 0) return [];
  const named = ending
    .slice(0, MOST_NAMED)
    .map(({ rule, place, until, findings }) => `${rule} on ${until} (${place}, ${count(findings, 'finding')})`);
  const more = ending.length > MOST_NAMED ? ` and ${ending.length - MOST_NAMED} more` : '';
  const end = ending.length === 1 ? 'ends' : 'end';
  return [
    `${count(ending.length, 'waiver')} ${end} within ${count(input.result.settings.waiverNoticeDays, 'day')}: ${named.join(', ')}${more}`,
  ];
}

/** The same for programs: all of them. */
export function endingWaiversJson(input: ReportInput): object {
  const ending = endingWaivers(input);
  return ending.length === 0 ? {} : { endingWaivers: ending };
}
