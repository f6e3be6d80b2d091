/** A scalar as it was written. */
export interface ScalarText {
  readonly value: string;
  /** Without quotes, and without a tag or with the tag `!`. */
  readonly plain: boolean;
  /** Full name of its tag; '' for none. */
  readonly tag: string;
}

/** What a scalar stands for: its value, or why it stands for none. */
export type Resolved = { readonly value: string | number | boolean | null; readonly kind: Kind } | { readonly fault: string };
type Kind = 'string' | 'null' | 'bool' | 'int' | 'uint' | 'float';

const YAML = 'tag:yaml.org,2002:';
const KINDS: Readonly<Record<string, Kind>> = Object.assign(Object.create(null), {
  [`${YAML}bool`]: 'bool',
  [`${YAML}int`]: 'int',
  [`${YAML}float`]: 'float',
  [`${YAML}null`]: 'null',
});

const WORDS = new Map<string, boolean | null>();
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']) WORDS.set(word, true);
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']) WORDS.set(word, false);
for (const word of ['', '~', 'null', 'Null', 'NULL']) WORDS.set(word, null);
const LONGEST_WORD = 5;
const NOT_FINITE = /^(?:\.(?:nan|NaN|NAN)|[-+]?\.(?:inf|Inf|INF))$/;

/**
 * What the first letter of a plain scalar can lead to: nothing but text (0), a word (1), a number (2), a number that begins with a dot (3).
 */
const HINTS = new Uint8Array(128);
for (const c of 'yYnNtTfFoO~') HINTS[c.charCodeAt(0)] = 1;
for (const c of '+-0123456789') HINTS[c.charCodeAt(0)] = 2;
HINTS['.'.charCodeAt(0)] = 3;

/**
 * The value of a plain scalar without tag: YAML 1.1 as Go's yaml.v2 has it, so `yes`, `on` and `y` are booleans and `0400` is octal.
 * Undefined for one that has no value in JSON (`.nan`, `.inf`).
 *
 * Integers beyond 2^53 lose their last digits. No rule turns on them, and their sign and order of size stay.
 *
 * Source: go.yaml.in/yaml/v2 resolve.go
 */
export function resolvePlain(text: string): string | number | boolean | null | undefined {
  const c = text.length === 0 ? 126 : text.charCodeAt(0);
  const hint = c < 128 ? HINTS[c]! : 0;
  if (hint === 0) return text;
  if (hint === 1) {
    if (text.length > LONGEST_WORD) return text;
    const word = WORDS.get(text);
    return word === undefined ? text : word;
  }
  if (hint === 2 && text.length < 15) {
    const small = smallInteger(text);
    if (small >= 0) return small;
  }
  if (NOT_FINITE.test(text)) return undefined;
  const number = parseNumber(text);
  return number === undefined ? text : number.value;
}

