import { minuteOf } from './time';

/** Spans that are kept at most. */
const LIMIT = 2048;

/** How often something happened in each span of time; the JSON form of {@link Timeline}. */
export interface TimelineJson {
  /** Minutes of a span: a power of two. */
  readonly minutes: number;
  /** Spans in which something happened: minutes since 1970 divided by `minutes`, and the count. */
  readonly spans: readonly (readonly [span: number, count: number])[];
}

/**
 * Counts by spans of time. Spans are as short as they can be with at most {@link LIMIT} in which something happened; since a longer log has
 * no fewer of them, merging the parts of a log gives the spans of the whole.
 */
export class Timeline {
  private minutes = 1;
  private counts = new Map<number, number>();

  /** Counts something that happened, in microseconds since 1970. */
  public add(micros: number): void {
    this.count(Math.floor(minuteOf(micros) / this.minutes), 1);
  }

  public merge({ minutes, spans }: TimelineJson): void {
    while (this.minutes < minutes) this.widen();
    for (const [span, count] of spans) this.count(Math.floor((span * minutes) / this.minutes), count);
  }

  public toJSON(): TimelineJson {
    return { minutes: this.minutes, spans: [...this.counts].sort(([a], [b]) => a - b) };
  }

  private count(span: number, count: number): void {
    this.counts.set(span, (this.counts.get(span) ?? 0) + count);
    while (this.counts.size > LIMIT) this.widen();
  }

  private widen(): void {
    const before = this.counts;
    this.minutes *= 2;
    this.counts = new Map();
    for (const [span, count] of before) {
      const wide = Math.floor(span / 2);
      this.counts.set(wide, (this.counts.get(wide) ?? 0) + count);
    }
  }
}
