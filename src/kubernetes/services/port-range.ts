/** Ports from the first to the last, both among them. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

const MOST = 65535;

/** Reads `443` or `8000-8999`; undefined for anything else. */
export function parsePortRange(text: string): PortRange | undefined {
  const [, low, high = low] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (low === undefined || high === undefined) return undefined;
  const [first, last] = [Number(low), Number(high)];
  return first >= 1 && first <= last && last <= MOST ? { first, last } : undefined;
}
