/** How much a violation matters: what an attacker gains by it. */
export enum Severity {
  /** Weakens a second line of defence. */
  LOW = 'low',
  /** Helps an attacker who is already inside. */
  MEDIUM = 'medium',
  /** Lets a workload or user gain rights that it was not given. */
  HIGH = 'high',
  /** Hands over a node, the cluster or its secrets. */
  CRITICAL = 'critical',
}
