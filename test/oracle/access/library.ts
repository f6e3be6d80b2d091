import type { JsonObject } from '../../../src/text/json';
import { GoProgram } from '../support/go-program';

export interface Question {
  readonly clusterRoles: readonly JsonObject[];
  readonly roles: readonly JsonObject[];
  readonly clusterRoleBindings: readonly JsonObject[];
  readonly roleBindings: readonly JsonObject[];
  /** True to have the controller manager's code fill in the aggregated roles first. */
  readonly aggregate: boolean;
  readonly words: readonly string[];
  readonly users: readonly { readonly name: string; readonly groups: readonly string[] }[];
  /** User, verb, group, resource, subresource, name, namespace: places in `users` and `words`. */
  readonly requests: readonly (readonly number[])[];
  /** User, verb, URL. */
  readonly urls: readonly (readonly number[])[];
  /** User, namespace, place in `clusterRoles`: the user writes the rules of that role. */
  readonly writes: readonly (readonly number[])[];
}

export interface UpstreamRule {
  readonly verbs: readonly string[] | null;
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export interface Answer {
  /** `1` for each request that is allowed, `0` for the others. */
  readonly allowed: string;
  readonly urls: string;
  /** For each write what the user lacks, sorted. */
  readonly writes: readonly (readonly string[])[];
  /** By ClusterRole what it has once the controller is done. */
  readonly rules?: Readonly<Record<string, readonly UpstreamRule[] | null>>;
}

/** The RBAC authorizer, the check against escalation and the aggregation of Kubernetes. */
export type Library = GoProgram<Question, Answer>;

export function startLibrary(): Library {
  return GoProgram.start(__dirname);
}
