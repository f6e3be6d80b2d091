/* eslint-disable no-bitwise -- the generator works on bits */
/** Numbers that are the same for the same seed (mulberry32). */
export class Random {
  public constructor(private state: number) {}

  /** At least 0, less than 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from 0 to less than `below`. */
  public below(below: number): number {
    return Math.floor(this.next() * below);
  }

  public chance(one: number): boolean {
    return this.next() < one;
  }

  public pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}
