import type { Command } from 'commander';
import { addCan } from './can';
import { addLearn } from './learn';
import { addList } from './list';
import { addMatrix } from './matrix';
import { addPaths } from './paths';
import type { AddSubcommand, Ended, ListOption } from './subcommand';
import { addWho } from './who';

/** The subcommands, one a file. */
const SUBCOMMANDS: readonly AddSubcommand[] = [addCan, addWho, addList, addMatrix, addPaths];

/**
 * Adds `access` to the command.
 *
 * @param listOption makes an option that may be given several times
 */
export function addAccess(program: Command, listOption: ListOption, ended: Ended): void {
  const access = program
    .command('access')
    .description('who can do what, by the roles and bindings of the input and of the API server itself');
  const flagsOf = (command: Command) =>
    command
      .option('--config <file>', 'settings (default: the nearest cdk8s-hardened.yaml, upwards to the root of the repository)')
      .option('--no-config', 'no settings file')
      .option('--kubernetes <minor>', 'the release whose own roles and bindings count (default: the newest supported one)')
      .option('--default-namespace <name>', 'where objects are put that state no namespace (default: default)')
      .addOption(listOption('--exclude <globs>', 'files that are not read, in addition to those of the settings: comma-separated globs'))
      .option('--output <file>', 'write the answer to a file instead of standard output, which is -');
  for (const add of SUBCOMMANDS) add(access, flagsOf, ended, listOption);
  addLearn(access, ended);
}
