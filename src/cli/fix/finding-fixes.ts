import { CATALOG } from '../../catalog';
import type { Finding } from '../../engine/finding';
import { containerWithoutImage } from '../../input/patches';
import type { Input } from '../../input/read-input';
import { POD_FILLERS, type PodFillOptions } from '../../kubernetes/pods/fill/pod-fill';
import { toPodView, type PodView } from '../../kubernetes/pods/pod-view';
import type { FindingFix, FindingFixes } from '../../reports/report-input';
import { shownFindings } from '../../reports/summary';
import { linesOf } from '../../text/edit/edits';
import { lazy } from '../../text/lazy';
import type { YamlDocument } from '../../text/yaml/yaml';
import { fillsIn, fillText } from './fill-text';
import { fillsFor } from './fixable';

const fillsOfRules = lazy(() => new Map(CATALOG.map((rule) => [rule.id, fillsFor(rule)] as const).filter(([, names]) => names.length > 0)));

/** A fix takes as long to prove as a document takes to check ten times. */
const MOST = 1000;

/**
 * What `fix` would change in the text for a finding of `check`, or for the first that is listed under it: for the first thousand of those
 * that it can be asked about.
 */
export function findingFixes(input: Input, findings: readonly Finding[]): FindingFixes {
  const fixable = shownFindings(findings).flatMap((finding) => {
    const own = [finding, ...(finding.consequences ?? [])].find(isFixable);
    return own ? [[finding, own] as const] : [];
  });
  const asked = new Map(fixable.slice(0, MOST));
  const note =
    `Fixes are included for the first ${MOST} of ${fixable.length} findings that may have one: \`cdk8s-hardened fix\` makes them ` + 'all.';
  return {
    note: fixable.length > MOST ? note : undefined,
    of(finding) {
      const own = asked.get(finding);
      const pod = own && toPodView(input.inFile(own.object!));
      const file = own?.object?.origin.file;
      if (!pod || file === undefined || containerWithoutImage(pod) !== undefined) return undefined;
      return fixIn(input, file, pod, own);
    },
  };
}

function isFixable({ rule, object, status }: Finding): boolean {
  // What is rendered has no text of its own, unless it is made of an object of a file.
  if (object?.origin.isRendered === true && object.origin.document === undefined) return false;
  return fillsOfRules().has(rule) && status !== 'waived' && object?.origin.within === undefined && (object?.origin.file ?? '-') !== '-';
}

function fixIn(input: Input, file: string, pod: PodView, { path, rule }: Finding): FindingFix | undefined {
  const { text, read } = input.manifests.get(file)!;
  const document = read.documents[pod.object.origin.document ?? 0]!;
  const options: PodFillOptions = Object.fromEntries(POD_FILLERS.map(({ name }) => [name, fillsOfRules().get(rule)!.includes(name)]));
  const all = fillsIn(pod, input.inventory, options);
  const own = all.filter(({ fill }) => fill.path === path || fill.path.startsWith(`${path}.`));
  const fills = own.length > 0 ? own : all;
  if (read.faults.length > 0 || fills.length === 0 || !beginsLine(text, document)) return undefined;
  // The document by itself: the time to read it back does not grow with the file.
  const ofDocument = fills.map(({ fill, object }) => ({ fill, object: { ...object, origin: { ...object.origin, document: 0 } } }));
  const { changes, left } = fillText(document.text, { documents: [alone(document)], faults: [] }, ofDocument);
  if (left.length > 0 || changes.length === 0) return undefined;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    description: `Set ${[...new Set(fills.map(({ fill }) => POD_FILLERS.find(({ name }) => name === fill.by)!.sets))].join(', and ')}.`,
    changes: changes.map(({ start, removed, added }) => ({
      start: start + document.line - 1,
      removed,
      added: added.map((line) => line.replace(/\r?\n$/, lineEnd)),
    })),
  };
}

function alone({ value, duplicateKeys, text, isJson }: YamlDocument): YamlDocument {
  return { index: 0, value, duplicateKeys, text, start: 0, line: 1, isJson };
}

/** Not so for the second of two JSON values on a line. */
function beginsLine(text: string, { start, line }: YamlDocument): boolean {
  return start === 0 || (line > 1 && lineStartsOf(text)[line - 1] === start);
}

/** Offsets of the lines of a text whose line breaks count as one character, as the starts of documents do. */
const lineStartsOf = ofLast((text: string): readonly number[] => {
  const starts = [0];
  for (const line of linesOf(text)) starts.push(starts.at(-1)! + line.length - (line.endsWith('\r\n') ? 1 : 0));
  return starts;
});

/** Findings are sorted by file: what was computed for the last one holds for the next. */
function ofLast<T>(compute: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly value: T } | undefined;
  return (text) => (last?.text === text ? last : (last = { text, value: compute(text) })).value;
}
