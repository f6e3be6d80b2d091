import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';
import { microsOf } from '../../time';
import { outcomeOf, type AuditEvent, type EventTarget } from '../audit-event';
import type { AuditFormat } from './format';

const SERVICE = 'k8s.io';
/** `io.k8s.core.v1.pods.exec.create`, `com.example.v1.things.list`: domain reversed, version, resource, subresource, verb. */
const METHOD = /^(.+?)\.(v\d+(?:(?:alpha|beta)\d+)?)\.(.+)\.([a-z]+)$/;

/** google.rpc.Code as the HTTP status that the API server gave: https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const HTTP: Readonly<Record<number, number>> = {
  ...{ 0: 200, 3: 400, 4: 504, 5: 404, 6: 409, 7: 403, 8: 429 },
  ...{ 9: 400, 10: 409, 13: 500, 14: 503, 16: 401 },
};

/**
 * LogEntry of Google Cloud Logging with an AuditLog of the service `k8s.io`: admin activity and data access of GKE. There is no stage and
 * no level: an entry is a request that is complete. The user is `principalEmail`, the verb the end of `methodName`. Entries of
 * `container.googleapis.com` are about the cluster as a resource of Google Cloud, and are not requests to its API server.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/audit-logging
 * @see https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog
 */
export const gke: AuditFormat = {
  name: 'gke',
  recognises: ({ protoPayload, logName, insertId }) => isObject(protoPayload) && (logName !== undefined || insertId !== undefined),
  read(value, sink) {
    const payload = asObject(value.protoPayload);
    if (payload.serviceName !== SERVICE) return sink.foreign();
    const event = eventOf(value, payload);
    if (event) sink.event(event);
    else sink.broken();
  },
};

function eventOf(entry: JsonObject, payload: JsonObject): AuditEvent | undefined {
  const time = microsOf(entry.timestamp);
  const method = METHOD.exec(asString(payload.methodName) ?? '');
  if (time === undefined || !method) return undefined;
  const [name, metadata, labels] = [asString(payload.resourceName) ?? '', asObject(payload.requestMetadata), asObject(entry.labels)];
  const target = targetOf(name);
  const { code } = asObject(payload.status);
  const status = HTTP[typeof code === 'number' ? code : 0] ?? (code as number);
  const principal = asString(asObject(payload.authenticationInfo).principalEmail) ?? '';
  const granted = asObject(asArray(payload.authorizationInfo)[0]).granted;
  const decision = labels['authorization.k8s.io/decision'] ?? (granted === true ? 'allow' : undefined);
  return {
    id: asString(entry.insertId) ?? '',
    stage: 'ResponseComplete',
    level: payload.request === undefined ? 'Metadata' : 'Request',
    time,
    received: time,
    user: principal,
    groups: [],
    impersonated: undefined,
    verb: method[4]!,
    path: target ? `/${name}` : name,
    query: '',
    target,
    code: status,
    outcome: outcomeOf(status, decision),
    source: asString(metadata.callerIp) ?? '',
    userAgent: asString(metadata.callerSuppliedUserAgent) ?? '',
    annotations: labels,
    extra: {},
    requestObject: payload.request,
  };
}

/** `core/v1/namespaces/shop/pods/db/exec`: as in a URL, with `core` for the group without a name. */
function targetOf(resourceName: string): EventTarget | undefined {
  const [group, version, ...parts] = resourceName.split('/');
  if (version === undefined || parts.length === 0) return undefined;
  let namespace = '';
  if (parts[0] === 'namespaces' && parts.length > 1) {
    namespace = parts[1]!;
    if (parts.length > 2) parts.splice(0, 2);
  }
  const [resource, name = '', subresource = ''] = parts;
  return { group: group === 'core' ? '' : group!, resource: resource!, subresource, namespace, name };
}
