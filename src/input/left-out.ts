/** Files that were not read, for one reason. */
export interface LeftOutFiles {
  /** Goes on from their number: `no rule reads them`, `in node_modules`, `binary`. */
  readonly reason: string;
  readonly files: number;
}

export const NO_RULE = 'no rule reads them';
export const TEMPLATE = 'templates, which have to be rendered first';
export const HELM_TEMPLATE = 'in Helm charts, which have to be rendered first';
export const HELM_RENDERED = 'in Helm charts, which are rendered';
export const HELM_LIBRARY = 'in library charts of Helm, which deploy nothing themselves';
export const KUSTOMIZE_PATCH = 'kustomize patches, which are laid over other objects';
export const KUSTOMIZE_INPUT = 'read by generators and transformers of kustomize';
export const SKIPPED = 'among static pods with a name that begins with a dot, which the kubelet skips';
export const BINARY = 'binary';
export const SPECIAL = 'pipes, sockets or devices';
export const EXCLUDED = 'excluded';
export const NOT_INCLUDED = 'not included';

/** Counts what is not read, so that nothing is left out without a word. */
export class LeftOut {
  private readonly counts = new Map<string, number>();

  public add(reason: string, files = 1): void {
    if (files > 0) this.counts.set(reason, (this.counts.get(reason) ?? 0) + files);
  }

  /** These and others. */
  public with(other: LeftOut): LeftOut {
    const both = new LeftOut();
    for (const { counts } of [this, other]) for (const [reason, files] of counts) both.add(reason, files);
    return both;
  }

  /** These but for some that are read after all. */
  public without(reason: string, files: number): LeftOut {
    const rest = this.with(new LeftOut());
    const left = (rest.counts.get(reason) ?? 0) - files;
    if (left > 0) rest.counts.set(reason, left);
    else rest.counts.delete(reason);
    return rest;
  }

  /** The most first. */
  public list(): readonly LeftOutFiles[] {
    return [...this.counts]
      .map(([reason, files]) => ({ reason, files }))
      .sort((a, b) => b.files - a.files || (a.reason < b.reason ? -1 : 1));
  }
}
