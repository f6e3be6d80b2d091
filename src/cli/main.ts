import { Argument, Command, CommanderError, Option } from 'commander';
import { QuestionError } from '../analysis/access/question-error';
import { REPORT_FORMATS } from '../app/settings-schema';
import { BENCHMARKS, DEFAULT_PROFILE, PROFILES } from '../catalog';
import { ClusterProvider } from '../engine/cluster-provider';
import { SEVERITIES } from '../engine/ranking';
import { SettingError } from '../engine/settings';
import { oneLine } from '../reports/escape';
import { packageFacts } from '../reports/package-facts';
import { GROUPINGS } from '../reports/text-groups';
import { addAccess } from './access/command';
import { addAuditLog } from './audit-log/command';
import { runUpdate, type UpdateFlags } from './baseline/run-update';
import { Outputs } from './check/outputs';
import { MOST_LINES, runCheck, type CheckFlags } from './check/run-check';
import { writeOut } from './check/write-output';
import { completionScript, SHELLS } from './completion/completion';
import { fixableRules } from './fix/fixable';
import { runFix, type FixFlags } from './fix/run-fix';
import { addInit } from './init/command';
import { aboutCrash, INTERNAL_ERROR } from './internal-error';
import { mayBeTerminal } from './look';
import type { ImportModule } from './own-rules';
import { explainEquivalent } from './rules/equivalent';
import { explainRule, listRules } from './rules/explain';
import { addUpgrade } from './upgrade/add-upgrade';
import { UsageError } from './usage-error';

interface RulesFlags {
  readonly profile: string;
  readonly format: string;
  readonly equivalent?: string;
}

const EXAMPLES = `
Examples:
  cdk8s-hardened init yaml manifests/                    settings, and a baseline of what is found today
  cdk8s-hardened init cdk8s payments/                    a new project; also: init pulumi
  cdk8s-hardened check manifests/                        YAML, JSON and node files below a directory
  helm template ./chart | cdk8s-hardened check -         what a chart renders to
  cdk8s-hardened check dist --format sarif --output hardening.sarif
  cdk8s-hardened fix manifests/                          a diff of what can be filled in; --write writes it
  cdk8s-hardened access who get secrets manifests/       who can read Secrets, by which bindings
  cdk8s-hardened rules workloads/run-as-user             one rule explained
  cdk8s-hardened rules --equivalent CKV_K8S_20           the rules that cover a check of another tool

Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, or input that could not be read; 3 an internal error.`;

const aboutFix = () =>
  '\nFields that are filled in if they are unset and nothing that is set contradicts them, with the rule that requires them:\n'
  + `  ${fixableRules().join('\n  ')}\n`
  + 'An image that runs as root or writes to its root filesystem, and a program that calls the API server with a role that is not in the '
  + 'files, no longer\n'
  + 'works with these settings: test before you apply, or skip rules with --without.\n'
  + 'Resource requests and an emptyDir at /tmp are filled in only with quantities that you give. What a waiver accepts is not changed.\n\n'
  + 'Lines are added, and entries within brackets, and an empty value ({}, [], null) is replaced. Everything else stays: comments, order, '
  + 'quotes and line ends too.\n'
  + 'Every file is read back before it is shown or written, and written whole or not at all. The diff goes to standard output, for '
  + '`git apply` or `patch -p1`, everything else to standard error.\n'
  + 'With --write, - is written to standard output.\n\n'
  + 'Exit codes: 0 nothing left to fix; 1 fixes are shown and not written, or some cannot be made in the text; 2 wrong usage, or what '
  + 'could not be read or\n'
  + 'written (the rest is still fixed); 3 an internal error.';

const ABOUT_BASELINE = `
The file is that of --baseline or of the settings, else cdk8s-hardened-baseline.yaml. It is made with all findings; after that it only
shrinks, unless --add says otherwise. What is no longer found in the files that are checked counts as fixed; what was found in others stays.

Exit codes: 0 all findings are in the baseline; 1 there are new ones; 2 wrong usage, or input that could not be read (nothing is written
then); 3 an internal error.`;

const ABOUT_COMPLETION = `
Examples:
  source <(cdk8s-hardened completion bash)                              bash; in ~/.bashrc for every shell
  cdk8s-hardened completion zsh > "\${fpath[1]}/_cdk8s-hardened"          zsh
  cdk8s-hardened completion fish > ~/.config/fish/completions/cdk8s-hardened.fish`;

