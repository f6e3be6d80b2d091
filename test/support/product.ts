import type { Product } from '../../src/engine/checker';
import type { AnyRule } from '../../src/engine/rule';
import type { WaiverTest } from '../../src/engine/waiver';

/** These rules as a product: one profile, which has them all. */
export function productOf(rules: readonly AnyRule[]): Product {
  const profile = { name: 'test', title: 'test', includes: () => true };
  return { rules, profiles: [profile], defaultProfile: 'test', imageRules: () => ({}) };
}

/** What waivers are measured by, where the rules are these. */
export function waiverTest(...rules: readonly string[]): WaiverTest {
  return { asOf: '2026-11-23', isRule: (id) => rules.length === 0 || rules.includes(id), takesReason: () => false, longest: 366 };
}
