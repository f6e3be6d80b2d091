import { asArray, asObject, isObject, type JsonObject } from '../../../text/json';
import type { AuditFormat, EventSink } from './format';

/** Categories of diagnostic settings that hold audit events; the second leaves out get, list and watch. */
const CATEGORIES: ReadonlySet<unknown> = new Set(['kube-audit', 'kube-audit-admin']);

/**
 * Records of Azure's diagnostic settings for AKS: the event is a text in `properties.log`. Event hubs get them as `records`, storage
 * accounts one a line. Other categories (`guard`, `kube-scheduler`…) hold no audit events.
 *
 * @see https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
 */
export const aks: AuditFormat = {
  name: 'aks',
  recognises: ({ category, properties, records }) =>
    (typeof category === 'string' && isObject(properties)) || (Array.isArray(records) && records.every(isObject)),
  read(value, sink) {
    if (!Array.isArray(value.records)) return readRecord(value, sink);
    if (value.records.length === 0) sink.foreign();
    for (const record of asArray(value.records)) readRecord(asObject(record), sink);
  },
};

function readRecord({ category, properties }: JsonObject, sink: EventSink): void {
  const { log } = asObject(properties);
  if (!CATEGORIES.has(category)) sink.foreign();
  else if (typeof log === 'string') sink.inner(log);
  else if (isObject(log)) sink.inner(JSON.stringify(log));
  else sink.broken();
}
