/** How much of a request is recorded. */
export enum AuditLevel {
  /** Nothing. */
  NONE = 'None',
  /** Who requested what, when, from where, and with what result; no bodies. */
  METADATA = 'Metadata',
  /** Also what was sent. */
  REQUEST = 'Request',
  /** Also what was returned. */
  REQUEST_RESPONSE = 'RequestResponse',
}

/** When an event is written. */
export enum AuditStage {
  /** Before the request is handled. */
  REQUEST_RECEIVED = 'RequestReceived',
  /** When the answer of a long-running request (watch, exec, …) begins; the only stage of a request whose authentication failed. */
  RESPONSE_STARTED = 'ResponseStarted',
  /** When the answer is complete: has the status. */
  RESPONSE_COMPLETE = 'ResponseComplete',
  /** When the handler crashed. */
  PANIC = 'Panic',
}

/**
 * Verbs of requests. Those for resources have get, list, watch, create, update, patch, delete, deletecollection; those for other paths the
 * HTTP methods get, post, put, patch, delete, head, options. No request has `impersonate`, `escalate`, `bind` or `approve`: these exist in
 * authorization only. Opening a shell is `get` over WebSocket and `create` over SPDY.
 */
export enum AuditVerb {
  /** Reading one object, or a path. */
  GET = 'get',
  /** Reading objects of a kind. */
  LIST = 'list',
  /** Following changes of objects. */
  WATCH = 'watch',
  /** Creating an object, and what subresources are created with, such as `pods/exec` over SPDY. */
  CREATE = 'create',
  /** Replacing an object. */
  UPDATE = 'update',
  /** Changing parts of an object. */
  PATCH = 'patch',
  /** Deleting an object. */
  DELETE = 'delete',
  /** Deleting objects of a kind at once. */
  DELETECOLLECTION = 'deletecollection',
  /** HTTP POST to a path that is not a resource. */
  POST = 'post',
  /** HTTP PUT to a path that is not a resource. */
  PUT = 'put',
  /** HTTP HEAD of a path that is not a resource. */
  HEAD = 'head',
  /** HTTP OPTIONS of a path that is not a resource. */
  OPTIONS = 'options',
}

/** Resources of one API group. */
export interface AuditResources {
  /**
   * The API group: `apps`; `*` for all groups (Kubernetes 1.36 and later).
   *
   * @default '' - the core group
   * @shape name
   */
  readonly group?: string;
  /**
   * Plural names: `pods`; `pods/log` for a subresource; `pods/*` for pods and all their subresources; a star, slash and `scale` for one
   * subresource of everything; `*` for all.
   *
   * @default - everything in the group
   * @shape name
   */
  readonly resources?: string[];
  /**
   * Names of objects. Requests that name none (list, watch, most creations) then do not match.
   *
   * @default - whatever name
   * @shape name
   */
  readonly resourceNames?: string[];
}

/**
 * One rule of an audit policy: what it selects, and how much of it is recorded. A request has to meet every list; an empty list is met by
 * all.
 */
export interface AuditRule {
  /** How much is recorded. */
  readonly level: AuditLevel;
  /**
   * What the rule is for: becomes a comment in the file.
   *
   * @default - no comment
   * @shape text
   */
  readonly description?: string;
  /**
   * Names of authenticated users; a service account is `system:serviceaccount:<namespace>:<name>`. No wildcards.
   *
   * @default - every user, also requests whose authentication failed
   * @shape name
   */
  readonly users?: string[];
  /**
   * Groups, one of which the user is in.
   *
   * @default - every user, also requests whose authentication failed
   * @shape name
   */
  readonly userGroups?: string[];
  /**
   * Verbs.
   *
   * @default - every verb
   */
  readonly verbs?: AuditVerb[];
  /**
   * Resources. With it, the rule is for requests of resources only.
   *
   * @default - all resources, and, when there are no namespaces either, other paths
   */
  readonly resources?: AuditResources[];
  /**
   * Namespaces; '' for what is in none, which includes lists over all namespaces.
   *
   * @default - everywhere
   * @shape name
   */
  readonly namespaces?: string[];
  /**
   * Paths that are not resources, such as `/metrics`; a star at the end for all that begins like it. Not together with resources or
   * namespaces.
   *
   * @default - not limited to such paths
   * @shape url-path
   */
  readonly nonResourceUrls?: string[];
  /**
   * Stages at which nothing is recorded, in addition to those of the policy. Never RESPONSE_COMPLETE or PANIC.
   *
   * @default - none
   */
  readonly omitStages?: AuditStage[];
  /**
   * Whether bodies are recorded without `metadata.managedFields`.
   *
   * @default - as the policy says
   */
  readonly omitManagedFields?: boolean;
}
