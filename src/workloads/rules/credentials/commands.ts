import { undecided, type Outcome } from '../../../engine/rule';
import { NONE } from '../../../kubernetes/objects/collect';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { entriesOf } from '../../../kubernetes/pods/security/read';
import { asObject, isObject, isUnset, type JsonObject, typeName } from '../../../text/json';
import { mayHoldCredential, namesCredential } from './credentials';

/** Judges a text and the name of the flag or header that it is given under ('' for none). */
type Judge = (value: string, name: string, path: string, label: string) => readonly Outcome[];

const HANDLERS = [
  ['livenessProbe', 'liveness probe'],
  ['readinessProbe', 'readiness probe'],
  ['startupProbe', 'startup probe'],
] as const;
/** `--name=value`, or `--name` with the value as the next word; any other word has no name. */
const FLAG = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s;
const SWITCH = /^--?(?:allow|disable|enable|no|skip|use|with|without)-/;
const SPACE = /\s/;
/** `--password hunter2`, `PASSWORD=hunter2` and `auth.password=hunter2` within a script; a value that the shell puts in is none. */
const IN_SCRIPT =
  /(?:^|[\s;,])(?:--?([a-z][\w.-]{0,64})[= ]|(?:export )?([a-z_][\w.-]{0,64})=)["']?([^\s"'`,;|&<>()-][^\s"'`,;|&<>()]{0,256})/gi;

/** Judges the words of a container's command, arguments, probes and lifecycle handlers, and the HTTP headers of the latter. */
export function commandsOf({ spec, path, label }: ContainerView, judge: Judge): readonly Outcome[] {
  if (!hasWords(spec)) return NONE;
  const outcomes: Outcome[] = [];
  if (!isUnset(spec.command)) words(spec.command, `${path}.command`, `the command of ${label}`, judge, outcomes);
  if (!isUnset(spec.args)) words(spec.args, `${path}.args`, `the arguments of ${label}`, judge, outcomes);
  for (const [field, noun] of HANDLERS) {
    if (isObject(spec[field])) handler(asObject(spec[field]), `${path}.${field}`, `the ${noun} of ${label}`, judge, outcomes);
  }
  if (!isObject(spec.lifecycle)) return outcomes;
  for (const field of ['postStart', 'preStop'] as const) {
    handler(asObject(spec.lifecycle[field]), `${path}.lifecycle.${field}`, `the ${field} handler of ${label}`, judge, outcomes);
  }
  return outcomes;
}

/** Few containers have any of it: the others are told at once. */
function hasWords({ command, args, livenessProbe, readinessProbe, startupProbe, lifecycle }: JsonObject): boolean {
  return (
    !isUnset(command)
    || !isUnset(args)
    || hasHandler(livenessProbe)
    || hasHandler(readinessProbe)
    || hasHandler(startupProbe)
    || isObject(lifecycle)
  );
}

function hasHandler(probe: unknown): boolean {
  return isObject(probe) && (isObject(probe.exec) || (isObject(probe.httpGet) && !isUnset(probe.httpGet.httpHeaders)));
}

function handler({ exec, httpGet }: JsonObject, path: string, label: string, judge: Judge, outcomes: Outcome[]): void {
  if (isObject(exec) && !isUnset(exec.command)) words(exec.command, `${path}.exec.command`, label, judge, outcomes);
  if (!isObject(httpGet) || isUnset(httpGet.httpHeaders)) return;
  for (const [index, { name, value: text }] of entriesOf(httpGet.httpHeaders)) {
    if (typeof name !== 'string' || typeof text !== 'string') continue;
    const secret = /^(?:proxy-)?authorization$/i.test(name) ? 'token' : name;
    outcomes.push(...judge(text, secret, `${path}.httpGet.httpHeaders[${index}].value`, `the header ${JSON.stringify(name)} in ${label}`));
  }
}

function words(list: unknown, path: string, label: string, judge: Judge, outcomes: Outcome[]): void {
  if (!Array.isArray(list)) return void outcomes.push(undecided(path, `${label}: ${typeName(list)}, not a list`));
  let name = '';
  list.forEach((word: unknown, index) => {
    const flagged = name;
    name = '';
    if (isUnset(word)) return;
    if (typeof word !== 'string') {
      return void outcomes.push(undecided(`${path}[${index}]`, `a word of ${label} is ${typeName(word)}, not a string`));
    }
    const flag = word.startsWith('-') ? FLAG.exec(word) : null;
    if (flag && flag[2] === undefined) {
      if (!SWITCH.test(word)) name = flag[1]!;
      return;
    }
    const [value, under] = flag ? [flag[2]!, flag[1]!] : [word, flagged];
    const isNamed = namesCredential(under);
    const isScript = !flag && !isNamed && SPACE.test(word);
    const mayAssign = isScript || (!isNamed && value.includes('='));
    if (!mayAssign && !mayHoldCredential(value, under)) return;
    const place = `${path}[${index}]`;
    const whole =
      isScript || under === ''
        ? judge(value, '', place, `a word of ${label}`)
        : judge(value, under, place, `the flag ${under} in ${label}`);
    outcomes.push(...(whole.length > 0 || !mayAssign ? whole : namedInScript(value, place, label, judge)));
  });
}

/** The first credential that flags and variables within a text give by name. */
export function namedInScript(text: string, path: string, label: string, judge: Judge): readonly Outcome[] {
  for (const [, option, variable, value] of text.matchAll(IN_SCRIPT)) {
    if (value!.includes('$') || (option !== undefined && SWITCH.test(`--${option}`))) continue;
    const name = (option ?? variable)!;
    const found = judge(value!, name, path, `${option === undefined ? 'the variable' : 'the flag'} ${name} in ${label}`);
    if (found.length > 0) return found;
  }
  return [];
}
