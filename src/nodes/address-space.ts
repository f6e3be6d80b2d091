import { Cidr } from '../model/cidr';

/** The ranges of a list that no other range of it contains: CIDR ranges are either nested or apart, so these cover the same addresses. */
export function outermost(ranges: readonly Cidr[]): readonly Cidr[] {
  const covers = (other: Cidr, at: number, range: Cidr, index: number) => at !== index && other.contains(range) && (!range.contains(other) || at < index);
  return ranges.filter((range, index) => !ranges.some((other, at) => covers(other, at, range, index)));
}

/** How many addresses of a family the ranges cover together. */
export function addressCount(ranges: readonly Cidr[], family: number): bigint {
  const bits = family === 4 ? 32 : 128;
  return outermost(ranges.filter((range) => range.family === family)).reduce((sum, range) => sum + 2n ** BigInt(bits - range.prefixLength), 0n);
}

/** The widest range that one operator's network can be: a whole /8 (such as 10.0.0.0/8), a whole allocation of a registry for IPv6. */
export const WIDEST: Readonly<Record<number, number>> = { 4: 8, 6: 32 };

/** IPv6 ranges of private use: wider than any one allocation, but nobody on the Internet has an address there. */
const PRIVATE_V6 = Cidr.of('fc00::/7');
const GLOBAL_V6 = Cidr.of('2000::/3');

/**
 * The ranges that are the world, or too large a part of it to be anybody's bastion or VPN: each wider than {@link WIDEST}, or, where every
 * single one is narrow enough, all of them when together they cover half of the family's public addresses (the world in pieces).
 */
export function worldlyRanges(ranges: readonly Cidr[]): readonly Cidr[] {
  const wide = ranges.filter((range) => range.prefixLength < WIDEST[range.family]! && !PRIVATE_V6.contains(range));
  if (wide.length > 0) return wide;
  const v4 = ranges.filter(({ family }) => family === 4);
  const v6 = ranges.filter((range) => GLOBAL_V6.contains(range));
  if (addressCount(v4, 4) >= 2n ** 31n) return v4;
  return addressCount(v6, 6) >= 2n ** 124n ? v6 : [];
}
