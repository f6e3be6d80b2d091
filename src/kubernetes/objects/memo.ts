import type { ContainerView, PodView } from '../pods/pod-view';

/** What keeps what was read of it: by the number of a {@link Memo}. */
export interface Remembering {
  readonly memo: unknown[];
}

/** Something that is read of a holder once and kept with it: several rules ask for it. */
abstract class Memo<H extends Remembering, T extends object> {
  protected constructor(
    private readonly slot: number,
    private readonly read: (holder: H) => T,
  ) {}

  public of(holder: H): T {
    const { memo } = holder;
    return (memo[this.slot] ??= this.read(holder)) as T;
  }
}

/** Something that is read of a pod. */
export class PodMemo<T extends object> extends Memo<PodView, T> {
  private static count = 0;

  constructor(read: (pod: PodView) => T) {
    super(PodMemo.count++, read);
  }
}

/** Something that is read of a container. */
export class ContainerMemo<T extends object> extends Memo<ContainerView, T> {
  private static count = 0;

  constructor(read: (container: ContainerView) => T) {
    super(ContainerMemo.count++, read);
  }
}
