import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { refusal } from '../../../cdk8s/refusal';
import { ACCEPTED_ANNOTATION } from '../../../kubernetes/objects/annotations';
import { CONTROL_PLANE_PORTS, CONTROL_PLANE_RULE } from '../../component-ports';
import type { Inbound } from './inbound';
import type { NodePool } from './node-pool';

/** The part of an object that clouds have in common: its name, and why it may open the API server to the world. */
export function cloudObject(
  scope: Construct,
  { kind, apiVersion, name, spec, inbound }: { kind: string; apiVersion: string; name: string; spec: object; inbound: readonly Inbound[] },
): ApiObject {
  const reasons = inbound.filter(leadsToControlPlane).flatMap((each) => each.reasons);
  const annotations: Record<string, string> =
    reasons.length === 0 ? {} : { [ACCEPTED_ANNOTATION]: JSON.stringify({ [CONTROL_PLANE_RULE]: reasons.join('; ') }) };
  return new ApiObject(scope, name, { apiVersion, kind, metadata: { name, annotations }, ...{ spec } });
}

function leadsToControlPlane({ from, protocol, ports }: Inbound): boolean {
  return from === undefined && protocol === 'TCP' && ports.some(([a, b]) => CONTROL_PLANE_PORTS.some((port) => a <= port && port <= b));
}

/** The addresses of what is let in, by family; all of them for the world. */
export function addressesOf({ from }: Inbound, family: 4 | 6): readonly { readonly range: string; readonly label: string }[] {
  if (from === undefined) return [{ range: family === 4 ? '0.0.0.0/0' : '::/0', label: 'the world' }];
  return from.filter(({ range }) => range.family === family).map(({ range, label }) => ({ range: range.text, label }));
}

/** `2379`, `30000-32767`. */
export function portTexts(ports: Inbound['ports']): string[] {
  return ports.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`));
}

const OBJECT_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Refuses names from which no name of an object can be made. */
export function checkNames(scope: Construct, prefix: string, pools: readonly NodePool[]): void {
  for (const name of [prefix, ...pools.map((pool) => `${prefix}-${pool.name}`)]) {
    if (OBJECT_NAME.test(name) && name.length <= 40) continue;
    throw refusal(scope, {
      fact: `${JSON.stringify(name)} cannot name an object and a firewall of a cloud`,
      consequence: 'so it would be rejected there',
      remedy: 'Write up to 40 lower-case letters, digits and dashes as the names of pools, and as `namePrefix`.',
    });
  }
}
