import { Observation, type Detect } from '../../logs/audit/observation';
import { observationJson } from '../../logs/audit/observation-json';
import { writeOut, writeWhole } from '../check/write-output';
import { mergeFile, readingSummary, readLogs } from './read-logs';

export interface ObserveFlags {
  readonly output?: string;
  readonly logFormat?: string;
}

/** Runs `audit-log observe`. Returns the exit code. */
export async function runObserve(paths: readonly string[], { output, logFormat }: ObserveFlags, detect: Detect): Promise<number> {
  const logs = await readLogs(paths, { logFormat, detect });
  await write(logs.state, output);
  process.stderr.write(readingSummary(logs));
  return logs.state.cutFiles > 0 ? 2 : 0;
}

/** Runs `audit-log merge`. Returns the exit code. */
export async function runMerge(files: readonly string[], { output }: ObserveFlags): Promise<number> {
  const state = new Observation();
  for (const file of files) mergeFile(state, file);
  await write(state, output);
  return 0;
}

async function write(state: Observation, output: string | undefined): Promise<void> {
  const json = observationJson(state);
  if (output === undefined || output === '-') await writeOut([json]);
  else writeWhole(output, [json], 'the observation');
}
