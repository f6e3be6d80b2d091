/* eslint-disable no-bitwise -- a bit for each number is what makes it small: there is one set for each pod */

const HALF = 30;

/** A set of integers from 0 to 59. */
export class SmallSet {
  private low = 0;
  private high = 0;

  public add(value: number): void {
    if (value < HALF) this.low |= 1 << value;
    else if (value < 2 * HALF) this.high |= 1 << (value - HALF);
    else throw new RangeError(`${value} does not fit in a set of numbers below ${2 * HALF}`);
  }

  public has(value: number): boolean {
    return ((value < HALF ? this.low >> value : this.high >> (value - HALF)) & 1) === 1;
  }

  /** True when every number of the other is in it. */
  public includes(other: SmallSet): boolean {
    return (this.low & other.low) === other.low && (this.high & other.high) === other.high;
  }
}
