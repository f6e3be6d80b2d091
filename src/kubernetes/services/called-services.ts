import { asArray, asObject, asString, isObject } from '../../text/json';
import { placeIn } from '../../text/path';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';

/** Where an object has the API server call a Service. */
export interface ServiceCaller {
  readonly object: KubeObject;
  /** Path of the reference to the Service. */
  readonly path: string;
  /** For messages: `webhook "pods.example.com"`. */
  readonly label: string;
}

/** A port of a Service that API servers call. */
export interface CalledService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  /** At least one, in input order. */
  readonly callers: readonly ServiceCaller[];
}

const ADMISSION = 'admissionregistration.k8s.io';

/**
 * The Services that admission webhooks, conversion webhooks and aggregated APIs of the input name, each port once. References that the API
 * server would reject are left out.
 *
 * Sources: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference,
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion,
 * https://kubernetes.io/docs/reference/kubernetes-api/apiregistration/api-service-v1/
 */
export const calledServices: (inventory: Inventory) => readonly CalledService[] = fact('Services that API servers call', (inventory) => {
  const services = new Map<string, CalledService & { readonly callers: ServiceCaller[] }>();
  const add = (reference: unknown, caller: ServiceCaller) => {
    if (!isObject(reference)) return;
    const [name, namespace, port] = [asString(reference.name), asString(reference.namespace), reference.port ?? 443];
    if (name === undefined || namespace === undefined || typeof port !== 'number') return;
    const key = `${namespace}/${name}:${port}`;
    const found = services.get(key);
    if (found) found.callers.push(caller);
    else services.set(key, { namespace, name, port, callers: [caller] });
  };
  for (const kind of ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']) {
    for (const object of inventory.byKind(ADMISSION, kind)) {
      for (const [index, webhook] of asArray(object.json.webhooks).entries()) {
        const { name, clientConfig } = asObject(webhook);
        const path = `${placeIn('webhooks', index)}.clientConfig.service`;
        add(asObject(clientConfig).service, { object, path, label: `webhook ${JSON.stringify(asString(name) ?? index)}` });
      }
    }
  }
  for (const object of inventory.byKind('apiextensions.k8s.io', 'CustomResourceDefinition')) {
    const conversion = asObject(asObject(object.json.spec).conversion);
    if (conversion.strategy !== 'Webhook') continue;
    add(asObject(asObject(conversion.webhook).clientConfig).service, {
      object,
      path: 'spec.conversion.webhook.clientConfig.service',
      label: `the conversion webhook of ${object.name}`,
    });
  }
  for (const object of inventory.byKind('apiregistration.k8s.io', 'APIService')) {
    add(asObject(object.json.spec).service, { object, path: 'spec.service', label: `the aggregated API ${object.name}` });
  }
  return [...services.values()];
});
