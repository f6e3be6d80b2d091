import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asArray, asObject, asString, isObject } from '../../../text/json';
import { webhooks, type Guard } from './admission';
import { webhookExample } from './admission-examples';

export const webhookService = defineRule({
  id: 'namespaces/webhook-service',
  title: 'Webhooks must refer to an existing Service and port',
  description:
    'If the Service or its port does not exist, the webhook is never reached: every request is rejected or, with '
    + '`failurePolicy: Ignore`, admitted. The default port is 443. A Service that is not in the input is unknown. Webhooks with a '
    + 'URL are not checked.',
  severity: Severity.LOW,
  fix: 'Name the Service of the webhook, and in clientConfig.service.port the port of it.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference'],
  bad: `${webhookExample('')}---
{ apiVersion: v1, kind: Service, metadata: { name: guard, namespace: guard }, spec: { ports: [{ port: 8443 }] } }
`,
  good: `${webhookExample('')}---
{ apiVersion: v1, kind: Service, metadata: { name: guard, namespace: guard }, spec: { ports: [{ port: 443 }] } }
`,
  subject: webhooks,
  check: reaches,
});

function reaches({ json, path, label }: Guard, { inventory }: CheckContext): readonly Outcome[] {
  const { url, service } = asObject(json.clientConfig);
  const place = `${path}.clientConfig`;
  if (asString(url) !== undefined) return NONE;
  if (!isObject(service)) return [undecided(place, `${label} names neither a Service nor an URL, so the API server rejects it`)];
  const [name, namespace, port] = [asString(service.name) ?? '', asString(service.namespace) ?? '', service.port ?? 443];
  const found = inventory.find('', 'Service', namespace, name);
  if (!found) return [undecided(`${place}.service`, `${label} is served by Service ${namespace}/${name}, which is not in the input`)];
  if (asArray(asObject(found.json.spec).ports).some((entry) => asObject(entry).port === port)) return NONE;
  return [
    { path: `${place}.service.port`, message: `${label} is never reached: Service ${namespace}/${name} has no port ${String(port)}` },
  ];
}
