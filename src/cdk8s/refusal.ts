import type { IConstruct } from 'constructs';

/** The parts of an error that users read. */
export interface Refusal {
  /** What is the case: `port 0 is not a port`. */
  readonly fact: string;
  /** What follows from it. */
  readonly consequence: string;
  /** What to do, as a sentence in the imperative. */
  readonly remedy: string;
}

/** Builds the error of a construct that refuses its input: *path: fact, consequence. Remedy.* */
export function refusal(place: IConstruct | string, { fact, consequence, remedy }: Refusal): Error {
  const path = typeof place === 'string' ? place : place.node.path || '(app)';
  return new Error(`${path}: ${fact}, ${consequence}. ${remedy}`);
}
