import type { IConstruct } from 'constructs';
import { Cidr } from '../kubernetes/network/cidr';
import { Port } from './port';
import { isPortNumber } from './port-number';
import { refusal } from './refusal';

/** Properties by their present names; a name that one had before 1.0 is taken as well, but not both for one property. */
export function presentNames<T extends object>(place: IConstruct, properties: object, names: Readonly<Record<string, string>>): T {
  const result: Record<string, unknown> = { ...properties };
  for (const [former, present] of Object.entries(names)) {
    const value = result[former];
    delete result[former];
    if (value === undefined) continue;
    if (result[present] !== undefined) {
      throw refusal(place, {
        fact: `${former} and ${present} are both given`,
        consequence: 'though they are two names of one property',
        remedy: `Remove ${former}, its former name.`,
      });
    }
    result[present] = value;
  }
  return result as T;
}

/** A range; a text, which was taken before 1.0, is read as one. */
export function cidrOf(place: IConstruct, value: Cidr | string): Cidr {
  if (value instanceof Cidr) return value;
  const range = Cidr._parse(value);
  if (typeof range !== 'string') return range;
  throw new Error(`${place.node.path || '(app)'}: ${range}`);
}

/** The number of one TCP port; a number, which was taken before 1.0, is read as one. */
export function tcpPortOf(place: IConstruct, name: string, value: Port | number): number {
  if (isPortNumber(value)) return value;
  if (value instanceof Port && value.protocol === 'TCP' && value.first === value.last) return value.first;
  throw refusal(place, {
    fact: `${name} is ${value instanceof Port ? value.toString() : JSON.stringify(value)}, not one TCP port`,
    consequence: 'so nothing could listen there',
    remedy: 'Write a port such as Port.tcp(2222).',
  });
}
