import { GoProgram } from '../support/go-program';

export interface Policy {
  readonly level: 'baseline' | 'restricted';
  /** `v1.36` or `latest`. */
  readonly version: string;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Ids of the checks that forbid the pod. */
  readonly checks: readonly string[];
}

export interface Question {
  readonly pod: unknown;
  readonly policies: readonly Policy[];
}

/** One verdict for each policy, or why the pod cannot be decoded. */
export type Answer = { readonly verdicts: readonly Verdict[] } | { readonly refused: string };

/** The admission library of Kubernetes. */
export type Library = GoProgram<Question, Answer>;

export function startLibrary(): Library {
  return GoProgram.start(__dirname);
}
