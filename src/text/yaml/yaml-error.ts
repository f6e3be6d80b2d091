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
