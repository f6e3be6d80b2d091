import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Where the bench writes: removed when it ends. */
export const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));

/** Milliseconds that have passed. */
export const wall = () => Number(process.hrtime.bigint()) / 1e6;

/** Milliseconds of processor time that this process has used, so that what else the machine does counts less. */
export const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Milliseconds of each call's fastest round. Calls are taken in turn, so that a machine that changes its speed changes all of them. What a
 * call returns is kept until its next round: were it all garbage at once, V8 would throw away the code that it has optimised for it.
 */
export function measure(calls: readonly (() => unknown)[], rounds: number, now: () => number = wall): number[] {
  const times: number[][] = calls.map(() => []);
  const kept: unknown[] = [];
  for (let round = 0; round <= rounds; round++) {
    calls.forEach((call, i) => {
      globalThis.gc?.();
      const start = now();
      kept[i] = call();
      if (round > 0) times[i]!.push(now() - start);
    });
  }
  return times.map((list) => Math.min(...list));
}

let broken = 0;

/** How many limits were broken so far. */
export const limitsBroken = () => broken;

/** Prints a ratio and its limit. */
export function report(what: string, ratio: number, limit: number, detail: string): void {
  const verdict = ratio <= limit ? 'ok' : 'OVER';
  if (ratio > limit) broken += 1;
  process.stdout.write(`${what.padEnd(62)} ${ratio.toFixed(2).padStart(5)}  limit ${limit.toFixed(2)}  ${verdict.padEnd(4)}  ${detail}\n`);
}
