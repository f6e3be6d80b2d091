import { Option, type Command } from 'commander';
import { PROFILES } from '../../catalog';
import { SEVERITIES } from '../../engine/ranking';
import { oneLine } from '../../reports/escape';
import { progressOnTerminal } from '../check/progress';
import { writeOut } from '../check/write-output';
import { INTERNAL_ERROR } from '../internal-error';
import { initYaml, type StartOptions } from './init-yaml';

const DRY_RUN = ['--dry-run', 'say what would be written, and write nothing'] as const;

const ABOUT_YAML = `
The files are written to the working directory, from which \`check\` finds the settings: cdk8s-hardened.yaml and
cdk8s-hardened-baseline.yaml. Run it where you will run \`check\`: at the root of the repository, as a rule.

Exit codes: 0 written; 2 wrong usage, a file in the way, or nothing to check (nothing is written then); 3 an internal error.`;

/**
 * Adds \`init\` to the command.
 *
 * @param listOption makes an option that may be given several times
 */
export function addInit(program: Command, listOption: (flags: string, description: string) => Option, ended: (code: number) => void): void {
  const init = program.command('init').description('start: settings and a baseline for YAML, or a new project');
  init
    .command('yaml')
    .description('write settings, and a baseline of what is found today, for a directory of YAML')
    .argument('[dir]', 'the directory that is checked', '.')
    .option(
      '--kubernetes <minor>',
      'the release that the manifests are for (default: the one that they state, or the newest supported one)',
    )
    .addOption(new Option('--profile <name>', 'which rules').choices(PROFILES.map(({ name }) => name)))
    .addOption(new Option('--fail-on <severity>', 'the lowest severity that makes a check fail').choices([...SEVERITIES]))
    .option('--namespace <name>', 'where objects are put that state no namespace, as by kubectl apply --namespace')
    .addOption(listOption('--exclude <globs>', 'files that are not checked: comma-separated globs'))
    .option(...DRY_RUN)
    .addHelpText('after', ABOUT_YAML)
    .action(async (folder: string, { dryRun = false, ...flags }: StartOptions['flags'] & { readonly dryRun?: boolean }) => {
      const { progress, done } = progressOnTerminal();
      const { lines, internalError } = initYaml({ folder, flags, dryRun, progress });
      done();
      if (internalError !== undefined) process.stderr.write(internalError);
      if (lines.length > 0) await writeOut(lines.map((line) => `${oneLine(line)}\n`));
      ended(internalError === undefined ? 0 : INTERNAL_ERROR);
    });
}
