import type { InternalFailure } from '../engine/internal-failure';

/** A part of the input that could not be read. */
export interface ReadError {
  /** As the user named it; `-` for standard input. */
  readonly file: string;
  /** Line within the file, from 1; undefined when it is about the file as a whole. */
  readonly line: number | undefined;
  readonly message: string;
  /** Set where this library has failed, not the file. */
  readonly failure?: InternalFailure;
}
