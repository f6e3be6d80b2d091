import { Option, type Command } from 'commander';
import { attackPathsOf, TARGETS, type Target } from '../../analysis/access/paths';
import { startOf } from '../../analysis/access/paths/asked-start';
import { formatMinor } from '../../kubernetes/releases/versions';
import { likely } from '../../text/nearest';
import { UsageError } from '../usage-error';
import { ABOUT_SUBJECT } from './about-subject';
import { jsonAnswer, textAnswer, writeAnswer } from './answer';
import { exitCodeOf, readAccessInput, type AccessFlags } from './input';
import { pathsMermaid } from './paths-mermaid';
import { targetLines } from './paths-text';
import { reportCut, reportPath, type ReportedTarget } from './reported-path';
import type { Ended, FlagsOf, ListOption } from './subcommand';

interface PathsFlags extends AccessFlags {
  readonly from?: readonly string[];
  readonly to?: readonly Target[];
}

const ABOUT = `
A chain is a number of steps, each of which the input allows: a pod that may be created runs as another ServiceAccount, which may read a
Secret, which holds a token. A start is any subject that a binding of the input names, a ServiceAccount or a workload of the input (as if an
attacker had it), or anyone who is not, or is, authenticated. What the Pod Security level of a namespace refuses is no step.
${ABOUT_SUBJECT}
  workload:payments/api          a workload of the input, also as Deployment/payments/api

For each target: the shortest chain from each start, and the fewest changes after which no chain is left. docs/attack-edges.md explains
every step.

Exit codes: 0 no chain; 1 there are chains; 2 wrong usage, or input that could not be read; 3 an internal error.`;

/** Chains that text shows for each target: the shortest. */
const MOST_CHAINS = 20;

/** Adds `access paths`. */
export function addPaths(parent: Command, flagsOf: FlagsOf, ended: Ended, listOption: ListOption): void {
  flagsOf(parent.command('paths'))
    .description('what subjects and workloads can turn into, step by step, and the fewest changes that prevent it')
    .argument('<path...>', 'files and directories; - is standard input')
    .addOption(listOption('--from <starts>', 'from these subjects or workloads alone: comma-separated'))
    .addOption(listOption('--to <targets>', `to these targets alone: comma-separated, of ${TARGETS.join(', ')}`))
    .addOption(new Option('--format <format>', 'how the answer is written').choices(['text', 'json', 'mermaid']).default('text'))
    .addHelpText('after', ABOUT)
    .action(async (files: string[], flags: PathsFlags) => {
      ended(await paths(files, flags));
    });
}

async function paths(files: readonly string[], flags: PathsFlags): Promise<number> {
  const targets = targetsOf(flags.to);
  const input = await readAccessInput(files, flags);
  const found = attackPathsOf(input.inventory, input.kubernetes);
  const starts = flags.from?.map((text) => startOf(found, text)) ?? found.starts;
  const reported = targets.map((target): ReportedTarget => {
    const ways = starts.flatMap((start) => found.path(start, target) ?? []).sort((a, b) => a.edges.length - b.edges.length);
    const reaching = starts.filter((start) => found.path(start, target));
    return {
      target,
      starts: starts.length,
      paths: ways.map((way) => reportPath(way, input)),
      cut: reaching.length === 0 ? undefined : reportCut(found.cut(reaching, target), input),
    };
  });
  const kubernetes = formatMinor(input.kubernetes);
  await writeAnswer(flags, FORMATS[flags.format]!(kubernetes, reported));
  return exitCodeOf(input, reported.some(({ paths: ways }) => ways.length > 0) ? 1 : 0);
}

const FORMATS: Readonly<Record<string, (kubernetes: string, targets: readonly ReportedTarget[]) => Iterable<string>>> = {
  text: (_, targets) => [textAnswer(targets.flatMap((target) => [...targetLines(target, MOST_CHAINS)]))],
  json: (kubernetes, targets) => jsonAnswer({ kubernetes, command: 'paths', targets, notes: [] }),
  mermaid: (_, targets) => pathsMermaid(targets),
};

function targetsOf(named: readonly string[] | undefined): readonly Target[] {
  const wrong = named?.find((name) => !TARGETS.includes(name as Target));
  if (wrong !== undefined) {
    const near = likely(wrong, TARGETS);
    throw new UsageError(
      `--to ${wrong}: there is no such target.${near === undefined ? '' : ` Did you mean ${near}?`} Targets are ${TARGETS.join(', ')}.`,
    );
  }
  return (named as readonly Target[] | undefined) ?? TARGETS;
}
