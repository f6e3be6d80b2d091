import * as fs from 'node:fs';

/** Columns where there is no terminal. */
const WIDTH = 100;

/**
 * True where what is written may be seen on a terminal, which is a character device. It costs less than Node's streams, whose loading takes
 * a good part of a start.
 */
export function mayBeTerminal(descriptor: 1 | 2): boolean {
  try {
    return fs.fstatSync(descriptor).isCharacterDevice();
  } catch {
    return true;
  }
}

/** https://no-color.org: any value that is not empty switches colour off. */
export function hasColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return isTerminal();
}

/** True where standard output is a terminal. */
export function isTerminal(): boolean {
  return mayBeTerminal(1) && process.stdout.isTTY === true;
}

/** The columns of the terminal, or of what is read elsewhere. */
export function widthOfOutput(): number {
  return (mayBeTerminal(1) ? process.stdout.columns : undefined) ?? WIDTH;
}
