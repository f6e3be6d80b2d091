import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { LARGEST_FILE } from '../../input/read-file';

/** How long a program may take: it may have to fetch a base from elsewhere. */
const LONGEST_SECONDS = 120;
const MEBIBYTE = 2 ** 20;

/** What a program has printed; or why not, as a clause that goes on from its name. */
export type Ran = { readonly text: string; readonly failure?: undefined } | { readonly text?: undefined; readonly failure: string };

/** The first program of this name in the folders of PATH; folders that are relative, and so may be of what is checked, are left out. */
export function programOnPath(name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, file))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Runs a program to its end without a shell and without input. What it prints and how long it takes is limited. */
export function runProgram(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Ran {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_SECONDS * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: LARGEST_FILE,
    windowsHide: true,
  });
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT') return { failure: `took more than ${LONGEST_SECONDS} seconds` };
  if (code === 'ENOBUFS') return { failure: `printed more than ${LARGEST_FILE / MEBIBYTE} MiB` };
  if (error) return { failure: `could not be started (${error.message})` };
  if (status === 0) return { text: stdout.toString('utf8') };
  const said = saidOf(stderr.toString('utf8'));
  return { failure: `${signal === null ? 'failed' : `was ended by ${signal}`}${said === '' ? '' : `: ${said}`}` };
}

const MOST_SAID = 1000;
/** What the logger of Kubernetes programs puts before a line. */
const LOG_PREFIX = /^[EFIW]\d{4} [\d:.]+ +\d+ \S+\] "command failed" err="?/;

/** Why a program failed, without warnings, advice about its flags and the stack of one that broke. */
function saidOf(text: string): string {
  const lines = text
    .replace(/\n\ngoroutine \d+ [^]*$/, '')
    .split('\n')
    .map((line) =>
      line
        .replace(LOG_PREFIX, '')
        .replace(/^Error: /i, '')
        .trim(),
    )
    .filter((line) => !/^(?:[<>]?$|# Warning|Use --debug)/.test(line));
  const said = lines.join('; ');
  return said.length > MOST_SAID ? `${said.slice(0, MOST_SAID)}…` : said;
}
