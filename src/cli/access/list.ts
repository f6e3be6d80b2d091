import { Option, type Command } from 'commander';
import { accessOf, ALWAYS, describeIdentity, type Identity } from '../../analysis/access';
import { readSubject } from '../../analysis/access/asked-subject';
import { MASTERS } from '../../analysis/access/identity';
import { formatMinor } from '../../kubernetes/releases/versions';
import { MultiMap } from '../../text/multi-map';
import { ABOUT_SUBJECT } from './about-subject';
import { jsonAnswer, textAnswer, writeAnswer } from './answer';
import { groupOption } from './can';
import { describeRule, reportRule, type ReportedRule } from './held';
import { exitCodeOf, readAccessInput, type AccessFlags } from './input';
import type { Ended, FlagsOf } from './subcommand';

interface ListFlags extends AccessFlags {
  readonly namespace?: string;
  readonly asGroup?: readonly string[];
}

const ABOUT = `${ABOUT_SUBJECT}

Exit codes: 0 answered; 2 wrong usage, or input that could not be read; 3 an internal error.`;

/** Adds `access list`. */
export function addList(parent: Command, flagsOf: FlagsOf, ended: Ended): void {
  flagsOf(parent.command('list'))
    .description('every rule that a subject has, where, by which binding, and what is unknown')
    .argument('<subject>', 'who: user:NAME, group:NAME, serviceaccount:NAMESPACE/NAME')
    .argument('<path...>', 'files and directories; - is standard input')
    .option('-n, --namespace <name>', 'what holds in this namespace (default: in any)')
    .addOption(groupOption())
    .addOption(new Option('--format <format>', 'how the answer is written').choices(['text', 'json']).default('text'))
    .addHelpText('after', ABOUT)
    .action(async (subject: string, paths: string[], flags: ListFlags) => {
      ended(await list(readSubject(subject, flags.asGroup ?? []), paths, flags));
    });
}

async function list(identity: Identity, paths: readonly string[], flags: ListFlags): Promise<number> {
  const input = await readAccessInput(paths, flags);
  const access = accessOf(input.inventory, input.kubernetes);
  const rules = access.rulesFor(identity, flags.namespace).map((held) => reportRule(held, input));
  const unknown = access.doubts(identity, flags.namespace);
  const notes = identity.groups.includes(MASTERS) ? [ALWAYS] : [];
  const subject = describeIdentity(identity);
  if (flags.format === 'json') {
    const answer = {
      kubernetes: formatMinor(input.kubernetes),
      command: 'list',
      subject,
      groups: identity.groups,
      by: rules,
      unknown,
      notes,
    };
    await writeAnswer(flags, jsonAnswer(answer));
    return exitCodeOf(input, 0);
  }
  const lines = [`${subject}${identity.groups.length === 0 ? '' : ` (groups: ${identity.groups.join(', ')})`}`];
  const places = [...MultiMap.by(rules, ({ namespace }) => namespace)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [namespace, all] of places) lines.push(...section(namespace, all));
  if (places.length === 0) lines.push('  no rule');
  lines.push(...notes.map((note) => `  note: ${note}`), ...unknown.map((doubt) => `  unknown: ${doubt}`));
  await writeAnswer(flags, [textAnswer(lines)]);
  return exitCodeOf(input, 0);
}

function* section(namespace: string, rules: readonly ReportedRule[]): Generator<string> {
  yield namespace === '' ? '  everywhere' : `  in namespace ${namespace}`;
  for (const [binding, all] of MultiMap.by(rules, (rule) => `${rule.binding} (${rule.bindingPlace ?? 'made by the API server'})`)) {
    yield `    ${binding} gives ${all[0]!.role} to ${all[0]!.subject}`;
    for (const rule of all) yield `      ${describeRule(rule)} (${rule.rulePlace ?? 'made by the API server'})`;
  }
}
