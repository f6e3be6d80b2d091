/**
 * A quantity as Kubernetes writes it (`500m`, `8Gi`, `1e3`), exact: the API keeps no more than nine decimal places, and rounds up to them.
 */
export interface Quantity {
  /** As it was written; the canonical form for one that was computed. */
  readonly text: string;
  /** Billionths of a unit. */
  readonly nanos: bigint;
}

/** As the API's own scanner takes it: digits, then a suffix. */
const GRAMMAR = /^([+-]?)(\d*)(?:(\.)(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,4}))?$/;

/** Nearly all that people write: `100m`, `128Mi`, `2`. A part of the grammar, all of it positive. */
const PLAIN = /^[1-9]\d{0,9}(?:[mMGT]|[KMGT]i)?$/;

/** Longer texts, and exponents beyond four digits, are not quantities that are ever meant; the bounds keep the arithmetic small. */
const MAX_LENGTH = 64;

const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = 'KMGTPE';
/** What a quantity with a binary suffix is capped to. */
const MAX_BINARY = (2n ** 63n - 1n) * 10n ** 9n;

/**
 * Reads a quantity, a string or (as YAML may have it) a number. Returns undefined for anything else.
 *
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/, and ParseQuantity of k8s.io/apimachinery
 */
export function parseQuantity(value: unknown): Quantity | undefined {
  const match = scan(value);
  if (!match) return undefined;
  const [input, sign, whole = '', , fraction = '', suffix, exponent] = match;
  const binary = suffix?.endsWith('i') === true;
  const numerator = BigInt(whole + fraction) * (binary ? 1024n ** BigInt(BINARY.indexOf(suffix![0]!) + 1) : 1n);
  const power = 9 - fraction.length + (exponent !== undefined ? Number(exponent) : suffix !== undefined && !binary ? DECIMAL[suffix]! : 0);
  let nanos: bigint;
  if (power >= 0) nanos = numerator * 10n ** BigInt(power);
  else {
    const divisor = 10n ** BigInt(-power);
    nanos = (numerator + divisor - 1n) / divisor;
  }
  if (binary && nanos > MAX_BINARY) nanos = MAX_BINARY;
  return { text: input, nanos: sign === '-' ? -nanos : nanos };
}

/** The sign of a quantity (-1, 0 or 1), which needs no arithmetic; undefined for what is none. */
export function quantitySign(value: unknown): number | undefined {
  if (typeof value === 'string' && PLAIN.test(value)) return 1;
  const match = scan(value);
  if (!match) return undefined;
  const [, sign, whole = '', , fraction = ''] = match;
  if (!/[1-9]/.test(whole + fraction)) return 0;
  return sign === '-' ? -1 : 1;
}

function scan(value: unknown): RegExpExecArray | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return undefined;
  const match = GRAMMAR.exec(text) ?? GRAMMAR.exec(text.replace(/^ +|(?<! ) +$/g, ''));
  if (match === null || match[0] === '') return undefined;
  // The API's scanner takes the lack of any digit for zero (`.`, `m`), but not with the smallest and largest suffixes.
  const [, , whole, , fraction, suffix, exponent] = match;
  const digitless = !whole && !fraction;
  return digitless && (suffix === 'Pi' || suffix === 'Ei' || Number(exponent ?? 0) < -9) ? undefined : match;
}

/** Zero. */
export const NOTHING: Quantity = { text: '0', nanos: 0n };

/** Negative when `a` is less than `b`, 0 when they are equal, positive when it is more. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return a.nanos === 0n ? b : b.nanos === 0n ? a : new Computed(a.nanos + b.nanos, Computed.isBinary(a) || Computed.isBinary(b));
}

/** So many times the quantity. */
export function multiplyQuantity(a: Quantity, times: number): Quantity {
  return times === 1 ? a : new Computed(a.nanos * BigInt(times), Computed.isBinary(a));
}

/** The sum of quantities, each so many times. */
export function sumOf<T>(items: readonly T[], amountOf: (item: T) => Quantity | undefined, timesOf: (item: T) => number): Quantity {
  let nanos = 0n;
  let binary = false;
  for (const item of items) {
    const amount = amountOf(item);
    const times = timesOf(item);
    if (!amount || times === 0) continue;
    nanos += times === 1 ? amount.nanos : amount.nanos * BigInt(times);
    binary ||= Computed.isBinary(amount);
  }
  return nanos === 0n ? NOTHING : new Computed(nanos, binary);
}

/** The quantity in units of `1/parts`, rounded up, as the API server rounds before it compares. */
export function roundUp({ nanos }: Quantity, parts: bigint): bigint {
  const scaled = nanos * parts;
  const quotient = scaled / NANOS_PER_UNIT;
  const rest = scaled % NANOS_PER_UNIT;
  return rest === 0n ? quotient : rest > 0n ? quotient + 1n : quotient - 1n;
}

/** The quantity rounded up to an integer of `1/parts` units, with its text. */
export function rounded(quantity: Quantity, parts: bigint): Quantity {
  return isWhole(quantity, parts) ? quantity : { text: quantity.text, nanos: roundUp(quantity, parts) * (NANOS_PER_UNIT / parts) };
}

/** True when the quantity is an integer of `1/parts` units: `isWhole(cpu, 1000n)` for whole millicores. */
export function isWhole({ nanos }: Quantity, parts: bigint): boolean {
  return (nanos * parts) % NANOS_PER_UNIT === 0n;
}

/** An integer of units. */
export function wholeQuantity(units: number): Quantity {
  return { text: String(units), nanos: BigInt(units) * NANOS_PER_UNIT };
}

const NANOS_PER_UNIT = 10n ** 9n;

/**
 * A computed quantity, written with the largest suffix that loses nothing: a binary one where those that it was computed from have such.
 */
class Computed implements Quantity {
  public static isBinary(quantity: Quantity): boolean {
    return quantity instanceof Computed ? quantity.binary : quantity.text.endsWith('i');
  }

  constructor(
    public readonly nanos: bigint,
    private readonly binary: boolean,
  ) {}

  /** Most quantities are only compared, so the text is made when it is requested. */
  public get text(): string {
    return format(this.nanos, this.binary);
  }
}

function format(nanos: bigint, binary: boolean): string {
  if (nanos === 0n) return '0';
  if (binary && nanos % NANOS_PER_UNIT === 0n) {
    let [units, suffix] = [nanos / NANOS_PER_UNIT, ''];
    for (let power = 0; power < BINARY.length && units % 1024n === 0n; power++) [units, suffix] = [units / 1024n, `${BINARY[power]!}i`];
    if (suffix !== '') return `${units}${suffix}`;
  }
  const suffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
  let power = 0;
  while (power < suffixes.length - 1 && nanos % 1000n === 0n) {
    nanos /= 1000n;
    power += 1;
  }
  return `${nanos}${suffixes[power]!}`;
}
