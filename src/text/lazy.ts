/** A value that is made when it is first requested, so that a start does not pay for what few runs need. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
