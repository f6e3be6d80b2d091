import { posix } from 'node:path';

/** Where a log goes: into a file, to an output of the program, or nowhere. */
export type LogPlace = 'file' | 'output' | 'nowhere';

/** Devices that take what is written and keep nothing, or take nothing. */
const SINKS = new Set(['/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom']);
const OUTPUTS = /^\/(?:dev\/(?:stdout|stderr|console|tty|fd\/[12])|proc\/(?:self|thread-self|\d+)\/fd\/[12])$/;

/** What `--audit-log-path` says. */
export function logPlace(value: string): LogPlace {
  if (value === '-') return 'output';
  const path = posix.normalize(value).replace(/^\/{2,}/, '/');
  if (SINKS.has(path)) return 'nowhere';
  return OUTPUTS.test(path) ? 'output' : 'file';
}
