/** What other checkers check under one name of ours, and the rules of this catalogue that answer it. */
export interface EquivalentRow {
  /** Short name of what is checked: unique. */
  readonly name: string;
  /** Ids in other tools, as `tool:id`: `checkov:CKV_K8S_20`, `kube-linter:host-pid`. An id may be in several rows. */
  readonly peers: readonly string[];
  /** Ids of the rules that decide it here; none when `reason` says why. Each of them finds what the peers find. */
  readonly rules: readonly string[];
  /** Why no rule does, or where ours deliberately answers otherwise than all of the peers: one sentence with full stop. */
  readonly reason?: string;
  /** By peer, where its verdict differs from ours for a reason of its own: one sentence with full stop. */
  readonly differs?: Readonly<Record<string, string>>;
}

/** What is to be said about a row: all of it, or what concerns one of its peers. */
export function remarkOn({ reason, differs = {} }: EquivalentRow, peer?: string): string | undefined {
  const own = Object.entries(differs).flatMap(([id, text]) => (peer === undefined || id === peer ? [text] : []));
  const sentences = [...(reason === undefined ? [] : [reason]), ...new Set(own)];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
