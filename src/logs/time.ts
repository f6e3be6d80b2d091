const MINUTE = 60_000_000;
/** As kube-apiserver writes it: microseconds, in UTC. */
const CANONICAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const FRACTION = /\.(\d+)/;

/** The minute that was read last: logs have many events in one. */
let lastPrefix = '';
let lastMinute = 0;

/** A time of RFC 3339 in microseconds since 1970, which numbers hold exactly until the year 2255; undefined for anything else. */
export function microsOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (!CANONICAL.test(value)) return microsOfOther(value);
  const prefix = value.slice(0, 16);
  if (prefix !== lastPrefix) {
    const minute = Date.parse(`${prefix}:00Z`) * 1000;
    if (Number.isNaN(minute)) return undefined;
    [lastPrefix, lastMinute] = [prefix, minute];
  }
  const seconds = digit(value, 17) * 10 + digit(value, 18);
  let micros = 0;
  for (let at = 20; at < 26; at++) micros = micros * 10 + digit(value, at);
  return lastMinute + seconds * 1_000_000 + micros;
}

const digit = (text: string, at: number) => text.charCodeAt(at) - 48;

function microsOfOther(value: string): number | undefined {
  const fraction = FRACTION.exec(value)?.[1] ?? '';
  const time = Date.parse(fraction === '' ? value : value.replace(`.${fraction}`, ''));
  if (Number.isNaN(time) || !/^\d{4}-/.test(value)) return undefined;
  return time * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Microseconds since 1970 as RFC 3339 in UTC. */
export function timeText(micros: number): string {
  const rest = ((micros % 1_000_000) + 1_000_000) % 1_000_000;
  return `${new Date((micros - rest) / 1000).toISOString().slice(0, 19)}.${String(rest).padStart(6, '0')}Z`;
}

/** Minutes since 1970. */
export const minuteOf = (micros: number) => Math.floor(micros / MINUTE);
