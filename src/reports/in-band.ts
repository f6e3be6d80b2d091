import type { WaiverUse } from '../engine/waiver';
import type { ReportInput } from './report-input';
import { count } from './summary';

/** A reason or waiver inside the input, for reports. */
export interface InBandNote {
  readonly rule: string;
  readonly reason: string;
  readonly approvedBy: string | undefined;
  readonly until: string | undefined;
  /** Where it stands: `annotation of Deployment shop/api`. */
  readonly place: string;
  /** How many findings it accepts; 0 where it is not accepted. */
  readonly findings: number;
  /** Why it is not accepted. */
  readonly refused: string | undefined;
}

/** The reasons and waivers inside the input that accept findings, and those that are not accepted. */
export function inBandNotes({ result }: ReportInput): readonly InBandNote[] {
  return result.waivers.flatMap((use) => {
    const refused = refusalOf(use);
    const { terms, scope, faults } = use.waiver;
    if (scope.isInBand !== true || (refused === undefined && (faults.length > 0 || use.accepted === 0))) return [];
    const { rule, reason, approvedBy, until } = terms;
    return [{ rule, reason, approvedBy, until, place: scope.place, findings: refused === undefined ? use.accepted : 0, refused }];
  });
}

function refusalOf({ waiver: { faults } }: WaiverUse): string | undefined {
  return faults.find(({ kind }) => kind === 'not-accepted')?.message;
}

/** As many as are named each. */
const MOST_NAMED = 10;

/** What reports say first: what is accepted by what is in the input itself, and what is not; none where neither is. */
export function inBandSentences(input: ReportInput): readonly string[] {
  const notes = inBandNotes(input);
  const accepted = notes.filter(({ refused }) => refused === undefined);
  const refused = notes.filter((note) => note.refused !== undefined);
  const total = accepted.reduce((sum, { findings }) => sum + findings, 0);
  return [
    ...(accepted.length === 0
      ? []
      : [`${count(total, 'finding')} accepted by reasons and waivers inside the input: ${named(groups(accepted).map(acceptedText))}`]),
    ...(refused.length === 0
      ? []
      : [
          `${count(refused.length, 'reason or waiver', 'reasons and waivers')} inside the input not accepted: `
            + named(refused.map(({ rule, place }) => `${rule} (${place})`)),
        ]),
  ];
}

/** Those of one rule and one approver together. */
function groups(notes: readonly InBandNote[]): readonly InBandNote[] {
  const found = new Map<string, InBandNote>();
  for (const note of notes) {
    const key = JSON.stringify([note.rule, note.approvedBy, note.until]);
    const known = found.get(key);
    found.set(key, known ? { ...known, findings: known.findings + note.findings } : note);
  }
  return [...found.values()];
}

function acceptedText({ rule, findings, approvedBy, until }: InBandNote): string {
  return `${findings} of ${rule} (${until === undefined ? 'a reason, no approver' : `approved by ${approvedBy} until ${until}`})`;
}

function named(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_NAMED).join(', ');
  return texts.length > MOST_NAMED ? `${shown} and ${texts.length - MOST_NAMED} more` : shown;
}
