import type { CompletedCommand, CompletedOption, Values } from './completion';

/** For zsh: a file `_cdk8s-hardened` in a directory of `fpath`, or to be sourced. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const [root, ...others] = commands as [CompletedCommand, ...CompletedCommand[]];
  return `#compdef cdk8s-hardened
# Completion of cdk8s-hardened for zsh.
_cdk8s-hardened() {
  local at='' word index
  for ((index = 2; index < CURRENT; index++)); do
    word="\${words[index]}"
    case "$at $word" in
${others.map(descent).join('\n')}
    esac
  done
  case "$at" in
${[root, ...others].map((command) => `    ${quoted(command.path)}) ${argumentsOf(command)} ;;`).join('\n')}
  esac
}
if [[ "\${funcstack[1]}" == _cdk8s-hardened ]]; then _cdk8s-hardened "$@"; else compdef _cdk8s-hardened cdk8s-hardened; fi
`;
}

/** Goes on below a command: what stood before it is forgotten. */
function descent({ path }: CompletedCommand): string {
  const label = quoted(path.includes(' ') ? path : ` ${path}`);
  const rest = 'words=("${(@)words[1,1]}" "${(@)words[index+1,-1]}"); ((CURRENT -= index - 1)); index=1';
  return `      ${label}) at=${quoted(path)}; ${rest} ;;`;
}

function argumentsOf({ options, words }: CompletedCommand): string {
  const specs = [...options.map(optionSpec), `*:argument:${action(words)}`];
  return `_arguments ${specs.map(quoted).join(' ')}`;
}

function optionSpec({ flag, description, values, isList }: CompletedOption): string {
  const text = description.replace(/[\\[\]:]/g, '\\$&');
  return values === undefined ? `*${flag}[${text}]` : `*${flag}=[${text}]:value:${action(values, isList)}`;
}

function action(values: Values, isList = false): string {
  if (values === 'anything') return ' ';
  if (values === 'files') return '_files';
  return isList ? ` _sequence compadd - ${values.join(' ')}` : `(${values.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\\\''")}'`;
}
