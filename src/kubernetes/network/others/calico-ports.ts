import { asArray, asObject, isUnset, type JsonObject } from '../../../text/json';
import type { PolicyFault } from '../policy-peers';
import { readPorts, type PolicyPortView } from '../policy-ports';

const PROTOCOLS: Readonly<Record<string, string>> = { TCP: 'TCP', UDP: 'UDP', SCTP: 'SCTP', 6: 'TCP', 17: 'UDP', 132: 'SCTP' };

/**
 * The ports of a rule of Calico: `80`, `"8000:9000"` or a name, those of `notPorts` taken out. Undefined for every port of every protocol;
 * none for protocols without ports.
 */
export function calicoPorts(rule: JsonObject, path: string, faults: PolicyFault[]): readonly PolicyPortView[] | undefined {
  const { protocol, notProtocol } = rule;
  const { ports, notPorts } = asObject(rule.destination);
  const isAny = isUnset(protocol);
  const named = isAny ? 'TCP' : PROTOCOLS[String(protocol).toUpperCase()];
  if (named === undefined) return [];
  if (isAny && !isUnset(notProtocol) && PROTOCOLS[String(notProtocol).toUpperCase()] === 'TCP') return [];
  const written = asArray(ports);
  const but = asArray(notPorts);
  if (written.length === 0 && but.length === 0 && isAny) return undefined;
  const open = written.length === 0 ? [{ protocol: named }] : written.map((port) => portOf(port, named));
  const views = readPorts(open, path, faults);
  return but.length === 0
    ? views
    : without(
        views,
        readPorts(
          but.map((port) => portOf(port, named)),
          path,
          faults,
        ),
      );
}

function portOf(port: unknown, protocol: string): object {
  const range = typeof port === 'string' ? /^(\d+):(\d+)$/.exec(port) : null;
  if (range) return { protocol, port: Math.max(1, Number(range[1])), endPort: Number(range[2]) };
  return { protocol, port: typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port };
}

function without(views: readonly PolicyPortView[], holes: readonly PolicyPortView[]): readonly PolicyPortView[] {
  return holes.reduce<readonly PolicyPortView[]>(
    (left, { first, last }) =>
      left.flatMap((view) =>
        last < view.first || first > view.last
          ? [view]
          : [
              { ...view, last: first - 1 },
              { ...view, first: last + 1 },
            ].filter((part) => part.first <= part.last),
      ),
    views,
  );
}
