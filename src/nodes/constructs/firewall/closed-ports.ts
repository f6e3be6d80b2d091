import type { Port } from '../../../cdk8s/port';

/** Ports of one protocol, as few ranges as possible and ascending. */
export function mergePorts(ports: readonly Port[], protocol: string): readonly (readonly [first: number, last: number])[] {
  const result: [number, number][] = [];
  const own = ports.filter((port) => port.protocol === protocol).sort((a, b) => a.first - b.first);
  for (const { first, last } of own) {
    const before = result.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

/** The protocols that have ports. */
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** `2379-2380, 10250`. */
export function portList(ranges: readonly (readonly [number, number])[]): string {
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ');
}

/** True when two ports share a number of one protocol. */
export function sharesPort(one: Port, other: Port): boolean {
  return one.protocol === other.protocol && one.first <= other.last && other.first <= one.last;
}
