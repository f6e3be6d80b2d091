import type { AuditLevel, AuditStage } from './audit-rule';

/** A request, as the API server describes it to its audit policy. State `resource` for a request of resources, `path` for any other. */
export interface AuditRequest {
  /**
   * Name of the authenticated user; `system:anonymous` for anonymous access. Impersonation does not change it: the policy sees the real
   * user.
   *
   * @default - authentication failed (401), or was not reached, since the query parameter `timeout` could not be read (400)
   * @shape name
   */
  readonly user?: string;
  /**
   * Groups of the user. None is added: state `system:authenticated` where it counts.
   *
   * @default - none
   * @shape name
   */
  readonly groups?: string[];
  /**
   * The verb: `get`, `list`, …; for paths that are not resources the HTTP method in lower case.
   *
   * @shape name
   */
  readonly verb: string;
  /**
   * API group of the resource.
   *
   * @default '' - the core group
   * @shape name
   */
  readonly apiGroup?: string;
  /**
   * Plural name of the resource.
   *
   * @default - the request is for no resource
   * @shape name
   */
  readonly resource?: string;
  /**
   * Subresource, such as `exec`.
   *
   * @default '' - the resource itself
   * @shape name
   */
  readonly subresource?: string;
  /**
   * Name of the object, when the URL has it.
   *
   * @default '' - none
   * @shape name
   */
  readonly name?: string;
  /**
   * Namespace in the URL; for requests about a Namespace object, that namespace.
   *
   * @default '' - none: what is in no namespace, and lists over all namespaces
   * @shape name
   */
  readonly namespaceName?: string;
  /**
   * Path of a request that is for no resource, such as `/healthz`.
   *
   * @default - the request is for a resource
   * @shape url-path
   */
  readonly path?: string;
}

/**
 * {@link AuditRequest} as it was before 1.0. In TypeScript alone: other languages reserve the name.
 *
 * @jsii ignore
 */
export interface FormerAuditRequest extends Omit<AuditRequest, 'namespaceName'> {
  /** @deprecated It is called `namespaceName`. */
  readonly namespace: string;
}

/** What an audit policy decides about a request. */
export interface AuditDecision {
  /**
   * Position of the rule that decides, from 0.
   *
   * @default - no rule matches, so nothing is recorded
   */
  readonly ruleIndex?: number;
  /** How much is recorded. */
  readonly level: AuditLevel;
  /**
   * Stages at which an event is written, in the order of time, unless the handler crashes: then PANIC is written in place of
   * RESPONSE_COMPLETE.
   */
  readonly stages: AuditStage[];
  /** Stages that rule and policy omit. */
  readonly omitStages: AuditStage[];
  /** Whether bodies are recorded without `metadata.managedFields`. */
  readonly omitManagedFields: boolean;
}
