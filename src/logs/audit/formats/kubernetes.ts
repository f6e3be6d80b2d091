import { AUDIT_STAGES, type AuditStageName } from '../../../kubernetes/audit/audit-policy';
import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';
import { microsOf } from '../../time';
import { outcomeOf, type AuditEvent, type EventTarget } from '../audit-event';
import { splitUri } from '../request-target';
import type { AuditFormat, EventSink } from './format';

const STAGES: ReadonlySet<unknown> = new Set(AUDIT_STAGES);

/**
 * What kube-apiserver writes to its log, and sends to webhooks in an EventList. k3s, RKE2, OpenShift and the clusters that Rancher manages
 * write it as well; `oc adm node-logs` puts the name of the node before each line.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 */
export const kubernetes: AuditFormat = {
  name: 'kubernetes',
  recognises: ({ kind, auditID, stage, items }) =>
    (kind === 'Event' && typeof auditID === 'string') || (kind === 'EventList' && Array.isArray(items)) || STAGES.has(stage),
  read(value, sink) {
    if (value.kind !== 'EventList') return readEvent(value, sink);
    for (const item of asArray(value.items)) {
      if (isObject(item)) readEvent(item, sink);
      else sink.broken();
    }
  },
};

function readEvent(value: JsonObject, sink: EventSink): void {
  const event = kubernetesEvent(value);
  if (event) sink.event(event);
  else sink.broken();
}

/** An event of audit.k8s.io/v1; undefined if it lacks what each has: a stage, a verb, a time. */
export function kubernetesEvent(value: JsonObject): AuditEvent | undefined {
  const { auditID, stage, verb, stageTimestamp, requestReceivedTimestamp, requestURI } = value;
  const received = microsOf(requestReceivedTimestamp);
  const time = microsOf(stageTimestamp) ?? received;
  if (!STAGES.has(stage) || typeof verb !== 'string' || typeof auditID !== 'string' || time === undefined) return undefined;
  const user = asObject(value.user);
  const annotations = asObject(value.annotations);
  const { code } = asObject(value.responseStatus);
  const status = typeof code === 'number' ? code : undefined;
  const { path, query } = splitUri(asString(requestURI) ?? '');
  return {
    id: auditID,
    stage: stage as AuditStageName,
    level: asString(value.level) ?? '',
    time,
    received: received ?? time,
    user: asString(user.username) ?? '',
    groups: asArray(user.groups) as readonly string[],
    impersonated: impersonatedBy(value.impersonatedUser),
    verb,
    path,
    query,
    target: targetOf(value.objectRef),
    code: status,
    outcome: outcomeOf(status, annotations['authorization.k8s.io/decision']),
    source: asString(asArray(value.sourceIPs)[0]) ?? '',
    userAgent: asString(value.userAgent) ?? '',
    annotations,
    extra: asObject(user.extra),
    requestObject: value.requestObject,
  };
}

function impersonatedBy(value: unknown): AuditEvent['impersonated'] {
  if (!isObject(value)) return undefined;
  return { user: asString(value.username) ?? '', groups: asArray(value.groups) as readonly string[] };
}

function targetOf(value: unknown): EventTarget | undefined {
  if (!isObject(value) || typeof value.resource !== 'string' || value.resource === '') return undefined;
  return {
    group: asString(value.apiGroup) ?? '',
    resource: value.resource,
    subresource: asString(value.subresource) ?? '',
    namespace: asString(value.namespace) ?? '',
    name: asString(value.name) ?? '',
  };
}
