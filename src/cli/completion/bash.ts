import type { CompletedCommand, Values } from './completion';

/** For bash 4 and later. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const options = commands.flatMap(({ path, options: own }) => own.map((option) => ({ path, ...option })));
  const valued = options.filter(({ values }) => values !== undefined);
  return `# Completion of cdk8s-hardened for bash.
_cdk8s_hardened() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous='' path='' word index known
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$path $word" in
${commands
  .filter(({ path }) => path !== '')
  .map(({ path }) => `      ${quoted(` ${path}`.replace(/^ (.*) (\S+)$/, '$1 $2'))}) path=${quoted(path)} ;;`)
  .join('\n')}
    esac
    previous="$word"
  done
  case "$path $previous" in
${valued.map(({ path, flag, values, isList }) => `    ${quoted(`${path} ${flag}`)}) ${reply(values!, isList)}; return ;;`).join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    case "$path" in
${commands.map(({ path, options: own }) => `      ${quoted(path)}) known=${quoted(own.map(({ flag }) => flag).join(' '))} ;;`).join('\n')}
    esac
    COMPREPLY=($(compgen -W "$known" -- "$current"))
    return
  fi
  case "$path" in
${commands.map(({ path, words }) => `    ${quoted(path)}) ${reply(words)} ;;`).join('\n')}
  esac
}
complete -F _cdk8s_hardened cdk8s-hardened
`;
}

function reply(values: Values, isList = false): string {
  if (values === 'anything') return ':';
  if (values === 'files') return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current"))';
  const words = quoted(values.join(' '));
  if (!isList) return `COMPREPLY=($(compgen -W ${words} -- "$current"))`;
  return (
    `local before=''; [[ "$current" == *,* ]] && before="\${current%,*},"; `
    + `COMPREPLY=($(compgen -P "$before" -W ${words} -- "\${current##*,}"))`
  );
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\\\''")}'`;
}
