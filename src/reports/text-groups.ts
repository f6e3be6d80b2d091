import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import type { Severity } from '../engine/severity';
import { MultiMap } from '../text/multi-map';
import { namespaceLabel } from './highlights';
import { count, fileName, objectName, RUN_AS_A_WHOLE, WORST_FIRST, worstFirst } from './summary';

/** What the details of a report can be grouped by. */
export const GROUPINGS = ['severity', 'file', 'rule', 'object', 'namespace'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Findings below one heading. */
export interface Group {
  readonly heading: string;
  readonly findings: readonly Finding[];
}

/** The findings below headings, each once. */
export function groupsOf(shown: readonly Finding[], by: Grouping): readonly Group[] {
  switch (by) {
    case 'severity':
      return bySeverity(shown);
    case 'file':
      return headed(MultiMap.by(shown, whereOf));
    case 'object':
      return [...MultiMap.by(shown, ({ object }) => object)].map(([object, findings]) => ({
        heading: capital(objectName(object)),
        findings: [...findings].sort(worstFirst),
      }));
    case 'namespace':
      return headed(
        MultiMap.by(
          [...shown].sort((a, b) => order(namespaceLabel(a.object) ?? '', namespaceLabel(b.object) ?? '')),
          ({ object }) => {
            const namespace = namespaceLabel(object);
            return namespace === undefined ? 'In no namespace' : `Namespace ${namespace}`;
          },
        ),
      );
    case 'rule':
      return byRule(shown);
  }
}

function headed(map: MultiMap<string, Finding>): readonly Group[] {
  return [...map].map(([heading, findings]) => ({ heading, findings }));
}

function bySeverity(shown: readonly Finding[]): readonly Group[] {
  const of = (status: FindingStatus, severity?: Severity) =>
    shown.filter((finding) => finding.status === status && (severity === undefined || finding.severity === severity));
  return [
    ...WORST_FIRST.map((severity) => [capital(severity), of(FindingStatus.VIOLATION, severity)] as const),
    ['Unknown', of(FindingStatus.UNKNOWN)] as const,
    ['Waived', of(FindingStatus.WAIVED)] as const,
  ]
    .filter(([, findings]) => findings.length > 0)
    .map(([heading, findings]) => ({ heading: `${heading} (${findings.length})`, findings }));
}

/** The worst first, and of those that are equally severe the most frequent. */
function byRule(shown: readonly Finding[]): readonly Group[] {
  return [...MultiMap.by(shown, ({ rule }) => rule).values()]
    .map((findings) => [...findings].sort(worstFirst))
    .sort((a, b) => worstFirst(a[0]!, b[0]!) || b.length - a.length)
    .map((findings) => ({ heading: `${findings[0]!.rule}: ${count(findings.length, 'finding')}`, findings }));
}

function whereOf({ object }: Finding): string {
  if (!object) return capital(RUN_AS_A_WHOLE);
  const { file, construct, hostPath } = object.origin;
  return file === undefined ? construct || hostPath || objectName(object) : fileName(file);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
