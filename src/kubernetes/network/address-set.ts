import * as ipaddr from 'ipaddr.js';
import type { Cidr } from './cidr';

/** Addresses of one family from the first to the last, both included. */
export interface AddressRange {
  readonly family: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** The addresses of a range in CIDR notation. */
export function rangeOf(cidr: Cidr): AddressRange {
  const [address] = cidr.text.split('/') as [string];
  const first = ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 2n ** BigInt((cidr.family === 4 ? 32 : 128) - cidr.prefixLength);
  return { family: cidr.family, first, last: first + size - 1n };
}

/** The addresses of ranges with exceptions, such as the ipBlocks of a NetworkPolicy. */
export function addressesOf(blocks: readonly { readonly cidr: Cidr; readonly except: readonly Cidr[] }[]): AddressRange[] {
  return blocks.flatMap(({ cidr, except }) => subtract(rangeOf(cidr), except.map(rangeOf)));
}

/** The families of which ranges with exceptions hold half of the internet or more: see {@link worldFamilies}. Quick for narrow ranges. */
export function worldFamiliesOf(blocks: readonly { readonly cidr: Cidr; readonly except: readonly Cidr[] }[]): number[] {
  return mayBeWorld(blocks) ? worldFamilies(addressesOf(blocks)) : [];
}

/** False when ranges are too few and narrow to hold half of the internet, even if none overlapped and none had exceptions. */
export function mayBeWorld(blocks: readonly { readonly cidr: Cidr }[]): boolean {
  const share = { 4: 0, 6: 0 };
  for (const {
    cidr: { family, prefixLength },
  } of blocks) {
    share[family as 4 | 6] += family === 4 ? 2 ** -prefixLength : 2 ** Math.min(0, 3 - prefixLength);
  }
  return share[4] >= 0.5 || share[6] >= 0.5;
}

/** What is left of a range without the holes, in ascending order. */
export function subtract(range: AddressRange, holes: readonly AddressRange[]): AddressRange[] {
  const result: AddressRange[] = [];
  let first = range.first;
  for (const hole of merge(holes.filter(({ family }) => family === range.family))) {
    if (hole.last < first || hole.first > range.last) continue;
    if (hole.first > first) result.push({ ...range, first, last: hole.first - 1n });
    first = hole.last + 1n;
  }
  if (first <= range.last) result.push({ ...range, first });
  return result;
}

/** The same addresses in as few ranges as possible, by family and ascending. */
export function merge(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = [...ranges].sort((a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const result: AddressRange[] = [];
  for (const range of sorted) {
    const before = result[result.length - 1];
    if (before && before.family === range.family && range.first <= before.last + 1n) {
      if (range.last > before.last) result[result.length - 1] = { ...before, last: range.last };
    } else {
      result.push(range);
    }
  }
  return result;
}

/** Addresses that exist in the internet: all of IPv4, and the global unicast part of IPv6 (2000::/3), outside of which no host is. */
const INTERNET: readonly AddressRange[] = [
  { family: 4, first: 0n, last: 2n ** 32n - 1n },
  { family: 6, first: 2n ** 125n, last: 2n ** 126n - 1n },
];

/**
 * The families (4, 6) of whose internet addresses at least half are in the ranges. `0.0.0.0/0`, `0.0.0.0/0` without the private
 * ranges, and two halves `/1` are the world alike.
 */
export function worldFamilies(ranges: readonly AddressRange[]): number[] {
  const merged = merge(ranges);
  return INTERNET.filter((internet) => {
    const outside = subtract(internet, merged).reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
    return outside * 2n <= internet.last - internet.first + 1n;
  }).map(({ family }) => family);
}
