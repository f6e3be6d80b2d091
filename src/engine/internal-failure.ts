/** An error that is no fault of the input: of this library, or of a rule of another author. */
export interface InternalFailure {
  /** `TypeError: x is not a function`; the message alone where the kind says nothing. */
  readonly error: string;
  /** Functions and places in the code, the innermost first; without folders, which are the user's. */
  readonly stack: readonly string[];
}

const MOST_FRAMES = 8;
const LONGEST = 200;

/** What is to be reported of something that was thrown. */
export function internalFailure(cause: unknown): InternalFailure {
  if (!isError(cause)) return { error: String(cause).slice(0, LONGEST), stack: [] };
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  // One of syntax quotes the text that it is about, which may be a secret.
  const message = cause.name === 'SyntaxError' ? '' : cause.message.slice(0, LONGEST);
  const kind = cause.name === 'Error' ? [] : [cause.name];
  return {
    error: [...kind, ...(message === '' ? [] : [message])].join(': ') || 'Error',
    stack: frames.slice(0, MOST_FRAMES).map((line) => line.trim().replace(/^(at (?:[^(]*\()?).*[\\/]/, '$1')),
  };
}

/** Errors of other realms too, such as those of jest. */
function isError(cause: unknown): cause is Error {
  return cause instanceof Error || Object.prototype.toString.call(cause) === '[object Error]';
}
