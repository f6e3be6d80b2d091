import type { AuditAttributes } from '../../../src/kubernetes/audit/audit-policy';
import { GoProgram } from '../support/go-program';

export interface Decision {
  readonly level: string;
  /** Sorted, each once. */
  readonly omitStages: readonly string[];
  readonly omitManagedFields: boolean;
}

export interface Question {
  readonly policy: unknown;
  readonly requests: readonly AuditAttributes[];
}

/** One decision for each request, or why kube-apiserver rejects the policy. */
export type Answer = { readonly decisions: readonly Decision[] } | { readonly refused: string };

/** The audit policy code of kube-apiserver. */
export type Library = GoProgram<Question, Answer>;

export function startLibrary(): Library {
  return GoProgram.start(__dirname);
}
