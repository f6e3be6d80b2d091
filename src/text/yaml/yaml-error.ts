/** What keeps a document from being read: the place, and why. */
export class YamlError extends Error {
  constructor(
    /** Offset within the text that was read. */
    public readonly offset: number,
    message: string,
    /** The text that the offset is about, where it is not the one given: its lines are the same. */
    public source?: string,
  ) {
    super(message);
  }
}

/** Line breaks of a text before an offset. */
export function linesBefore(text: string, offset: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
