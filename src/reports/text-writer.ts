import { oneLine } from './escape';
import { clip, columns, wrap } from './layout';

export type Style = 'bold' | 'dim' | 'red' | 'boldRed' | 'yellow' | 'blue' | 'cyan' | 'magenta' | 'green';

const CODES: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  red: '31',
  boldRed: '1;31',
  yellow: '33',
  blue: '94',
  cyan: '36',
  magenta: '35',
  green: '32',
};
const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;

/** Lines of bounded width, painted after they are measured. */
export class TextWriter {
  /** Lines so far. */
  public count = 0;
  private lines: string[] = [];
  private readonly width: number;

  /** @param width columns of the terminal; terminals that do not know it say 0 */
  constructor(
    private readonly color: boolean,
    width: number | undefined,
  ) {
    this.width = width !== undefined && width > 0 ? Math.max(Math.floor(width), MIN_WIDTH) : DEFAULT_WIDTH;
  }

  public paint(text: string, style?: Style): string {
    return this.color && style && text !== '' ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
  }

  /** An empty line between parts. */
  public blank(): void {
    if (this.count > 0) this.add('');
  }

  /** Text after a prefix (already painted) of so many columns; lines that follow are indented as much. */
  public flow(indent: number, text: string, style?: Style, prefix = ' '.repeat(indent)): void {
    wrap(oneLine(text), this.width - indent).forEach((line, index) => {
      this.add(`${index === 0 ? prefix : ' '.repeat(indent)}${this.paint(line.trimEnd(), style)}`.trimEnd());
    });
  }

  /** A rule's id and a place that a terminal can open: never broken, on one line where both fit. */
  public reference(indent: number, rule: string, place: string | undefined): void {
    const [left, right] = [oneLine(rule), place === undefined ? '' : oneLine(place)];
    if (right !== '' && indent + columns(left) + 2 + columns(right) <= this.width) {
      this.add(`${' '.repeat(indent)}${this.paint(`${left}  ${right}`, 'dim')}`);
      return;
    }
    for (const part of [left, right]) if (part !== '') this.add(`${' '.repeat(indent)}${this.paint(part, 'dim')}`);
  }

  /** A line of a file, on one line: what does not fit is cut. */
  public quote(indent: number, text: string): void {
    this.add(`${' '.repeat(indent)}${this.paint(`| ${clip(oneLine(text), this.width - indent - 2)}`, 'dim')}`);
  }

  /** What was written since it was last taken. */
  public take(): string {
    const { lines } = this;
    this.lines = [];
    return lines.map((line) => `${line}\n`).join('');
  }

  private add(line: string): void {
    this.lines.push(line);
    this.count += 1;
  }
}
