import { Option } from 'commander';
import type { Command } from 'commander';
import { dump } from 'js-yaml';
import { accountOf, describeIdentity } from '../../analysis/access';
import { readSubject } from '../../analysis/access/asked-subject';
import { LOG_FORMATS } from '../../logs/audit/event-reader';
import { FEW_NAMES, learnRole, type Learnt, type LearntGrant, type LearntRole } from '../../logs/audit/learn-role';
import { oneLine } from '../../reports/escape';
import { readingSummary, readLogs } from '../audit-log/read-logs';
import { writeOut, writeWhole } from '../check/write-output';
import { UsageError } from '../usage-error';
import type { Ended } from './subcommand';

interface LearnFlags {
  readonly auditLog: readonly string[];
  readonly subject: string;
  readonly format: 'yaml' | 'typescript';
  readonly logFormat?: string;
  readonly name?: string;
  readonly maxNames: string;
  readonly output?: string;
}

const ABOUT = `
The role allows what the subject was allowed to do, and nothing else: no wildcards; names of objects where they are few, known and not
generated; a Role in each namespace, and a ClusterRole only for what is in none. What was refused is listed as a comment, and not granted.
A log shows what was done while it was written: what is done once a month needs a log of more than a month.

Exit codes: 0 written; 2 wrong usage, no allowed request of the subject, or a log that could not be read to its end; 3 an internal error.`;

/** Adds `access learn`. */
export function addLearn(parent: Command, ended: Ended): void {
  parent
    .command('learn')
    .description('the least role that allows what a subject did, by audit logs or their observations')
    .requiredOption('--audit-log <path...>', 'logs, observations, folders, globs; - is standard input')
    .requiredOption('--subject <subject>', 'user:NAME, serviceaccount:NAMESPACE/NAME, or a name as the log has it')
    .addOption(new Option('--log-format <format>', 'read this format alone, instead of what each line tells').choices([...LOG_FORMATS]))
    .option('--name <name>', 'the name of the roles and bindings (default: learnt-NAME)')
    .option('--max-names <count>', 'confine rules to names of objects, if there are no more than these', String(FEW_NAMES))
    .addOption(new Option('--format <format>', 'manifests, or a program').choices(['yaml', 'typescript']).default('yaml'))
    .option('-o, --output <file>', 'write to a file instead of standard output')
    .addHelpText('after', ABOUT)
    .action(async (flags: LearnFlags) => ended(await learn(flags)));
}

async function learn(flags: LearnFlags): Promise<number> {
  if (!/^\d{1,4}$/.test(flags.maxNames)) {
    throw new UsageError(`--max-names "${flags.maxNames}" is not a number. Write 5, or 0.`);
  }
  const identity = readSubject(flags.subject, []);
  const { user } = identity;
  if (user === undefined) {
    throw new UsageError(`--subject "${flags.subject}" is a group, and requests are made by users. Name one of them.`);
  }
  const logs = await readLogs(flags.auditLog, { logFormat: flags.logFormat, detect: () => [] });
  process.stderr.write(readingSummary(logs));
  const learnt = learnRole(logs.state, user, Number(flags.maxNames));
  if (learnt.roles.length === 0) {
    throw new UsageError(`the log has no request that was allowed to ${describeIdentity(identity)}, so there is nothing to grant.`);
  }
  const name =
    flags.name
    ?? `learnt-${(accountOf(user)?.name ?? user)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')}`;
  const text = flags.format === 'yaml' ? yamlOf(learnt, user, name) : typescriptOf(learnt, user, name);
  if (flags.output === undefined || flags.output === '-') await writeOut([text]);
  else writeWhole(flags.output, [text], 'the role');
  return logs.state.cutFiles > 0 ? 2 : 0;
}

/** What the reader has to know, as lines of comment. */
function about({ requests, first, last, refused, notes }: Learnt, user: string, mark: string): string {
  const lines = [`Learnt from ${requests} requests of ${user}, ${first} to ${last}.`];
  if (refused.length > 0) lines.push('Refused, and not granted:', ...refused.map((each) => `  ${each}`));
  if (notes.length > 0) lines.push('Note:', ...notes.map((each) => `  ${each}`));
  return lines.map((line) => `${mark} ${oneLine(line)}\n`).join('');
}

function yamlOf(learnt: Learnt, user: string, name: string): string {
  const documents = learnt.roles.flatMap((role) => objectsOf(role, user, name));
  return about(learnt, user, '#') + documents.map((each) => dump(each, { noRefs: true, lineWidth: -1 })).join('---\n');
}

function objectsOf({ namespace, grants }: LearntRole, user: string, name: string): readonly object[] {
  const [kind, metadata] = namespace === '' ? ['ClusterRole', { name }] : ['Role', { name, namespace }];
  const account = accountOf(user);
  const subject = account
    ? { kind: 'ServiceAccount', name: account.name, namespace: account.namespace }
    : { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user };
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  return [
    { apiVersion, kind, metadata, rules: grants.map(ruleOf) },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name }, subjects: [subject] },
  ];
}

function ruleOf({ group, resource, names, urls, verbs }: LearntGrant): object {
  if (urls.length > 0) return { nonResourceURLs: urls, verbs };
  return { apiGroups: [group], resources: [resource], ...(names.length > 0 ? { resourceNames: names } : {}), verbs };
}

function typescriptOf(learnt: Learnt, user: string, name: string): string {
  const account = accountOf(user);
  const list = (texts: readonly string[]) => texts.map(quoted).join(', ');
  const subject = account ? `Subject.serviceAccount(${list([account.name, account.namespace])})` : `Subject.user(${quoted(user)})`;
  const grant = ({ group, resource, names, urls, verbs }: LearntGrant) => {
    const target = urls.length > 0 ? `Grant.onUrls(${list(urls)})` : `Grant.on(${list([group, resource])})`;
    return `      ${target}${names.length > 0 ? `.named(${list(names)})` : ''}.verbs(${list(verbs)}),`;
  };
  const role = ({ namespace, grants }: LearntRole) => [
    `  new LeastPrivilegeRole(scope, ${quoted(namespace === '' ? name : `${name}-${namespace}`)}, {`,
    `    name: ${quoted(name)},`,
    namespace === ''
      ? "    unsafeClusterScopeReason: 'State why it has to be the whole cluster.',"
      : `    namespaceName: ${quoted(namespace)},`,
    `    subjects: [${subject}],`,
    '    grants: [',
    ...grants.map(grant),
    '    ],',
    '  });',
  ];
  const lines = [
    "import { Grant, LeastPrivilegeRole, Subject } from 'cdk8s-hardened';",
    "import type { Construct } from 'constructs';",
    '',
    '/** The constructor requires a reason where a grant is powerful: add `.unsafeReason(…)` to it, or take the grant away. */',
    'export function learntRoles(scope: Construct): void {',
    ...learnt.roles.flatMap(role),
    '}',
  ];
  return `${about(learnt, user, '//')}${lines.join('\n')}\n`;
}

/** A text of TypeScript in single quotes. */
const quoted = (text: string) => `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
