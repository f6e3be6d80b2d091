import type { PodView } from './pod-view';

/** Something that is read of a pod once and kept with it: several rules ask for it. */
export class PodMemo<T extends object> {
  private static count = 0;
  private readonly slot = PodMemo.count++;

  constructor(private readonly read: (pod: PodView) => T) {}

  public of(pod: PodView): T {
    const { memo } = pod;
    return (memo[this.slot] ??= this.read(pod)) as T;
  }
}
