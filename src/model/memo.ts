/** What keeps what was read of it: by the number of a {@link Memo}. */
export interface Remembering {
  readonly memo: unknown[];
}

/** Something that is read of a pod or container once and kept with it: several rules ask for it. */
export class Memo<H extends Remembering, T extends object> {
  private static count = 0;
  private readonly slot = Memo.count++;

  constructor(private readonly read: (holder: H) => T) {}

  public of(holder: H): T {
    const { memo } = holder;
    return (memo[this.slot] ??= this.read(holder)) as T;
  }
}
