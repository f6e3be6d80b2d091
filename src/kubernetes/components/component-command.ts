import { flagKind, type CataloguedComponent } from './flags/catalogue';
import { shellCommands, type ShellWord } from './shell-words';

/** Programs whose flags are read. */
export type Component = 'etcd' | CataloguedComponent;

/** A flag as it was written; the last one wins, as the programs have it. */
export interface Flag {
  /** Its text; `true` for a flag without value. */
  readonly value: string;
  /** Where it stands within the object. */
  readonly path: string;
  /** Why the program may read something else, or refuse it: `it takes its value from Secret etcd`. Then the value decides nothing. */
  readonly unclear?: string;
  /** Earlier occurrences, in order: flags that hold lists add up in the Kubernetes programs, though not in etcd. */
  readonly earlier?: readonly Flag[];
  /** kubeadm v1 joins the value to its own one in place of replacing it. */
  readonly merge?: 'append' | 'prepend';
  /** True when it is an environment variable of etcd (`ETCD_CERT_FILE`). */
  readonly fromEnvironment?: boolean;
}

/** One word of a command line. */
export interface Word {
  readonly text: string;
  readonly path: string;
  readonly unclear?: string;
}

/** The command line of a control-plane program. */
export interface CommandLine {
  readonly component: Component;
  readonly words: readonly Word[];
  /** Why there may be more flags than these words show. */
  readonly incomplete?: string;
}

export const COMPONENTS: readonly Component[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubelet',
];

/** Programs that run another one, named later among their arguments. */
export const WRAPPERS = new Set([
  'busybox',
  'chrt',
  'dumb-init',
  'env',
  'exec',
  'go-runner',
  'gosu',
  'hyperkube',
  'ionice',
  'nice',
  'nohup',
  'setpriv',
  'su-exec',
  'sudo',
  'tini',
  'timeout',
]);
export const SHELLS = new Set(['ash', 'bash', 'dash', 'ksh', 'sh']);
const SCRIPT = /(\.sh|entrypoint)$/;
const MAY_SET_FLAGS = /ETCD_|(^|[\s;&|])(export|source|eval|\.)\s/;

/** Finds the program that a command line runs, through wrappers and `sh -c`. Undefined when it is not one of ours. */
export function findCommandLine(words: readonly Word[]): CommandLine | undefined {
  const first = baseName(words[0]?.text ?? '');
  if (SHELLS.has(first)) return inShell(words);
  const skippable = WRAPPERS.has(first) || SCRIPT.test(first) || /^[A-Za-z_][A-Za-z0-9_]*=/.test(first);
  if (!skippable) {
    const component = componentOf(words[0]?.text ?? '');
    return component && serves(component, words.slice(1)) ? { component, words: words.slice(1) } : undefined;
  }
  for (let i = 1; i < words.length; i++) {
    const text = words[i]!.text;
    if (SHELLS.has(baseName(text))) return inShell(words.slice(i));
    const component = componentOf(text);
    if (component === undefined) continue;
    const rest = words.slice(i + 1);
    const incomplete = SCRIPT.test(first) ? `the script ${first} may add flags` : undefined;
    return serves(component, rest) ? { component, words: rest, incomplete } : undefined;
  }
  return undefined;
}

function inShell(words: readonly Word[]): CommandLine | undefined {
  const option = words.findIndex(({ text }, index) => index > 0 && /^-[a-z]*c$/.test(text));
  if (option < 0) return findCommandLine([{ text: 'entrypoint', path: '' }, ...words.slice(1)]);
  const script = words[option + 1];
  if (!script) return undefined;
  const found = shellCommands(script.text).flatMap(
    (command) =>
      findCommandLine(
        withoutKeywords(command).map((word) => ({
          text: word.text,
          path: script.path,
          unclear: word.unclear === undefined ? script.unclear : `the shell puts in ${word.unclear}`,
        })),
      ) ?? [],
  );
  const first = found[0];
  if (!first) return undefined;
  const { component } = first;
  if (found.length > 1) {
    return {
      component,
      words: [],
      incomplete: `the shell script starts ${component} in ${found.length} ways, and which one runs is not known`,
    };
  }
  const more = component === 'etcd' && MAY_SET_FLAGS.test(script.text) ? 'the shell script may set variables that etcd reads' : undefined;
  return { ...first, incomplete: first.incomplete ?? more };
}

/** Words of the shell that stand before a command. */
const KEYWORDS = new Set(['!', '{', 'builtin', 'command', 'do', 'elif', 'else', 'if', 'then', 'time', 'until', 'while']);

/** The command behind `if`, `then`, `do` and the like. */
export function withoutKeywords(command: readonly ShellWord[]): readonly ShellWord[] {
  const start = command.findIndex(({ text }) => !KEYWORDS.has(text));
  return start < 0 ? [] : command.slice(start);
}

/** `etcd gateway` and `etcd grpc-proxy` are other programs with flags of their own. */
function serves(component: Component, rest: readonly Word[]): boolean {
  return component !== 'etcd' || !['gateway', 'grpc-proxy'].includes(rest[0]?.text ?? '');
}

