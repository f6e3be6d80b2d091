import { join } from 'node:path';
import { GoProgram } from '../support/go-program';

/** What the plugin is configured with, the release of the cluster, and what is created: the objects in the first namespace. */
export interface Question {
  readonly admission?: unknown;
  readonly files?: Readonly<Record<string, unknown>>;
  readonly cluster: string;
  readonly namespaces: readonly unknown[];
  readonly objects: readonly unknown[];
}

export interface NamespaceAnswer {
  /** Why the Namespace cannot be decoded. */
  readonly refused?: string;
  /** Whether a Namespace with these labels is created. */
  readonly created: boolean;
  /** `restricted:v1.36`: what holds in one that has them. */
  readonly enforce: string;
  readonly audit: string;
  readonly warn: string;
}

/** What becomes of an object, and the ids of the checks that forbid it, are written into the audit log, and are warned of. */
export interface Decision {
  readonly refused?: string;
  readonly allowed: boolean;
  readonly exempt?: string;
  readonly forbids: readonly string[];
  readonly audits: readonly string[];
  readonly warns: readonly string[];
}

export type Answer =
  { readonly refused: string } | { readonly namespaces?: readonly NamespaceAnswer[]; readonly decisions?: readonly Decision[] };

/** The admission plugin of Kubernetes. */
export type Plugin = GoProgram<Question, Answer>;

export function startPlugin(): Plugin {
  return GoProgram.start(join(__dirname, 'admission'));
}
