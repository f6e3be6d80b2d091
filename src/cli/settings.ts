import { UsageError } from './usage-error';
import { isDate, today } from '../text/dates';
import { latestRelease, parseMinor } from '../kubernetes/releases/versions';

/** The day that `--as-of` names; today without it. */
export function dayOf(asOf: string = today()): string {
  if (!isDate(asOf)) throw new UsageError(`--as-of ${asOf} is no day. Write YYYY-MM-DD.`);
  return asOf;
}

/** The release that `--kubernetes` names; without it, the newest that is supported on that day. */
export function releaseOf(kubernetes: string | undefined, asOf: string): string {
  const release = kubernetes ?? latestRelease(asOf).version;
  try {
    parseMinor(release);
  } catch (error) {
    throw new UsageError(`--kubernetes: ${(error as Error).message}`);
  }
  return release;
}
