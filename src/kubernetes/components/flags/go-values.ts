const INTEGER = /^([+-]?)(?:0[xX]((?:_?[0-9a-fA-F])+)|0[oO]((?:_?[0-7])+)|0[bB]((?:_?[01])+)|0((?:_?[0-7])*)|([1-9](?:_?[0-9])*))$/;

/** An integer as Go's flags read it (`strconv.ParseInt(text, 0, 64)`): `0x1e`, `036` and `0b11110` are 30. Undefined for anything else. */
export function parseGoInt(text: string): number | undefined {
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const [, sign, hex, octal, binary, oldOctal, decimal] = match;
  const spellings = [
    [hex, 16],
    [octal, 8],
    [binary, 2],
    [oldOctal, 8],
    [decimal, 10],
  ] as const;
  const [digits, base] = spellings.find(([spelling]) => spelling !== undefined)!;
  const value = digits === '' ? 0 : parseInt(digits!.replace(/_/g, ''), base);
  if (value > Number.MAX_SAFE_INTEGER) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** A boolean as Go's flags read it (`strconv.ParseBool`). Undefined for anything else. */
export function parseGoBool(text: string): boolean | undefined {
  return TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined;
}

const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
/** Longer ones are not meant as durations. */
const LONGEST_TEXT = 64;
/** What fits into 64 bits of nanoseconds. */
const LONGEST = 2 ** 63 / 1e9;

/** Seconds of a duration as Go reads it (`time.ParseDuration`): `4h`, `1h30m`, `0`. Undefined for anything else. */
export function parseGoDuration(text: string): number | undefined {
  const [, sign, rest] = /^([+-]?)(.*)$/s.exec(text.slice(0, LONGEST_TEXT))!;
  if (rest === '0') return 0;
  if (rest === '' || text.length > LONGEST_TEXT) return undefined;
  let seconds = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < rest!.length) {
    const part = PART.exec(rest!);
    if (!part) return undefined;
    seconds += Number(part[1]) * SECONDS[part[2]!]!;
  }
  if (seconds >= LONGEST) return undefined;
  return sign === '-' && seconds !== 0 ? -seconds : seconds;
}
