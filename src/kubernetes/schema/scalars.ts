import { isObject, typeName } from '../../text/json';
import { parseGoDuration } from '../components/flags/go-values';
import { parseQuantity } from '../resources/quantity';
import type { FieldType } from './table';

const MAX_INT32 = 2 ** 31;
/** JavaScript has no number between this one, which is one too many, and the largest that it can tell from it. */
const MAX_INT64 = 2 ** 63;

/**
 * Why the API server's decoder does not take a value for a letter of the table (see `SchemaTable`); undefined when it does. Null has been
 * dealt with before.
 */
export function scalarFault(letter: string, value: unknown): string | undefined {
  switch (letter) {
    case 's':
      return typeof value === 'string' ? undefined : wrong(value, 'a string') + unquoted(value);
    case 'b':
      return typeof value === 'boolean' ? undefined : wrong(value, 'a boolean');
    case 'i':
      return typeof value === 'number' ? integerFault(value, -MAX_INT32, MAX_INT32 - 1, 32) : wrong(value, 'an integer');
    case 'l':
      return typeof value === 'number' ? integerFault(value, -MAX_INT64, MAX_INT64, 64) : wrong(value, 'an integer');
    case 'd':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : wrong(value, 'a number');
    case 'x': {
      if (typeof value === 'string') return undefined;
      return typeof value === 'number' ? integerFault(value, -MAX_INT32, MAX_INT32 - 1, 32) : wrong(value, 'an integer or a string');
    }
    case 'q':
      return quantityFault(value);
    case 't':
      return timeFault(value, isTime, '2026-01-31T08:00:00Z');
    case 'm':
      return timeFault(value, isMicroTime, '2026-01-31T08:00:00.000000Z');
    case 'y':
      return bytesFault(value);
    case 'u':
    case 'U':
      if (typeof value !== 'string') return wrong(value, 'a duration') + unquoted(value);
      return parseGoDuration(value) === undefined ? `is ${quoted(value)}, which is not a duration such as 4h or 90s` : undefined;
    default:
      return undefined;
  }
}

/** `is a number where a string belongs` */
export function wrong(value: unknown, expected: string): string {
  return `is ${typeName(value)} where ${expected} belongs`;
}

/** Why it is so: in most files a text was meant. The number is not shown: it may be a secret. */
function unquoted(value: unknown): string {
  if (typeof value === 'boolean') return ` (YAML reads ${value ? 'true, yes, on and y' : 'false, no, off and n'} so without quotes)`;
  return typeof value === 'number' ? ' (YAML reads it so without quotes)' : '';
}

function integerFault(value: number, least: number, most: number, bits: number): string | undefined {
  if (!Number.isInteger(value)) return `is ${value}, where an integer belongs`;
  return value < least || value > most ? `is ${value}, which does not fit into the ${bits} bits of its integer` : undefined;
}

/** What Go's strings.TrimSpace takes off and a JSON text carries unescaped. */
const SPACE_CHARACTER = '[ \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]';
const SPACE = new RegExp(`^${SPACE_CHARACTER}+|(?<!${SPACE_CHARACTER})${SPACE_CHARACTER}+$`, 'g');
/** Longer ones are not meant as quantities, and not read to the end here. */
const LONG_QUANTITY = 64;

function quantityFault(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return wrong(value, 'a quantity');
  const text = typeof value === 'string' ? value.replace(SPACE, '') : value;
  if (typeof text === 'string' && text.length > LONG_QUANTITY) return undefined;
  return parseQuantity(text) ? undefined : `is ${quoted(value)}, which is not a quantity such as 500m or 1Gi`;
}

function timeFault(value: unknown, accepts: (text: string) => boolean, example: string): string | undefined {
  if (typeof value !== 'string') return wrong(value, 'a time');
  return accepts(value) ? undefined : `is ${quoted(value)}, which is not a time such as ${example}`;
}

/**
 * As Go's time.Parse takes RFC 3339: an hour of one digit, a comma before the fraction, and 24:60 as the largest offset are fine with it.
 */
const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d))$/;
/** The same with a fraction of six digits, no more and no less. */
const MICRO_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)[.,]\d{6}(?:Z|[-+](\d\d):(\d\d))$/;

function isTime(text: string): boolean {
  return isInCalendar(TIME.exec(text));
}

function isMicroTime(text: string): boolean {
  return isInCalendar(MICRO_TIME.exec(text));
}

function isInCalendar(match: RegExpExecArray | null): boolean {
  if (!match) return false;
  const [year, month, day, hour, minute, second, offsetHour, offsetMinute] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (
    month >= 1
    && month <= 12
    && day >= 1
    && day <= daysIn(year, month)
    && hour < 24
    && minute < 60
    && second < 60
    && offsetHour <= 24
    && offsetMinute <= 60
  );
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Go's decoder takes a list of bytes too. The value is not shown: it may be a secret. */
function bytesFault(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return value.every((item) => item === null || (Number.isInteger(item) && item >= 0 && item <= 255))
      ? undefined
      : wrong(value, 'text in base64');
  }
  if (typeof value !== 'string') return wrong(value, 'text in base64');
  const text = value.replace(/[\r\n]/g, '');
  return text.length % 4 === 0 && BASE64.test(text) ? undefined : 'is not text in base64';
}

const MOST_QUOTED = 40;

/** A value for a message, cut where it is long. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' && value.length > MOST_QUOTED ? `${value.slice(0, MOST_QUOTED)}…` : value;
  return isObject(text) ? 'a mapping' : JSON.stringify(text);
}

/** What the API server cannot tell from an absent value once it is decoded. */
export function isNone(value: unknown, type: FieldType): boolean {
  if (value === undefined) return true;
  switch (type.form) {
    case 'list':
      return Array.isArray(value) && value.length === 0;
    case 'map':
      return isObject(value) && Object.keys(value).length === 0;
    case 'struct':
      return false;
    default:
      return value === '' || value === 0;
  }
}