export { aboutCrash } from './internal-error';

/** Runs the command. Returns the exit code. */
export async function main(argv: readonly string[], importModule: ImportModule): Promise<number> {
  let exitCode = 0;
  const outputs = new Outputs();
  const program = new Command('cdk8s-hardened')
    .description('Checks Kubernetes manifests and the files of nodes against hardening rules, and fills in what is unset.')
    .version(packageFacts().version)
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  const profiles = PROFILES.map(({ name }) => name);
  rendering(judging(program.command('check')))
    .description('check files, directories, or - for standard input')
    .argument('<path...>', 'files and directories; - is standard input')
    .addOption(
      outputOption(
        new Option('--format <format>', 'how the report is written; several are, each with its --output (default: text)').choices([
          ...REPORT_FORMATS,
        ]),
        'format',
        outputs,
      ),
    )
    .addOption(
      outputOption(new Option('--output <file>', 'write the report to a file instead of standard output, which is -'), 'output', outputs),
    )
    .addOption(listOption('--only <rules>', 'only these rules, whatever the profile: comma-separated ids, * for any text'))
    .addOption(listOption('--without <rules>', 'without these rules: comma-separated ids, * for any text'))
    .addOption(
      new Option('--min-severity <severity>', 'count what is less severe in text and markdown, and do not show it').choices([
        ...SEVERITIES,
      ]),
    )
    .addOption(listOption('--kind <kinds>', 'only findings about objects of these kinds, and the verdict by them'))
    .addOption(listOption('--name <names>', 'only findings about objects of these names, and the verdict by them'))
    .option('--quiet', 'print nothing but errors: the exit code says how it ended')
    .option('--summary', 'the summary alone, in text')
    .addOption(new Option('--group-by <what>', 'how findings are grouped in text (default: severity)').choices([...GROUPINGS]))
    .option('--all', `show every finding on a terminal, not the first ${MOST_LINES} lines`)
    .option(
      '--controls',
      `how each control stands, in text, markdown, and json: of the benchmark of the profile, of --cluster, else ${BENCHMARKS[0]!.name}`,
    )
    .option('--fail-on <severity>', `the lowest severity that causes exit code 1: ${SEVERITIES.join(', ')} (default: low)`)
    .option('--fail-on-unknown', 'exit with 1 for unknown results, too')
    .option('--no-baseline', 'no baseline: all findings are shown, and count')
    .action(async (paths: string[], flags: CheckFlags) => {
      exitCode = await runCheck(paths, flags, outputs, importModule);
    });
  judging(program.command('fix'))
    .description('fill in what is unset on pods: shows a diff, or writes it')
    .argument('<path...>', 'files and directories; - is standard input')
    .option('--write', 'write the files')
    .option('--only <rules>', 'fix only these rules (comma-separated ids)')
    .option('--without <rules>', 'fix all rules except these (comma-separated ids)')
    .option('--requests <cpu,memory>', 'fill in resource requests too, with these quantities: 100m,128Mi')
    .option('--tmp <size>', 'mount an emptyDir of this size at /tmp where the root filesystem is read-only: 128Mi')
    .addHelpText('after', aboutFix)
    .action(async (paths: string[], flags: FixFlags) => {
      exitCode = await runFix(paths, flags, importModule);
    });
  const baseline = program.command('baseline').description('accept the findings of today, so that only new ones make a run fail');
  rendering(judging(baseline.command('update')))
    .description('write the baseline, or remove from it what is fixed')
    .argument('<path...>', 'files and directories: all of the project, or the part to bring up to date')
    .option('--add', 'accept new findings, too')
    .addHelpText('after', ABOUT_BASELINE)
    .action(async (paths: string[], flags: UpdateFlags) => {
      exitCode = await runUpdate(paths, flags, importModule);
    });
  addAccess(program, listOption, (code) => (exitCode = code));
  addAuditLog(program, (code) => (exitCode = code));
  addInit(program, listOption, (code) => (exitCode = code));
  addUpgrade(program, excludeOption(), rendering, importModule, (code) => (exitCode = code));
  program
    .command('completion')
    .description('print a script that completes the command in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices([...SHELLS]))
    .addHelpText('after', ABOUT_COMPLETION)
    .action(async (shell: (typeof SHELLS)[number]) => {
      await writeOut([completionScript(program, shell)]);
    });
  program
    .command('rules')
    .description('list the rules, explain one, or find those that answer a check of another tool')
    .argument('[id]', 'the rule to explain')
    .addOption(new Option('--profile <name>', 'which rules').choices(profiles).default(DEFAULT_PROFILE))
    .option(
      '--equivalent <id>',
      'the rules that answer a check of checkov, kube-linter, kubescape, kyverno or trivy, or a control of a benchmark',
    )
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .action(async (id: string | undefined, flags: RulesFlags) => {
      await writeOut([aboutRules(id, flags)]);
    });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError || error instanceof SettingError || error instanceof QuestionError) {
      process.stderr.write(`error: ${oneLine(error.message)}\n`);
      return 2;
    }
    process.stderr.write(aboutCrash(error));
    return INTERNAL_ERROR;
  }
}

