import type { AuditStageName } from '../../kubernetes/audit/audit-policy';
import type { JsonObject } from '../../text/json';

/** What a request was for; '' where it names nothing. */
export interface EventTarget {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

/** What became of a request. */
export type Outcome =
  /** The authorizer allowed it, whatever came then: not found and conflicts are allowed, too. */
  | 'allowed'
  /** The authorizer refused it (403). */
  | 'forbidden'
  /** Who sent it could not be told (401). */
  | 'unauthenticated'
  /** It was authorized, and admission or the server refused it (403, 4xx with the authorizer's consent). */
  | 'rejected'
  /** It failed, and the log does not say whether it was authorized. */
  | 'failed';

/** An event of an audit log of any provider. */
export interface AuditEvent {
  readonly id: string;
  readonly stage: AuditStageName;
  readonly level: string;
  /** When the event was made: microseconds since 1970. */
  readonly time: number;
  /** When the request came; the same where the log has one time only. */
  readonly received: number;
  /** '' when authentication failed. */
  readonly user: string;
  readonly groups: readonly string[];
  /** As whom the user asked to act; undefined for most. */
  readonly impersonated: { readonly user: string; readonly groups: readonly string[] } | undefined;
  readonly verb: string;
  /** Path of the URL, without the query. */
  readonly path: string;
  readonly query: string;
  /** Undefined for a request that is for no resource. */
  readonly target: EventTarget | undefined;
  /** HTTP status; undefined before there is an answer. */
  readonly code: number | undefined;
  readonly outcome: Outcome;
  /** The first address: the client as the outermost proxy names it. */
  readonly source: string;
  readonly userAgent: string;
  readonly annotations: JsonObject;
  /** `user.extra`. */
  readonly extra: JsonObject;
  readonly requestObject: unknown;
}

/** The outcome from the HTTP status and the decision of the authorizer, which events have as an annotation. */
export function outcomeOf(code: number | undefined, decision: unknown): Outcome {
  if (decision === 'forbid') return 'forbidden';
  const isAllowed = decision === 'allow';
  if (code === undefined) return isAllowed ? 'allowed' : 'failed';
  if (code === 401) return isAllowed ? 'rejected' : 'unauthenticated';
  if (code === 403) return isAllowed ? 'rejected' : 'forbidden';
  if (isAllowed) return code === 400 || code === 422 ? 'rejected' : 'allowed';
  if (code < 400 || code === 404 || code === 409 || code === 410) return 'allowed';
  if (code === 422) return 'rejected';
  return 'failed';
}
