/** What other checkers check under one name of ours, and the rules of this catalogue that answer it. */
export interface EquivalentRow {
  /** Short name of what is checked: unique. */
  readonly name: string;
  /** Ids in other tools, as `tool:id`: `checkov:CKV_K8S_20`, `kube-linter:host-pid`. An id may stand in several rows. */
  readonly peers: readonly string[];
  /** Ids of the rules that decide it here; none when `reason` says why. */
  readonly rules: readonly string[];
  /** Why no rule does, or where ours deliberately answers otherwise: one sentence with full stop. */
  readonly reason?: string;
}
