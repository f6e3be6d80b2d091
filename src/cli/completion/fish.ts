import type { CompletedCommand, CompletedOption } from './completion';

/** For fish 3 and later. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const when = `complete -c cdk8s-hardened -n ${quoted(conditionOf(command, commands))}`;
    const inner = (name: string) => commands.find(({ path }) => path === `${command.path} ${name}`.trim());
    return [
      ...command.options.map((option) => `${when} -l ${option.flag.slice(2)}${valuesOf(option)} -d ${quoted(option.description)}`),
      ...(command.words === 'files'
        ? [`${when} -F`]
        : command.words === 'anything'
          ? []
          : command.words.map((word) => `${when} -a ${quoted(word)} -d ${quoted(inner(word)?.description ?? '')}`)),
    ];
  });
  return ['# Completion of cdk8s-hardened for fish.', LIST, 'complete -c cdk8s-hardened -f', ...lines, ''].join('\n');
}

function conditionOf({ path }: CompletedCommand, commands: readonly CompletedCommand[]): string {
  if (path === '') return '__fish_use_subcommand';
  const seen = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const below = commands.filter((each) => each.path.startsWith(`${path} `)).map((each) => each.path.slice(path.length + 1));
  const not = below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(' ')}`];
  return [...seen, ...not].join('; and ');
}

/** Values behind what is in front of the last comma. */
const LIST = `function __cdk8s_hardened_list
  set -l written (commandline -ct | string replace -r '^--[^=]*=' '' | string trim -l -c '\\'"')
  set -l before (string match -r '.*,' -- $written)
  printf '%s\\n' "$before"$argv
end`;

function valuesOf({ values, isList }: CompletedOption): string {
  if (values === undefined) return '';
  if (values === 'anything') return ' -x';
  if (values === 'files') return ' -r -F';
  const words = values.join(' ');
  return ` -x -a ${quoted(isList === true ? `(__cdk8s_hardened_list ${words})` : words)}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
