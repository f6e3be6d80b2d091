/** What is in a file for a value that something fills in on the nodes: `${KEY}`, `$(KEY)`, `{{ … }}`, `<KEY>`, `%KEY%`. */
const FILLED_LATER = /^\s*(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|<[^>]*>|%[A-Z_]+%)\s*$/s;

/** True for a text that is filled in later, so that it is no key itself. */
export function isFilledLater(text: string): boolean {
  return FILLED_LATER.test(text);
}
