import { Option, type Command } from 'commander';
import { detect } from '../../catalog';
import { SEVERITIES } from '../../engine/ranking';
import { LOG_FORMATS } from '../../logs/audit/event-reader';
import { runMerge, runObserve, type ObserveFlags } from './observe';
import { runScan, type ScanFlags } from './scan';

const ABOUT_LOGS = `
Files are read as they are, or compressed with gzip or zstd; folders with all that is in them; - is standard input. The format of each line
is told by its content: events of kube-apiserver, records of EKS, GKE, AKS and Rancher.

Exit codes: 0 all was read; 2 wrong usage, or a file that could not be read to its end (what was read counts); 3 an internal error.`;

const ABOUT_SCAN = `
Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, no request, or a file that could not be read to its end; 3 an
internal error.`;

/** Adds `audit-log` to the command. */
export function addAuditLog(program: Command, ended: (code: number) => void): void {
  const auditLog = program.command('audit-log').description('read audit logs of API servers, of any size');
  readingLogs(auditLog.command('observe'))
    .description('reduce logs to an observation: counts, times and examples, which can be merged')
    .argument('<path...>', 'logs, folders, globs; - is standard input')
    .option('-o, --output <file>', 'write the observation to a file instead of standard output')
    .addHelpText('after', ABOUT_LOGS)
    .action(async (paths: string[], flags: ObserveFlags) => ended(await runObserve(paths, flags, detect)));
  readingLogs(auditLog.command('scan'))
    .description('what in logs or observations a person should look at, with who, from where, when, and what to do')
    .argument('<path...>', 'logs, observations, folders, globs; - is standard input')
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .addOption(new Option('--fail-on <severity>', 'the lowest severity that causes exit code 1').choices([...SEVERITIES]).default('medium'))
    .option('-o, --output <file>', 'write the report to a file instead of standard output')
    .addHelpText('after', ABOUT_SCAN)
    .action(async (paths: string[], flags: ScanFlags) => ended(await runScan(paths, flags)));
  auditLog
    .command('merge')
    .description('merge observations of parts of a log: the result is the observation of the whole')
    .argument('<file...>', 'observations')
    .option('-o, --output <file>', 'write the observation to a file instead of standard output')
    .action(async (files: string[], flags: ObserveFlags) => ended(await runMerge(files, flags)));
}

/** The flags of every command that reads logs. */
export function readingLogs(command: Command): Command {
  return command.addOption(
    new Option('--log-format <format>', 'read this format alone, instead of what each line tells').choices([...LOG_FORMATS]),
  );
}
