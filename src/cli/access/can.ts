import { Option, type Command } from 'commander';
import { accessOf, ALWAYS, describeIdentity, type Access, type Decision, type Identity } from '../../analysis/access';
import { describeRequest, isNamespaced, readRequest, type RequestFlags } from '../../analysis/access/asked-request';
import { readSubject } from '../../analysis/access/asked-subject';
import type { AccessRequest } from '../../kubernetes/rbac/rule-allows';
import { formatMinor } from '../../kubernetes/releases/versions';
import { ABOUT_SUBJECT } from './about-subject';
import { jsonAnswer, textAnswer, writeAnswer } from './answer';
import { reportRule, ruleLines } from './held';
import { exitCodeOf, readAccessInput, type AccessFlags } from './input';
import type { Ended, FlagsOf } from './subcommand';

interface CanFlags extends AccessFlags, RequestFlags {
  readonly asGroup?: readonly string[];
}

const ABOUT = `
RESOURCE is a name such as pods, pods/exec, deployments.apps, widgets.example.com, * for all, or a URL such as /metrics.
${ABOUT_SUBJECT}

Groups that the API server adds itself (system:authenticated, system:serviceaccounts, …) count, and what it makes itself: the roles and
bindings of the release that --kubernetes names.

Exit codes: 0 allowed; 1 denied, or unknown; 2 wrong usage, or input that could not be read; 3 an internal error.`;

/** Adds `access can`. */
export function addCan(parent: Command, flagsOf: FlagsOf, ended: Ended): void {
  flagsOf(parent.command('can'))
    .description('whether a subject may make a request, by which bindings and rules, and what is unknown')
    .argument('<subject>', 'who: user:NAME, group:NAME, serviceaccount:NAMESPACE/NAME')
    .argument('<verb>', 'get, list, create, …')
    .argument('<resource>', 'RESOURCE[.GROUP][/SUBRESOURCE], or a URL')
    .argument('<path...>', 'files and directories; - is standard input')
    .option('-n, --namespace <name>', 'in this namespace (default: in all of them)')
    .option('--name <name>', 'the object of this name')
    .addOption(groupOption())
    .addOption(new Option('--format <format>', 'how the answer is written').choices(['text', 'json']).default('text'))
    .addHelpText('after', ABOUT)
    .action(async (subject: string, verb: string, what: string, paths: string[], flags: CanFlags) => {
      ended(await can(readSubject(subject, flags.asGroup ?? []), verb, what, paths, flags));
    });
}

/** Groups of a user. */
export function groupOption(): Option {
  return new Option('--as-group <name>', 'a group that the subject has in addition; several are').argParser(
    (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
  );
}

async function can(identity: Identity, verb: string, what: string, paths: readonly string[], flags: CanFlags): Promise<number> {
  const input = await readAccessInput(paths, flags);
  const { request, notes } = readRequest(verb, what, flags, input.inventory);
  const access = accessOf(input.inventory, input.kubernetes);
  const decision = access.can(identity, request);
  const { verdict, by, unknown } = decision;
  const elsewhere = verdict === 'allowed' ? [] : namespacesWhere(access, identity, request);
  const rules = by.map((held) => reportRule(held, input));
  const always = verdict === 'allowed' && by.length === 0 ? [ALWAYS] : [];
  const said = [...always, ...notes];
  const pieces =
    flags.format === 'json'
      ? jsonAnswer({
          kubernetes: formatMinor(input.kubernetes),
          command: 'can',
          subject: describeIdentity(identity),
          groups: identity.groups,
          request,
          verdict,
          by: rules,
          allowedIn: elsewhere,
          unknown,
          notes: said,
        })
      : [
          textAnswer([
            `${WORDS[verdict]}: ${describeIdentity(identity)} ${MAY[verdict]} ${describeRequest(request)}`,
            ...rules.flatMap((rule) => ruleLines(rule).map((line, index) => `${'  '.repeat(index + 1)}${line}`)),
            ...(elsewhere.length === 0 ? [] : [`  allowed in: ${elsewhere.join(', ')}`]),
            ...said.map((note) => `  note: ${note}`),
            ...unknown.map((doubt) => `  ${verdict === 'allowed' ? 'in addition, ' : ''}unknown: ${doubt}`),
          ]),
        ];
  await writeAnswer(flags, pieces);
  return exitCodeOf(input, verdict === 'allowed' ? 0 : 1);
}

const WORDS: Readonly<Record<Decision['verdict'], string>> = { allowed: 'yes', denied: 'no', unknown: 'unknown' };
const MAY: Readonly<Record<Decision['verdict'], string>> = { allowed: 'may', denied: 'may not', unknown: 'may perhaps' };

/** Where a request that is not allowed in all namespaces is allowed. */
function namespacesWhere(access: Access, identity: Identity, request: AccessRequest): readonly string[] {
  if (!isNamespaced(request) || request.namespace !== '') return [];
  const places = new Set(access.grantsOf(identity).map(({ namespace }) => namespace));
  return [...places]
    .filter((namespace) => namespace !== '' && access.can(identity, { ...request, namespace }).verdict === 'allowed')
    .sort();
}
