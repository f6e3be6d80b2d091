/** How often texts are searched, which is what reading them takes the time for: a measure that no other process changes. */
export function searches(act: () => void): number {
  const spy = jest.spyOn(String.prototype, 'indexOf');
  try {
    act();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}
