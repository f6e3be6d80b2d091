import { Option, type Command } from 'commander';
import { PROFILES } from '../../catalog';
import { SEVERITIES } from '../../engine/ranking';
import { supportedReleases } from '../../kubernetes/releases/versions';
import { oneLine } from '../../reports/escape';
import { today } from '../../text/dates';
import { progressOnTerminal } from '../check/progress';
import { writeOut } from '../check/write-output';
import { INTERNAL_ERROR } from '../internal-error';
import { CDK8S_PROJECT, initProject, PACKAGE_FLAGS, PULUMI_PROJECT, type ProjectKind } from './init-project';
import { initYaml, type StartOptions } from './init-yaml';

const DRY_RUN = ['--dry-run', 'say what would be written, and write nothing'] as const;

const ABOUT_YAML = `
The files are written to the working directory, from which \`check\` finds the settings: cdk8s-hardened.yaml and
cdk8s-hardened-baseline.yaml. Run it where you will run \`check\`: at the root of the repository, as a rule.

Exit codes: 0 written; 2 wrong usage, a file in the way, or nothing to check (nothing is written then); 3 an internal error.`;

const ABOUT_PROJECTS = `
Nothing is overwritten: a file that is in the way is an error, and nothing is written then.

Exit codes: 0 written; 2 wrong usage, or a file in the way; 3 an internal error.`;

const PROJECTS: readonly (readonly [name: string, description: string, kind: ProjectKind])[] = [
  ['cdk8s', 'write a new cdk8s project in TypeScript: an isolated namespace, a workload, a role, and a test', CDK8S_PROJECT],
  ['pulumi', 'write a new Pulumi project in TypeScript: an isolated namespace, a workload, a role', PULUMI_PROJECT],
];

interface ProjectFlags {
  readonly kubernetes?: string;
  readonly package?: string;
  readonly pulumiPackage?: string;
  readonly dryRun?: boolean;
}

/**
 * Adds `init` to the command.
 *
 * @param listOption makes an option that may be given several times
 */
export function addInit(program: Command, listOption: (flags: string, description: string) => Option, ended: (code: number) => void): void {
  const init = program.command('init').description('start: settings and a baseline for YAML, or a new project');
  for (const [name, description, kind] of PROJECTS) {
    const command = init
      .command(name)
      .description(description)
      .argument('[dir]', 'the directory of the project: a new one, or one that holds none of its files', '.')
      .addOption(
        new Option('--kubernetes <minor>', 'the release that it is for (default: the newest supported one)').choices(
          supportedReleases(today()).map(({ version }) => version),
        ),
      )
      .option(
        '--package <spec>',
        'where cdk8s-hardened comes from: a version, a tarball, or what else npm installs (default: this version)',
      );
    if (kind === PULUMI_PROJECT) command.option(`${PACKAGE_FLAGS['cdk8s-hardened-pulumi']} <spec>`, 'the same for cdk8s-hardened-pulumi');
    command
      .option(...DRY_RUN)
      .addHelpText('after', ABOUT_PROJECTS)
      .action(async (folder: string, { kubernetes, package: own, pulumiPackage, dryRun = false }: ProjectFlags) => {
        const specs = { 'cdk8s-hardened': own, 'cdk8s-hardened-pulumi': pulumiPackage };
        await say(initProject(kind, { folder, kubernetes, specs, dryRun }));
        ended(0);
      });
  }
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
      if (lines.length > 0) await say(lines);
      ended(internalError === undefined ? 0 : INTERNAL_ERROR);
    });
}

async function say(lines: readonly string[]): Promise<void> {
  await writeOut(lines.map((line) => `${oneLine(line)}\n`));
}
