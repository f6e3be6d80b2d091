/** What the runner tells the environments of the tests, and they tell it: all run in one process. */
export const state = {
  /** The change that is made. */
  active: -1,
  /** True until a test fails. */
  isPassing: true,
  /** The changes whose code was run, while no change is made. */
  reached: new Set<number>(),
};