export function componentOf(word: string): Component | undefined {
  const name = baseName(word);
  return COMPONENTS.find((component) => component === name);
}

export function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** etcd's flags that take no separate value. Source: embed/config.go and etcdmain/config.go of etcd 3.4 to 3.7. */
const ETCD_BOOLEANS = new Set([
  'auto-tls',
  'client-cert-auth',
  'debug',
  'discovery-insecure-skip-tls-verify',
  'discovery-insecure-transport',
  'enable-distributed-tracing',
  'enable-grpc-gateway',
  'enable-log-rotation',
  'enable-pprof',
  'enable-v2',
  'experimental-compact-hash-check-enabled',
  'experimental-enable-distributed-tracing',
  'experimental-enable-lease-checkpoint',
  'experimental-enable-lease-checkpoint-persist',
  'experimental-initial-corrupt-check',
  'experimental-memory-mlock',
  'experimental-peer-skip-client-san-verification',
  'experimental-stop-grpc-service-on-defrag',
  'experimental-txn-mode-write-with-shared-buffer',
  'force-new-cluster',
  'initial-election-tick-advance',
  'memory-mlock',
  'peer-auto-tls',
  'peer-client-cert-auth',
  'peer-skip-client-san-verification',
  'pre-vote',
  'socket-reuse-address',
  'socket-reuse-port',
  'strict-reconfig-check',
  'unsafe-no-fsync',
  'version',
]);

/** Flags of a command line, and why there may be more. */
export interface ParsedFlags {
  readonly flags: Map<string, Flag>;
  readonly incomplete?: string;
}

/**
 * Reads flags as the program does: etcd by Go's `flag` package (one dash or two, a switch never takes the next word, the first word that is
 * no flag ends it), the Kubernetes programs by `pflag` (one dash for `-v` only, `_` is `-`).
 */
export function parseFlags(component: Component, words: readonly Word[]): ParsedFlags {
  const flags = new Map<string, Flag>();
  let incomplete: string | undefined;
  for (let i = 0; i < words.length; i++) {
    const { text, path, unclear } = words[i]!;
    const flag = component === 'etcd' ? /^--?([A-Za-z][A-Za-z0-9-]*)(?:=([\s\S]*))?$/.exec(text) : kubernetesFlag(text);
    if (!flag) {
      if (unclear === undefined && text === '--') break;
      incomplete ??= unclear ?? `${JSON.stringify(text)} is not a flag, so ${component} does not start`;
      continue;
    }
    const name = component === 'etcd' ? flag[1]! : flag[1]!.replaceAll('_', '-');
    const next = words[i + 1];
    let found: Flag;
    if (flag[2] !== undefined) {
      found = { value: flag[2], path, unclear };
    } else if (takesNext(component, name, next?.text)) {
      found = {
        value: next!.text,
        path: next!.path,
        unclear: next!.unclear ?? (component === 'etcd' ? undefined : switchWithWord(component, name, next!.text)),
      };
      i += 1;
    } else {
      found = {
        value: 'true',
        path,
        unclear: needsValue(component, name) ? `--${name} has no value, so ${component} does not start` : unclear,
      };
    }
    addFlag(flags, name, found);
  }
  return { flags, incomplete };
}

function kubernetesFlag(text: string): RegExpExecArray | null {
  return /^-(v)(?:=?(\d+))?$/.exec(text) ?? /^--([A-Za-z][A-Za-z0-9_-]*)(?:=([\s\S]*))?$/.exec(text);
}

function takesNext(component: Component, name: string, next: string | undefined): boolean {
  if (next === undefined) return false;
  if (component === 'etcd') return !ETCD_BOOLEANS.has(name);
  const kind = flagKind(component, name);
  if (kind === 'switch') return BOOLEAN.test(next);
  return kind === 'value' || next === '-' || !next.startsWith('-');
}

function needsValue(component: Component, name: string): boolean {
  return component === 'etcd' ? !ETCD_BOOLEANS.has(name) : flagKind(component, name) === 'value';
}

const BOOLEAN = /^(true|false|t|f)$/i;

/** A boolean after a space is meant for the switch before it, but not taken by it. */
function switchWithWord(component: CataloguedComponent, name: string, value: string): string | undefined {
  return BOOLEAN.test(value) && flagKind(component, name) !== 'value'
    ? `a switch takes no separate word: write --${name}=${value}`
    : undefined;
}

/** Adds an occurrence: the last one counts, the earlier ones are kept with it. */
export function addFlag(flags: Map<string, Flag>, name: string, flag: Flag): void {
  const before = flags.get(name);
  const { earlier = [], ...last } = before ?? ({} as Flag);
  const clean = Object.fromEntries(Object.entries(flag).filter(([, value]) => value !== undefined)) as unknown as Flag;
  // The list goes on with the new occurrence, which takes the place of the one that had it: a copy for each would be the square.
  if (before) (earlier as Flag[]).push(last);
  flags.set(name, before ? { ...clean, earlier } : clean);
}
