import { UsageError } from '../usage-error';

/** A report that is requested, as far as it is said. */
interface Asked {
  format?: string;
  output?: string;
}

/** A report and where it goes; `-` is standard output. */
export interface Destination {
  readonly format: string;
  readonly output: string;
}

export const STANDARD_OUTPUT = '-';

/**
 * The reports of a command line, as its options come: `--output` belongs to the `--format` before it, or, where there is none without one,
 * to the next.
 */
export class Outputs {
  private readonly asked: Asked[] = [];

  public add(key: keyof Asked, value: string): string {
    const last = this.asked.at(-1);
    if (last && last[key] === undefined) last[key] = value;
    else this.asked.push({ [key]: value });
    return value;
  }

  /**
   * @param settings what holds where only one report is requested, or none
   * @throws UsageError for two reports in one place
   */
  public destinations({ format = 'text', output = STANDARD_OUTPUT }: Asked): readonly Destination[] {
    if (this.asked.length < 2) return [{ format, output }];
    const destinations = this.asked.map((each) => ({ format: 'text', output: STANDARD_OUTPUT, ...each }));
    destinations.forEach((each, index) => {
      const other = destinations.slice(0, index).find((earlier) => earlier.output === each.output);
      if (!other) return;
      const where = each.output === STANDARD_OUTPUT ? 'standard output' : each.output;
      throw new UsageError(
        `--format ${other.format} and --format ${each.format} both go to ${where}, where one would spoil the other. `
          + 'Write an --output after each --format but one.',
      );
    });
    return destinations;
  }
}
