/** What became of a finding. */
export enum FindingStatus {
  /** The rule is violated. */
  VIOLATION = 'violation',
  /** The rule could not decide: never a pass. */
  UNKNOWN = 'unknown',
  /** The rule is violated, or could not decide, and a waiver accepts it. */
  WAIVED = 'waived',
  /** The rule is violated, or could not decide, and it was so when the baseline was made. */
  BASELINED = 'baselined',
}
