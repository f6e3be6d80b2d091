/** Breaks of lines, to YAML and to other formats, and other control characters. */
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g;

/** A text as one line of comment: no character of it can end the line. */
export function commentLine(text: string): string {
  return `# ${text.replace(BREAKS, ' ').trim()}`;
}
