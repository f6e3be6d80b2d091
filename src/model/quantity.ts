/** An amount as Kubernetes writes it (`500m`, `8Gi`, `1e3`), exact: `numerator / denominator` units. */
export interface Quantity {
  readonly text: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const GRAMMAR = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,2}))?$/;

/** Nearly all that people write: `100m`, `128Mi`, `2`. A part of the grammar, all of it positive. */
const PLAIN = /^[1-9]\d{0,9}(?:[mMGT]|[KMGT]i)?$/;

/** Longer texts are no amounts that anybody means; the bound keeps the arithmetic small. */
const MAX_LENGTH = 64;

const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = 'KMGTPE';

/**
 * Reads an amount, a string or (as YAML may have it) a number. Returns undefined for anything else.
 *
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(value: unknown): Quantity | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return undefined;
  const match = GRAMMAR.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', suffix, exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  let numerator = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  let denominator = 10n ** BigInt(fraction.length);
  if (suffix?.endsWith('i')) numerator *= 1024n ** BigInt(BINARY.indexOf(suffix[0]!) + 1);
  const power = exponent !== undefined ? Number(exponent) : suffix && !suffix.endsWith('i') ? DECIMAL[suffix]! : 0;
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  return { text, numerator, denominator };
}

/** The sign of an amount (-1, 0 or 1), which needs no arithmetic; undefined for what is none. */
export function quantitySign(value: unknown): number | undefined {
  if (typeof value === 'string' && PLAIN.test(value)) return 1;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return undefined;
  const match = GRAMMAR.exec(text);
  const [, sign, whole = '', fraction = ''] = match ?? [];
  if (whole === '' && fraction === '') return undefined;
  if (!/[1-9]/.test(whole + fraction)) return 0;
  return sign === '-' ? -1 : 1;
}

/** Negative when `a` is less than `b`, 0 when they are equal, positive when it is more. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** True when the amount is a whole number of `1/parts` units: `isMultiple(cpu, 1000n)` for whole millicores. */
export function isWhole({ numerator, denominator }: Quantity, parts: bigint): boolean {
  return (numerator * parts) % denominator === 0n;
}
