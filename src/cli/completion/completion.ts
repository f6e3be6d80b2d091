import type { Argument, Command, Option } from 'commander';
import { CATALOG, PROFILES } from '../../catalog';
import { InBandWaivers } from '../../engine/in-band-waivers';
import { SEVERITIES } from '../../engine/ranking';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { zshScript } from './zsh';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** What may stand at a place: words, files, or anything else. */
export type Values = readonly string[] | 'files' | 'anything';

/** An option, as shells complete it. */
export interface CompletedOption {
  /** `--format` */
  readonly flag: string;
  readonly description: string;
  /** Undefined for one that takes no value. */
  readonly values?: Values;
  /** Whether several values may be given, with commas between them: the last one is completed. */
  readonly isList?: boolean;
}

/** A command, as shells complete it. */
export interface CompletedCommand {
  /** `baseline update`; '' for the command itself. */
  readonly path: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What its arguments may be: names of commands below it among them. */
  readonly words: Values;
}

const RULES = () => CATALOG.map(({ id }) => id);
/** By option: what the library knows of its values beyond the choices that the option itself has. */
const VALUES: Readonly<Record<string, () => readonly string[]>> = {
  '--profile': () => PROFILES.map(({ name }) => name),
  '--fail-on': () => SEVERITIES,
  '--in-band-waivers': () => Object.values(InBandWaivers),
  '--only': RULES,
  '--without': RULES,
};
/** Options whose value is a list. */
const LISTS = new Set(['--only', '--without', '--kind', '--name', '--exclude', '--registries']);
const FILES = /<(?:file|path|module|globs|dir)[^>]*>/;

/** A script for a shell that completes commands, options and their values. */
export function completionScript(program: Command, shell: (typeof SHELLS)[number]): string {
  const commands = completedCommands(program);
  const write = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell];
  return write(commands);
}

/** Every command, from what parses the command line. */
export function completedCommands(command: Command, path = ''): readonly CompletedCommand[] {
  const inner = command.commands.filter((each) => each.name() !== 'help');
  const own: CompletedCommand = {
    path,
    description: command.description(),
    options: [...command.createHelp().visibleOptions(command)].map(completedOption),
    words: inner.length > 0 ? inner.map((each) => each.name()) : argumentValues(command.registeredArguments),
  };
  return [own, ...inner.flatMap((each) => completedCommands(each, path === '' ? each.name() : `${path} ${each.name()}`))];
}

function completedOption({ long, flags, description, argChoices, required, optional }: Option): CompletedOption {
  const flag = long ?? flags;
  const text = { flag, description: description.replace(/\s+/g, ' ') };
  if (!required && !optional) return text;
  return { ...text, values: argChoices ?? VALUES[flag]?.() ?? (FILES.test(flags) ? 'files' : 'anything'), isList: LISTS.has(flag) };
}

function argumentValues(registered: readonly Argument[]): Values {
  const [first] = registered;
  if (!first) return [];
  if (first.argChoices) return first.argChoices;
  return first.name() === 'id' ? RULES() : 'files';
}
