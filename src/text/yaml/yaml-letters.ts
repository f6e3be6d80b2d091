/** The byte-order mark, which may begin a document. */
export const BOM = '\ufeff';

const UNUSUAL = /[^\t\n\x20-\x7e]/;
/** Control characters and halves of surrogate pairs, line breaks that YAML 1.2 does not know, byte-order marks within the text. */
const UNREADABLE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|(?<!^)\ufeff|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The first character that cannot be in a document as Kubernetes reads it. */
export function unreadableIn(text: string): RegExpExecArray | null {
  return UNUSUAL.test(text) ? UNREADABLE.exec(text) : null;
}
