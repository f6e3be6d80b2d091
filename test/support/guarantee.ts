/**
 * A test whose name is a claim of docs/guarantees.md: `guarantee('EtcdTlsConfig', 'TLS 1.1 is refused', async () => { … })`.
 *
 * @param subjects the constructs, rules or other parts that make it true. `npm run docs` reads the call as it is written, so these and the
 * claim are literals.
 */
export function guarantee(subjects: string | readonly string[], claim: string, body: () => void | Promise<void>, timeout?: number): void {
  test(nameOf(subjects, claim), async () => body(), timeout);
}

/** A claim that several tests prove together: `describe` in place of `test`. */
guarantee.group = (subjects: string | readonly string[], claim: string, body: () => void): void => describe(nameOf(subjects, claim), body);

function nameOf(subjects: string | readonly string[], claim: string): string {
  return `${claim} [${[subjects].flat().join(', ')}]`;
}
