import { asArray, asObject, asString, isObject } from '../../../text/json';
import { microsOf } from '../../time';
import { outcomeOf } from '../audit-event';
import { splitUri, targetOfPath, verbOf } from '../request-target';
import type { AuditFormat } from './format';

/** Requests that Rancher passes on to a cluster have its id before the path. */
const CLUSTER = /^\/k8s\/clusters\/[^/]+(?=\/)/;

/**
 * The API audit log of the Rancher server: requests to Rancher itself, and those to clusters that go through it. It has the method, and no
 * verb; `remoteAddr` has a port. Whether the cluster allowed a request is told by the status alone.
 *
 * @see https://ranchermanager.docs.rancher.com/how-to-guides/advanced-user-guides/enable-api-audit-log
 */
export const rancher: AuditFormat = {
  name: 'rancher',
  recognises: ({ auditID, method, requestURI, stage }) =>
    typeof auditID === 'string' && typeof method === 'string' && typeof requestURI === 'string' && stage === undefined,
  read(value, sink) {
    const received = microsOf(value.requestTimestamp);
    const time = microsOf(value.responseTimestamp) ?? received;
    if (time === undefined) return sink.broken();
    const { path: whole, query } = splitUri(value.requestURI as string);
    const path = whole.replace(CLUSTER, '');
    const target = targetOfPath(path);
    const [user, code] = [asObject(value.user), Number(value.responseCode)];
    const status = Number.isInteger(code) && code > 0 ? code : undefined;
    const header = asObject(value.requestHeader)['User-Agent'];
    sink.event({
      id: value.auditID as string,
      stage: 'ResponseComplete',
      level: value.requestBody === undefined ? 'Metadata' : 'Request',
      time,
      received: received ?? time,
      user: asString(user.name) ?? '',
      groups: asArray(user.group).filter((group) => typeof group === 'string'),
      impersonated: undefined,
      verb: verbOf((value.method as string).toUpperCase(), query, target),
      path,
      query,
      target,
      code: status,
      outcome: outcomeOf(status, undefined),
      source: (asString(value.remoteAddr) ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'),
      userAgent: asString(Array.isArray(header) ? header[0] : header) ?? '',
      annotations: {},
      extra: asObject(user.extra),
      requestObject: isObject(value.requestBody) ? value.requestBody : undefined,
    });
  },
};
