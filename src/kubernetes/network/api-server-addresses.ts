import { asArray, asObject, asString } from '../../text/json';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { namespaceOf } from '../objects/object';
import { Cidr } from './cidr';

/** Where the API servers listen. */
export interface ApiServerAddresses {
  readonly addresses: readonly Cidr[];
  readonly ports: readonly number[];
}

/**
 * Where the API servers listen, by the EndpointSlices or Endpoints of the Service `kubernetes` in namespace default; undefined where the
 * input has none with an address and a port.
 *
 * Source: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/
 */
export const apiServerAddresses: (inventory: Inventory) => ApiServerAddresses | undefined = fact(
  'addresses of API servers',
  (inventory) => {
    const addresses: Cidr[] = [];
    const ports: number[] = [];
    const add = (texts: readonly unknown[], entries: readonly unknown[]) => {
      addresses.push(...texts.flatMap((text) => addressOf(text) ?? []));
      ports.push(...entries.map((entry) => asObject(entry).port).filter((port) => typeof port === 'number'));
    };
    for (const object of inventory.byKind('discovery.k8s.io', 'EndpointSlice')) {
      if (namespaceOf(object) !== 'default' || object.labels['kubernetes.io/service-name'] !== 'kubernetes') continue;
      add(
        asArray(object.json.endpoints).flatMap((endpoint) => asArray(asObject(endpoint).addresses)),
        asArray(object.json.ports),
      );
    }
    const endpoints = inventory.find('', 'Endpoints', 'default', 'kubernetes');
    for (const subset of asArray(endpoints?.json.subsets)) {
      add(
        asArray(asObject(subset).addresses).map((address) => asObject(address).ip),
        asArray(asObject(subset).ports),
      );
    }
    return addresses.length > 0 && ports.length > 0 ? { addresses, ports: [...new Set(ports)] } : undefined;
  },
);

function addressOf(value: unknown): Cidr | undefined {
  const text = asString(value);
  const cidr = text === undefined ? 'no text' : Cidr._parse(`${text}/${text.includes(':') ? 128 : 32}`);
  return typeof cidr === 'string' ? undefined : cidr;
}
