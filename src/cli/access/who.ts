import { Option, type Command } from 'commander';
import { accessOf, ALWAYS } from '../../analysis/access';
import { describeRequest, readRequest, type RequestFlags } from '../../analysis/access/asked-request';
import { formatMinor } from '../../kubernetes/releases/versions';
import { MultiMap } from '../../text/multi-map';
import { jsonAnswer, textAnswer, writeAnswer } from './answer';
import { reportRule, ruleLines } from './held';
import { exitCodeOf, readAccessInput, type AccessFlags } from './input';
import type { Ended, FlagsOf } from './subcommand';

type WhoFlags = AccessFlags & RequestFlags;

const ABOUT = `
RESOURCE is a name such as pods, pods/exec, deployments.apps, widgets.example.com, * for all, or a URL such as /metrics. Members of the
groups that are named may make the request too: who they are, the identity provider knows.

Exit codes: 0 answered; 2 wrong usage, or input that could not be read; 3 an internal error.`;

/** Adds `access who`. */
export function addWho(parent: Command, flagsOf: FlagsOf, ended: Ended): void {
  flagsOf(parent.command('who'))
    .description('the subjects that may make a request, by which bindings and rules, and what is unknown')
    .argument('<verb>', 'get, list, create, …')
    .argument('<resource>', 'RESOURCE[.GROUP][/SUBRESOURCE], or a URL')
    .argument('<path...>', 'files and directories; - is standard input')
    .option('-n, --namespace <name>', 'in this namespace (default: in all of them)')
    .option('--name <name>', 'the object of this name')
    .addOption(new Option('--format <format>', 'how the answer is written').choices(['text', 'json']).default('text'))
    .addHelpText('after', ABOUT)
    .action(async (verb: string, what: string, paths: string[], flags: WhoFlags) => {
      ended(await who(verb, what, paths, flags));
    });
}

async function who(verb: string, what: string, paths: readonly string[], flags: WhoFlags): Promise<number> {
  const input = await readAccessInput(paths, flags);
  const { request, notes } = readRequest(verb, what, flags, input.inventory);
  const { held, unknown } = accessOf(input.inventory, input.kubernetes).who(request);
  const rules = held.map((each) => reportRule(each, input));
  const said = [ALWAYS, ...notes];
  if (flags.format === 'json') {
    const answer = { kubernetes: formatMinor(input.kubernetes), command: 'who', request, by: rules, unknown, notes: said };
    await writeAnswer(flags, jsonAnswer(answer));
    return exitCodeOf(input, 0);
  }
  const bySubject = MultiMap.by(rules, ({ subject }) => subject);
  const count = bySubject.size === 1 ? '1 subject' : `${bySubject.size} subjects`;
  const lines = [`${count} may ${describeRequest(request)}`];
  for (const [subject, all] of bySubject) {
    lines.push(`  ${subject}`);
    for (const rule of all) lines.push(...ruleLines(rule).map((line, index) => `${'  '.repeat(index + 2)}${line}`));
  }
  lines.push(...said.map((note) => `  note: ${note}`), ...unknown.map((doubt) => `  unknown: ${doubt}`));
  await writeAnswer(flags, [textAnswer(lines)]);
  return exitCodeOf(input, 0);
}
