import type { Severity } from '../../engine/severity';

/** Verbs on resources that share what they give. */
export interface PowerfulPermissions {
  readonly group: string;
  /** With their subresource: `pods/exec`. `*` alone stands for whatever resources the group has. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Whether a grant within one namespace has an effect. Default: what the resources' scope says. */
  readonly inNamespace?: boolean;
  /** Objects that give nothing beyond what every user has: a grant on these alone passes. */
  readonly harmless?: readonly string[];
  /** The first release of Kubernetes in which no component requests these any more. */
  readonly until?: string;
  /** What these give, where it differs from {@link PowerfulGrant.power}. */
  readonly power?: string;
}

/** A right that reaches further than it looks. The construct asks a reason for it, the rule `rbac/<id>` looks for one. */
export interface PowerfulGrant {
  /** The rule's id without the practice. */
  readonly id: string;
  /** The rule's title. */
  readonly title: string;
  /** What its holder can do: for messages, after "which lets its holder". */
  readonly power: string;
  /** What counts and what passes, where the title does not say it: sentences. */
  readonly note?: string;
  /** What to grant instead: sentences. */
  readonly instead?: string;
  readonly severity: Severity;
  readonly controls?: readonly string[];
  readonly sources: readonly string[];
  readonly permissions: readonly PowerfulPermissions[];
}

export const GOOD_PRACTICES = 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/';
export const READ = ['get', 'list', 'watch'];
export const WRITE = ['create', 'update', 'patch'];
export const REMOVE = ['delete', 'deletecollection'];
export const CHANGE = [...WRITE, ...REMOVE];
/** What a request through the API server's proxies can be authorized as; a connection by WebSocket is a `get`. */
export const CONNECT = ['get', 'create', 'update', 'patch', 'delete'];
