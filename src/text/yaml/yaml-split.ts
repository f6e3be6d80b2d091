/** The text of one document. */
export interface DocumentText {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly start: number;
  /** How many separators stand before it, with the one that it may begin with. */
  readonly separators: number;
}

/** A line that begins like a separator and is none. */
export interface SplitFault {
  readonly fault: string;
  /** Where it begins in the whole text. */
  readonly start: number;
}

const SEPARATOR = '---';

/**
 * Cuts a text, which ends with a line feed, at the lines that begin with `---`, wherever they stand: even within a quoted text. Such a line
 * ends what stands before it, or else begins the document itself. One that goes on with anything but a comment is a fault, and what follows
 * it is left out up to the next one.
 *
 * Source: k8s.io/apimachinery/pkg/util/yaml, YAMLReader
 */
export function splitDocuments(text: string): (DocumentText | SplitFault)[] {
  const parts: (DocumentText | SplitFault)[] = [];
  let start = 0;
  let separators = 0;
  let broken = false;
  for (let at = nextSeparator(text, 0); ;) {
    const end = at < 0 ? text.length : at;
    if (end > start && !broken) parts.push({ text: start === 0 && end === text.length ? text : text.slice(start, end), start, separators });
    if (at < 0) return parts;
    separators += 1;
    const lineEnd = text.indexOf('\n', at) + 1;
    const rest = lineEnd === at + SEPARATOR.length + 1 ? '' : text.slice(at + SEPARATOR.length, lineEnd).trim();
    broken = rest !== '' && !rest.startsWith('#');
    if (broken) {
      parts.push({
        fault:
          `"---" is followed by ${JSON.stringify(rest.slice(0, 40))} on its line, which Kubernetes rejects; begin the document on the `
          + 'next line',
        start: at,
      });
    }
    start = end === start && !broken ? at : lineEnd;
    at = nextSeparator(text, lineEnd);
  }
}

function nextSeparator(text: string, from: number): number {
  if (text.startsWith(SEPARATOR, from)) return from;
  const at = text.indexOf(`\n${SEPARATOR}`, from);
  return at < 0 ? at : at + 1;
}
