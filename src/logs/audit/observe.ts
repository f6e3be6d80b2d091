import { bytesOf } from '../byte-source';
import { LogReader } from '../line-reader';
import type { AuditEvent } from './audit-event';
import { EventReader } from './event-reader';
import { countEvent, countFault, countLine, countOther, type Detect, type Observation } from './observation';

/** Times of events of one log that are tolerated to go back: requests end in another order than they came. */
const TOLERATED = 5 * 60_000_000;

/** What became of one file. */
export interface FileSummary {
  readonly file: string;
  readonly lines: number;
  /** The first lines that gave no event, with the reason. */
  readonly faults: readonly { readonly line: number; readonly fault: string }[];
  /** Events more than five minutes older than one before them. */
  readonly outOfOrder: number;
  /** Why reading ended before the end of the file. */
  readonly error: string | undefined;
}

const MOST_FAULTS = 5;

export interface ObserveOptions {
  readonly format?: string;
  readonly detect: Detect;
  readonly progress?: (bytes: number) => void;
}

/** Reads a file, or standard input for `-`, into an observation. It never throws for what is in the file. */
export async function observeFile(state: Observation, file: string, { format, detect, progress }: ObserveOptions): Promise<FileSummary> {
  const order = new Order();
  const faults: { line: number; fault: string }[] = [];
  let line = 0;
  const events = new EventReader(
    {
      event(event, name) {
        order.see(event);
        countEvent(state, event, name, detect);
      },
      other: () => void countOther(state),
      fault(fault) {
        countFault(state, fault);
        if (faults.length < MOST_FAULTS) faults.push({ line, fault });
      },
    },
    format,
  );
  const reader = new LogReader((text, bytes, cut) => {
    line += 1;
    countLine(state, bytes);
    events.read(text, cut);
  });
  let error: string | undefined;
  try {
    for await (const chunk of bytesOf(file)) {
      reader.push(chunk);
      progress?.(chunk.length);
    }
  } catch (thrown) {
    state.cutFiles += 1;
    error = thrown instanceof Error ? thrown.message : String(thrown);
  }
  reader.end();
  return { file, lines: line, faults, outOfOrder: order.count, error };
}

/** Counts events that come long after newer ones. */
class Order {
  public count = 0;
  private newest = 0;

  public see({ time }: AuditEvent): void {
    if (time > this.newest) this.newest = time;
    else if (time < this.newest - TOLERATED) this.count += 1;
  }
}
