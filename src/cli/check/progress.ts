import { clearLine, cursorTo } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { mayBeTerminal } from '../look';

const QUIET_FOR = 1000;
const EVERY = 100;

interface Progress {
  progress(done: number, of: number): void;
  done(): void;
}

const NONE: Progress = { progress: () => undefined, done: () => undefined };

/** A line that says how far reading has come, on a terminal and once it takes longer than a second; nothing elsewhere. */
export function progressOnTerminal(): Progress {
  return mayBeTerminal(2) ? progressOn(process.stderr) : NONE;
}

function progressOn(stream: WriteStream): Progress {
  if (stream.isTTY !== true) return NONE;
  let next = Date.now() + QUIET_FOR;
  let shown = false;
  return {
    progress(done, of) {
      const now = Date.now();
      if (now < next) return;
      next = now + EVERY;
      shown = true;
      cursorTo(stream, 0);
      stream.write(`reading file ${done} of ${of}`);
      clearLine(stream, 1);
    },
    done() {
      if (!shown) return;
      cursorTo(stream, 0);
      clearLine(stream, 0);
    },
  };
}
