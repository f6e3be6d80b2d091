/* eslint-disable no-bitwise -- a hash is made of bits */
/** One more than the largest hash. */
export const HASHES = 2 ** 53;

/**
 * A hash of 53 bits that is the same in every process: what is kept of a table that is too large depends on it. It protects from nothing:
 * who knows it can make texts with any hash.
 */
export function textHash(text: string): number {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x2c1b3c6d);
    low = Math.imul(low ^ code, 0x297a2d39);
    low ^= low >>> 13;
  }
  high = mixed(high ^ low);
  low = mixed(low ^ text.length);
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

function mixed(value: number): number {
  let mix = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mix = Math.imul(mix ^ (mix >>> 15), 0x846ca68b);
  return mix ^ (mix >>> 16);
}
