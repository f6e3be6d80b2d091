import { Option, type Command } from 'commander';
import type { ImportModule } from '../own-rules';
import { runUpgrade, type UpgradeFlags } from './run-upgrade';

const ABOUT = `
Says of each release on the way what it no longer has: API versions, fields, flags, feature gates; and what it calls deprecated.
Waivers do not count: they do not make a component start.

Examples:
  cdk8s-hardened upgrade --from 1.35 --to 1.37 deploy nodes                        manifests and files of nodes
  kubectl get deploy,sts,ds,cj,ing,hpa,pdb -A -o yaml | cdk8s-hardened upgrade --from 1.36 -    what runs in a cluster

Exit codes: 0 nothing breaks; 1 something does; 2 wrong usage, or input that could not be read; 3 an internal error.`;

/** Adds the command. */
export function addUpgrade(
  program: Command,
  exclude: Option,
  rendering: (command: Command) => Command,
  run: ImportModule,
  done: (code: number) => void,
): void {
  rendering(program.command('upgrade'))
    .description('what breaks at each release of Kubernetes on the way to a newer one')
    .argument('<path...>', 'files and directories; - is standard input')
    .option('--from <minor>', 'the release that is run (default: that of the settings)')
    .option('--to <minor>', 'the release that is wanted (default: the newest one)')
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write to a file instead of standard output, which is -')
    .option('--config <file>', 'settings (default: the nearest cdk8s-hardened.yaml, upwards to the root of the repository)')
    .option('--no-config', 'no settings file')
    .option('--as-of <date>', 'the day that counts as today, YYYY-MM-DD')
    .option('--namespace <name>', 'where objects are put that state no namespace (default: default)')
    .addOption(exclude)
    .addHelpText('after', ABOUT)
    .action(async (paths: string[], flags: UpgradeFlags) => done(await runUpgrade(paths, flags, run)));
}
