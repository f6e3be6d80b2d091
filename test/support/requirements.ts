import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a proof can run here, and if not, why. */
export interface Requirement {
  readonly ok: boolean;
  /** '' when it can run. */
  readonly reason: string;
}

/** Directories of administrators' programs: not on everybody's PATH. */
const SYSTEM_DIRECTORIES = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** Absolute path of a program, or undefined when there is none. */
export function findTool(name: string): string | undefined {
  for (const directory of [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_DIRECTORIES]) {
    if (directory === '') continue;
    const path = join(directory, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      /* not here */
    }
  }
  return undefined;
}

/**
 * Looks for the programs of a proof.
 *
 * @throws Error when one is missing and CI=true: there a proof that does not run is a failure
 */
export function requireTools(tools: readonly string[]): Requirement {
  return requirement(tools.filter((tool) => findTool(tool) === undefined).map((tool) => `the program "${tool}" is not installed`));
}

/** The same for anything else that a proof needs, such as being root: the list says what is missing. */
export function requirement(missing: readonly string[]): Requirement {
  if (missing.length === 0) return { ok: true, reason: '' };
  const reason = missing.join('; ');
  if (process.env.CI === 'true') throw new Error(`This proof cannot run, and CI=true allows no skipping: ${reason}.`);
  return { ok: false, reason };
}

/** `describe` for a proof: runs it, or says plainly that it is skipped and why. */
export function describeProof(name: string, found: Requirement, body: () => void): void {
  if (found.ok) return describe(name, body);
  // Jest says nothing about a file in which all is skipped.
  process.stderr.write(`SKIPPED: ${name}: ${found.reason}\n`);
  describe.skip(`${name}: skipped, ${found.reason}`, () => {
    test('not run here', () => undefined);
  });
}