function aboutRules(id: string | undefined, { profile, format, equivalent }: RulesFlags): string {
  const columns = mayBeTerminal(1) ? process.stdout.columns : undefined;
  if (equivalent === undefined) {
    return id === undefined ? listRules(profile, format, columns) : explainRule(id, format, columns ?? 100);
  }
  if (id !== undefined) {
    throw new UsageError(`--equivalent ${equivalent} names a check of another tool, and ${id} names a rule. Give one of them.`);
  }
  return explainEquivalent(equivalent, format, columns ?? 100);
}

/** The flags of every command that checks. */
function judging(command: Command): Command {
  return command
    .option('--config <file>', 'settings (default: the nearest cdk8s-hardened.yaml, upwards to the root of the repository)')
    .option('--no-config', 'no settings file')
    .option('--kubernetes <minor>', 'the release that the manifests are for (default: the newest supported one)')
    .option('--profile <name>', `which rules: ${PROFILES.map(({ name }) => name).join(', ')} (default: ${DEFAULT_PROFILE})`)
    .option('--waivers <file>', 'waivers: a list of rule, object, reason, approvedBy and until')
    .addOption(
      new Option('--cluster <provider>', 'who runs the control plane (default: self-managed)').choices(Object.values(ClusterProvider)),
    )
    .option('--in-band-waivers <which>', 'whether waivers and reasons inside the input count: accept, own, ignore (default: accept)')
    .option('--as-of <date>', 'the day that counts as today, YYYY-MM-DD')
    .option('--registries <list>', 'comma-separated registries, or paths within them, that images may come from')
    .option('--rules <module>', 'a JavaScript module with rules of your own; it is run')
    .option('--namespace <name>', 'where objects are put that state no namespace, as by kubectl apply --namespace (default: default)')
    .addOption(new Option('--default-namespace <name>', 'the same as --namespace').hideHelp())
    .addOption(excludeOption())
    .option('--baseline <file>', 'findings that are accepted as they were: see `cdk8s-hardened baseline update`');
}

/** The flags that have other programs run. */
function rendering(command: Command): Command {
  return command
    .option('--render', 'render Helm charts and kustomizations with helm and kustomize (or kubectl), and check what they print')
    .addOption(
      new Option(
        '--render-values <file>',
        'a file of values for charts, as for helm template; several are, the last having the last word',
      ).argParser((file: string, before: readonly string[] | undefined) => [...(before ?? []), file]),
    )
    .option('--render-release-name <name>', 'the name of the release for charts (default: release-name, as that of helm)');
}

function excludeOption(): Option {
  return listOption('--exclude <globs>', 'files that are not read, in addition to those of the settings: comma-separated globs');
}

/** An option that may be given several times, and each time with several values. */
function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string, before: readonly string[] | undefined) => {
    const values = text.split(',').map((value) => value.trim());
    if (values.includes('')) throw new UsageError(`${flags.replace(/ .*/, '')} "${text}" has an empty entry. Write it without.`);
    return [...(before ?? []), ...values];
  });
}

/** An option that makes reports, in the order in which they are given. */
function outputOption(option: Option, key: 'format' | 'output', outputs: Outputs): Option {
  const parse = option.parseArg as ((text: string, before: undefined) => string) | undefined;
  return option.argParser((text: string) => outputs.add(key, parse ? parse(text, undefined) : text));
}
