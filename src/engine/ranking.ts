import { Severity } from './severity';

/** All severities, least first. */
export const SEVERITIES: readonly Severity[] = [Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL];

/** 0 for low to 3 for critical. */
export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
