import type { AuditRequest } from '../../../src/audit';

/** A line of the log: an event of audit.k8s.io/v1. */
export interface AuditEvent {
  readonly auditID: string;
  readonly level: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username?: string; readonly groups?: readonly string[] };
  readonly objectRef?: {
    readonly apiGroup?: string;
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number; readonly message?: string };
  readonly requestObject?: unknown;
  readonly responseObject?: unknown;
}

/** The events of a log, in their order. */
export function auditEvents(log: string): AuditEvent[] {
  return log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditEvent);
}

const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'];

/** The event of the last stage: batches are not in the order of time. */
export function lastOf(events: readonly AuditEvent[]): AuditEvent | undefined {
  return [...events].sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage)).at(-1);
}

/** The request as the policy was told of it, from what the event says of it. */
export function requestOf({ user, verb, objectRef, requestURI }: AuditEvent): AuditRequest {
  const who = { user: user.username, groups: [...(user.groups ?? [])], verb };
  if (!objectRef?.resource) return { ...who, path: requestURI.split('?')[0] };
  const { apiGroup, resource, subresource, namespace, name } = objectRef;
  // When something is made, the event has the name from its body; the policy saw what the URL has.
  return { ...who, apiGroup, resource, subresource, namespaceName: namespace, name: verb === 'create' && !subresource ? undefined : name };
}

/** Whether a text is in the log, as it is or in base64, wherever it is in what was encoded. */
export function leaks(log: string, value: string): boolean {
  const encoded = [0, 1, 2].map((before) => {
    const text = Buffer.from('x'.repeat(before) + value)
      .toString('base64')
      .replace(/=+$/, '');
    // The first letters hold bits of what is before, the last one of what follows.
    return text.slice(before === 0 ? 0 : before + 1, -1);
  });
  return [value, ...encoded].some((form) => log.includes(form) || log.includes(form.replace(/\+/g, '-').replace(/\//g, '_')));
}
