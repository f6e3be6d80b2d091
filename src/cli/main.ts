import { Command, CommanderError, Option } from 'commander';
import { check } from './check';
import { explainEquivalent } from './equivalent';
import { explainRule, listRules } from './explain';
import { loadRules } from './own-rules';
import { progressOn } from './progress';
import { FORMATS } from './render';
import { UsageError } from './usage-error';
import { writeWhole } from './write-output';
import { DEFAULT_PROFILE, PROFILES } from '../catalog';
import { SEVERITIES } from '../engine/ranking';
import { Severity } from '../engine/severity';
import { isDate, today } from '../model/dates';
import { latestRelease, parseMinor } from '../model/versions';
import { oneLine } from '../reports/escape';

interface CheckFlags {
  readonly kubernetes?: string;
  readonly profile: string;
  readonly format: string;
  readonly output?: string;
  readonly failOn: Severity;
  readonly failOnUnknown?: boolean;
  readonly waivers?: string;
  readonly asOf?: string;
  readonly rules?: string;
}

interface RulesFlags {
  readonly profile: string;
  readonly format: string;
  readonly equivalent?: string;
}

const EXAMPLES = `
Examples:
  cdk8s-hardened check manifests/                        every *.yaml, *.yml and *.json below a folder
  helm template ./chart | cdk8s-hardened check -         what a chart renders to
  cdk8s-hardened check dist --format sarif --output hardening.sarif
  cdk8s-hardened rules workloads/run-as-user             one rule explained
  cdk8s-hardened rules --equivalent CKV_K8S_20           what answers a check of another tool

Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, or input that could not be read.`;

/** Runs the command. Returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('cdk8s-hardened')
    .description('Checks Kubernetes manifests and the files of nodes against hardening rules.')
    .version((require('../../package.json') as { version: string }).version) // eslint-disable-line @typescript-eslint/no-require-imports -- the version stands nowhere else
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  const profile = () => new Option('--profile <name>', 'which rules').choices(PROFILES.map(({ name }) => name)).default(DEFAULT_PROFILE);
  program.command('check')
    .description('judge files, folders, or - for standard input')
    .argument('<path...>', 'files and folders; - is standard input')
    .option('--kubernetes <minor>', 'the release that the manifests are for (default: the newest supported one)')
    .addOption(profile())
    .addOption(new Option('--format <format>', 'how the report is written').choices(Object.keys(FORMATS)).default('text'))
    .option('--output <file>', 'write the report to a file instead of standard output')
    .addOption(new Option('--fail-on <severity>', 'the least severity that makes the exit code 1').choices([...SEVERITIES]).default(Severity.LOW))
    .option('--fail-on-unknown', 'exit with 1 for what could not be decided, too')
    .option('--waivers <file>', 'waivers: a list of rule, object, reason, approvedBy and until')
    .option('--as-of <date>', 'the day that counts as today, YYYY-MM-DD')
    .option('--rules <module>', 'a JavaScript module with rules of your own; it is run')
    .action(async (paths: string[], flags: CheckFlags) => { exitCode = await runCheck(paths, flags); });
  program.command('rules')
    .description('list the rules, explain one, or find those that answer a check of another tool')
    .argument('[id]', 'the rule to explain')
    .addOption(profile())
    .option('--equivalent <id>', 'the rules that answer a check of checkov, kube-linter, kubescape, kyverno or trivy, or a control of a benchmark')
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .action((id: string | undefined, flags: RulesFlags) => { process.stdout.write(aboutRules(id, flags)); });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`error: ${oneLine(error.message)}\n`);
    return 2;
  }
}

function aboutRules(id: string | undefined, { profile, format, equivalent }: RulesFlags): string {
  const { columns } = process.stdout;
  if (equivalent === undefined) return id === undefined ? listRules(profile, format, columns) : explainRule(id, format);
  if (id !== undefined) throw new UsageError(`--equivalent ${equivalent} asks for a check of another tool, and ${id} for a rule. Give one of them.`);
  return explainEquivalent(equivalent, format, columns ?? 100);
}

async function runCheck(paths: readonly string[], flags: CheckFlags): Promise<number> {
  const asOf = flags.asOf ?? today();
  if (!isDate(asOf)) throw new UsageError(`--as-of ${asOf} is no day. Write YYYY-MM-DD.`);
  const kubernetes = flags.kubernetes ?? latestRelease(asOf).version;
  try {
    parseMinor(kubernetes);
  } catch (error) {
    throw new UsageError(`--kubernetes: ${(error as Error).message}`);
  }
  const rules = flags.rules === undefined ? [] : await loadRules(flags.rules);
  const { progress, done } = progressOn(process.stderr);
  const { report, exitCode } = check({ paths, kubernetes, profile: flags.profile, asOf, waivers: flags.waivers, rules, failOn: flags.failOn, failOnUnknown: flags.failOnUnknown, progress });
  done();
  const toFile = flags.output !== undefined;
  const text = FORMATS[flags.format]!(report, { color: !toFile && hasColor(), width: toFile ? 100 : process.stdout.columns ?? 100 });
  if (flags.output === undefined) process.stdout.write(text);
  else writeWhole(flags.output, text);
  return exitCode;
}

/** https://no-color.org: any value that is not empty switches colour off. */
function hasColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return process.stdout.isTTY === true;
}