/** A decimal integer without sign and leading zero; -1 for all else. */
function smallInteger(text: string): number {
  if (text.charCodeAt(0) === 48 && text.length > 1) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

interface Numeric {
  readonly value: number;
  readonly kind: 'int' | 'uint' | 'float';
  /** Decimal digits of an integer, exactly. */
  readonly digits: string;
}

const DOT_FLOAT = /^\.[0-9](?:_?[0-9])*(?:[eE][+-]?[0-9](?:_?[0-9])*)?$/;
const INTEGER = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]*)|([1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** A sign behind the prefix: a quirk of the Go reader. */
const SIGNED_BINARY = /^0b([+-])([01]+)$/;
const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;
/** Longer texts are not numbers of any use, and BigInt would take long over them. */
const MAX_DIGITS = 4096;

function parseNumber(text: string): Numeric | undefined {
  if (text.charCodeAt(0) === 46) return DOT_FLOAT.test(text) ? float(text.replaceAll('_', '')) : undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const binary = SIGNED_BINARY.exec(plain);
  const match = binary ? undefined : INTEGER.exec(plain);
  if (plain.length <= MAX_DIGITS && (binary || match)) {
    const magnitude = binary ? BigInt(`0b${binary[2]!}`) : magnitudeOf(match!);
    const sign = binary ? binary[1]! : match![1]!;
    if (magnitude <= MAX_INT || (sign === '-' && magnitude === MAX_INT + 1n)) return integer(sign === '-' ? -magnitude : magnitude, 'int');
    if (sign === '' && magnitude <= MAX_UINT) return integer(magnitude, 'uint');
  }
  return FLOAT.test(plain) ? float(plain) : undefined;
}

function magnitudeOf(match: RegExpExecArray): bigint {
  const [, , hex, bin, oct, old, decimal] = match;
  if (hex !== undefined) return BigInt(`0x${hex}`);
  if (bin !== undefined) return BigInt(`0b${bin}`);
  if (decimal !== undefined) return BigInt(decimal);
  return BigInt(`0o0${oct ?? old ?? ''}`);
}

function integer(value: bigint, kind: 'int' | 'uint'): Numeric {
  return { value: Number(value), kind, digits: String(value) };
}

function float(text: string): Numeric | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { value, kind: 'float', digits: '' } : undefined;
}

/** The value of any scalar, with its tag minded. */
export function resolveScalar(scalar: ScalarText): Resolved {
  const { value, plain, tag } = scalar;
  if (tag === `${YAML}binary`) return resolveBinary(value);
  if (tag === `${YAML}timestamp`) return { fault: 'the tag !!timestamp has no place in a manifest; quote the text instead' };
  const wanted = KINDS[tag];
  if (wanted === undefined && (tag !== '' || !plain)) return { value, kind: 'string' };
  const found = resolveKind(value);
  if ('fault' in found || wanted === undefined || found.kind === wanted) return found;
  if (wanted === 'int' && found.kind === 'uint') return found;
  if (wanted === 'float' && found.kind === 'int') return { value: found.value, kind: 'float' };
  return { fault: `${JSON.stringify(value)} cannot be read as !!${tag.slice(YAML.length)}` };
}

function resolveKind(text: string): Resolved {
  const value = resolvePlain(text);
  if (value === undefined) return { fault: `${text} cannot be written as JSON, which Kubernetes works on` };
  if (value === null) return { value, kind: 'null' };
  if (typeof value === 'string') return { value, kind: 'string' };
  if (typeof value === 'boolean') return { value, kind: 'bool' };
  return { value, kind: parseNumber(text)!.kind };
}

function resolveBinary(text: string): Resolved {
  const compact = text.replace(/[\r\n]/g, '');
  const bytes = compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact) ? Buffer.from(compact, 'base64') : undefined;
  try {
    if (bytes) return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), kind: 'string' };
  } catch {
    // Bytes that are not a string: Kubernetes would put question marks in their place.
  }
  return { fault: 'the tag !!binary is not followed by text in base64' };
}

/** A key as Kubernetes has it: always text. `kind` tells keys apart that only look alike as text. */
export type ResolvedKey = { readonly key: string; readonly kind: string } | { readonly fault: string };

/** The key that a scalar stands for. Source: sigs.k8s.io/yaml, convertToJSONableObject */
export function resolveKey(scalar: ScalarText): ResolvedKey {
  if (scalar.tag === '' && scalar.plain && NOT_FINITE.test(scalar.value)) {
    return {
      key: scalar.value.startsWith('-') ? '-.inf' : scalar.value.toLowerCase().replace('+', ''),
      kind: `float ${scalar.value.toLowerCase()}`,
    };
  }
  const found = resolveScalar(scalar);
  if ('fault' in found) return found;
  const { value, kind } = found;
  switch (kind) {
    case 'string':
      return { key: value as string, kind };
    case 'bool':
      return { key: String(value), kind };
    case 'int':
      return { key: parseNumber(scalar.value)!.digits, kind };
    case 'float':
      return { key: shortestFloat32(value as number), kind: `float ${value}` };
    case 'null':
      return { fault: 'a key is empty or null' };
    case 'uint':
      return { fault: `the key ${scalar.value} is too large a number` };
  }
}

/** As Go's `strconv.FormatFloat(value, 'g', -1, 32)`. */
function shortestFloat32(value: number): string {
  const target = Math.fround(value);
  if (!Number.isFinite(target)) return target > 0 ? '.inf' : '-.inf';
  if (target === 0) return Object.is(target, -0) ? '-0' : '0';
  let exponential = '';
  for (let digits = 0; digits < 10; digits++) {
    exponential = target.toExponential(digits);
    if (Math.fround(Number(exponential)) === target) break;
  }
  const exponent = Number(exponential.slice(exponential.indexOf('e') + 1));
  if (exponent >= -4 && exponent < 21 && exponent < 6) return String(Number(exponential));
  const mantissa = exponential.slice(0, exponential.indexOf('e'));
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
