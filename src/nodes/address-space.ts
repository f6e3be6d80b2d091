import { Cidr } from '../kubernetes/network/cidr';
import { lazy } from '../text/lazy';

/** The ranges of a list that no other range of it contains: ranges are either nested or apart, so these cover the same addresses. */
export function outermost(ranges: readonly Cidr[]): readonly Cidr[] {
  const kept: Cidr[] = [];
  for (const range of [...ranges].sort((a, b) => a.prefixLength - b.prefixLength)) {
    if (!kept.some((wider) => wider.contains(range))) kept.push(range);
  }
  return kept;
}

/** How many addresses of a family the ranges cover together. */
export function addressCount(ranges: readonly Cidr[], family: number): bigint {
  return sum(outermost(ranges.filter((range) => range.family === family)));
}

function sum(ranges: readonly Cidr[]): bigint {
  return ranges.reduce((total, { family, prefixLength }) => total + 2n ** BigInt((family === 4 ? 32 : 128) - prefixLength), 0n);
}

/** The widest range that one operator's network can be: a whole /8 (such as 10.0.0.0/8), a whole allocation of a registry for IPv6. */
export const WIDEST: Readonly<Record<number, number>> = { 4: 8, 6: 32 };

/** IPv6 ranges of private use: wider than any one allocation, but no host on the Internet has an address there. */
const privateV6 = lazy(() => Cidr.of('fc00::/7'));
const globalV6 = lazy(() => Cidr.of('2000::/3'));

/**
 * The ranges that are the world, or too large a part of it to be a bastion or VPN: each wider than `widest`, or, where every
 * single one is narrow enough, all of them when together they cover half of the family's public addresses (the world in pieces).
 */
export function worldlyRanges(ranges: readonly Cidr[], widest = WIDEST): readonly Cidr[] {
  const wide = ranges.filter((range) => range.prefixLength < widest[range.family]! && !privateV6().contains(range));
  if (wide.length > 0) return wide;
  const v4 = ranges.filter(({ family }) => family === 4);
  if (reaches(v4, 2n ** 31n)) return v4;
  const v6 = ranges.filter((range) => globalV6().contains(range));
  return reaches(v6, 2n ** 124n) ? v6 : [];
}

/**
 * Whether the ranges cover that many addresses. Counting doubles twice is quick, and settles it for all lists but those close to the world.
 */
function reaches(ranges: readonly Cidr[], count: bigint): boolean {
  return sum(ranges) >= count && sum(outermost(ranges)) >= count;
}
