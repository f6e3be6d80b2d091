import { MOST_CHANGES, type AttackPath, type Cut, type Evidence, type GraphNode, type Target } from '../../analysis/access/paths';
import { isMadeByServer } from '../../kubernetes/rbac/bootstrap/bootstrap-objects';
import type { AccessInput } from './input';

/** What allows a step. */
export interface ReportedEvidence {
  readonly text: string;
  /** `file:line`; absent where the API server makes the object itself. */
  readonly place?: string;
}

/** A step of a chain. */
export interface ReportedStep {
  /** Id of docs/attack-edges.md; null for what an identity has: a role, a group. */
  readonly edge: string | null;
  readonly text: string;
  readonly allowedBy: readonly ReportedEvidence[];
  /** What the attacker has after it; null where that is nothing of its own. */
  readonly leadsTo: string | null;
}

export interface ReportedPath {
  readonly start: string;
  readonly end: string;
  readonly steps: readonly ReportedStep[];
}

/** The fewest changes that leave no chain. */
export interface ReportedCut {
  /** False where nothing of the input can be taken away so that no chain is left, or where it takes too many changes. */
  readonly found: boolean;
  readonly changes: readonly ReportedEvidence[];
  /** As a sentence without a stop. */
  readonly says: string;
}

export interface ReportedTarget {
  readonly target: Target;
  readonly starts: number;
  readonly paths: readonly ReportedPath[];
  /** Undefined where there is no chain. */
  readonly cut: ReportedCut | undefined;
}

export function reportPath({ start, end, edges, nodes }: AttackPath, input: AccessInput): ReportedPath {
  const steps = edges.flatMap((edge, index): ReportedStep[] => {
    if (edge.text === '') return [];
    return [
      {
        edge: edge.kind ?? null,
        text: edge.text,
        allowedBy: edge.evidence.map((evidence) => reportEvidence(evidence, input)),
        leadsTo: isShown(nodes[index]!) ? nodes[index]!.label : null,
      },
    ];
  });
  return { start: start.label, end: end.label, steps };
}

/** Steps of the graph alone have names that mean nothing. */
function isShown({ kind }: GraphNode): boolean {
  return kind !== 'step';
}

export function reportCut({ edges, isFound, least }: Cut, input: AccessInput): ReportedCut {
  const changes = edges.flatMap(({ evidence }) => evidence.map((each) => reportEvidence(each, input)));
  const atLeast = least < edges.length ? ` (at least ${least} ${least === 1 ? 'is' : 'are'} needed)` : '';
  if (isFound) {
    return { found: true, changes, says: `${edges.length === 1 ? '1 change leaves' : `${edges.length} changes leave`} no chain${atLeast}` };
  }
  return {
    found: false,
    changes: [],
    says:
      least === Infinity
        ? 'a chain needs nothing that the input could take away'
        : `it takes more than ${MOST_CHANGES} changes to leave no chain`,
  };
}

function reportEvidence({ object, path, text }: Evidence, input: AccessInput): ReportedEvidence {
  const place = object && !isMadeByServer(object) ? input.place(object, path) : undefined;
  return place === undefined ? { text } : { text, place };
}
