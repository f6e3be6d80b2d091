import type { BaselineEntry, BaselineUse } from '../engine/baseline';
import { FindingStatus } from '../engine/finding-status';
import { rank } from '../engine/ranking';
import type { ReportInput } from './report-input';
import { count, fileName, shownFindings, WORST_FIRST } from './summary';

/**
 * The same for reports that people read: without the findings that a baseline accepts, and without those below the least severity that
 * was requested. All of them are counted.
 */
export function listed(input: ReportInput): ReportInput {
  const { result, view } = input;
  const least = view?.minSeverity === undefined ? 0 : rank(view.minSeverity);
  if (least === 0 && result.baseline === undefined) return input;
  const findings = result.findings.filter(
    ({ status, severity, failure }) => status !== FindingStatus.BASELINED && (rank(severity) >= least || failure !== undefined),
  );
  return { ...input, result: { ...result, findings } };
}

/** What a baseline did, and what was requested to be left out of a report: a sentence without full stop for each. */
export function viewNotes(input: ReportInput): readonly string[] {
  const { result, view } = input;
  return [
    ...(result.baseline === undefined ? [] : baselineNotes(result.baseline)),
    ...(view?.rendered === undefined || view.rendered.length === 0 ? [] : [renderedNote(view.rendered)]),
    ...(view?.apart === undefined ? [] : [view.apart]),
    ...(view?.scope === undefined ? [] : [view.scope.note]),
    ...hiddenNotes(input),
  ];
}

const MOST_NAMED = 3;

/** Says where changes are to be made, since what is rendered is made again each time. */
function renderedNote(files: readonly string[]): string {
  const more = files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : '';
  const named = files.slice(0, MOST_NAMED).map(fileName).join(', ');
  return `Rendered and checked: ${named}${more}. Make changes in templates, values, bases and patches, not in what they render to`;
}

function hiddenNotes({ result, view }: ReportInput): readonly string[] {
  const { minSeverity } = view ?? {};
  if (minSeverity === undefined) return [];
  const below = shownFindings(result.findings).filter(
    ({ severity, status, failure }) => rank(severity) < rank(minSeverity) && status !== FindingStatus.BASELINED && failure === undefined,
  );
  if (below.length === 0) return [`No finding is below severity ${minSeverity}, so none is hidden`];
  const parts = WORST_FIRST.flatMap((each) => {
    const number = below.filter(({ severity }) => severity === each).length;
    return number === 0 ? [] : [`${number} ${each}`];
  });
  const failing = new Set(result.failing);
  const fails = below.filter((finding) => failing.has(finding)).length;
  const verdict = fails === 0 ? '' : `; ${fails === below.length ? 'they make' : `${fails} of them make`} the run fail all the same`;
  return [`${count(below.length, 'finding')} below severity ${minSeverity} not shown: ${parts.join(', ')}${verdict}`];
}

function baselineNotes({ file, accepted, absent, outside, notRun, unknownRules }: BaselineUse): readonly string[] {
  const number = (entries: readonly BaselineEntry[]) => entries.reduce((sum, entry) => sum + entry.count, 0);
  const [gone, others, unasked] = [number(absent), number(outside), number(notRun)];
  return [
    `${count(accepted, 'finding')} of the baseline ${file} ${accepted === 1 ? 'is' : 'are'} still there and not shown`,
    ...(gone === 0
      ? []
      : [
          `${count(gone, 'finding')} of the baseline ${gone === 1 ? 'is' : 'are'} not in this input: if that is all of the project, `
            + `${gone === 1 ? 'it is' : 'they are'} fixed, and \`cdk8s-hardened baseline update\` removes ${gone === 1 ? 'it' : 'them'}`,
        ]),
    ...(others === 0
      ? []
      : [`${count(others, 'finding')} of the baseline ${others === 1 ? 'is' : 'are'} of files that are not part of this input`]),
    ...(unasked === 0 ? [] : [`${count(unasked, 'finding')} of the baseline ${unasked === 1 ? 'is' : 'are'} of rules that did not run`]),
    ...(unknownRules.length === 0 ? [] : [`The baseline names ${count(unknownRules.length, 'unknown rule')}: ${unknownRules.join(', ')}`]),
  ];
}
