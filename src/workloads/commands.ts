import { undecided, type Outcome } from '../engine/rule';
import { asObject, isObject, typeName } from '../model/json';
import { entriesOf, isUnset } from '../model/pod-security/read';
import type { ContainerView } from '../model/pod-view';

/** Judges a text and the name of the flag or header that it is given under ('' for none). */
type Judge = (value: string, name: string, path: string, label: string) => readonly Outcome[];

const HANDLERS = [['livenessProbe', 'liveness probe'], ['readinessProbe', 'readiness probe'], ['startupProbe', 'startup probe']] as const;
/** `--name=value`, or `--name` with the value as the next word; any other word has no name. */
const FLAG = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s;
const SWITCH = /^--?(?:allow|disable|enable|no|skip|use|with|without)-/;
const SPACE = /\s/;
/** `--password hunter2` and `PASSWORD=hunter2` within a script; a value that the shell puts in is none. */
const IN_SCRIPT = /(?:^|[\s;])(?:--?([a-z][\w.-]{0,64})[= ]|(?:export )?([a-z_]\w{0,64})=)["']?([^\s"'`;|&<>()-][^\s"'`;|&<>()]{0,256})/gi;

/** Judges the words of a container's command, arguments, probes and lifecycle handlers, and the HTTP headers of the latter. */
export function commandsOf({ spec, path, label }: ContainerView, judge: Judge): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  words(spec.command, `${path}.command`, `the command of ${label}`, judge, outcomes);
  words(spec.args, `${path}.args`, `the arguments of ${label}`, judge, outcomes);
  for (const [field, noun] of HANDLERS) handler(spec[field], `${path}.${field}`, noun, label, judge, outcomes);
  if (isObject(spec.lifecycle)) {
    for (const field of ['postStart', 'preStop'] as const) handler(spec.lifecycle[field], `${path}.lifecycle.${field}`, `${field} handler`, label, judge, outcomes);
  }
  return outcomes;
}

function handler(value: unknown, path: string, noun: string, owner: string, judge: Judge, outcomes: Outcome[]): void {
  if (!isObject(value)) return;
  const label = `the ${noun} of ${owner}`;
  words(asObject(value.exec).command, `${path}.exec.command`, label, judge, outcomes);
  for (const [index, { name, value: text }] of entriesOf(asObject(value.httpGet).httpHeaders)) {
    if (typeof name !== 'string' || typeof text !== 'string') continue;
    const secret = /^(?:proxy-)?authorization$/i.test(name) ? 'token' : name;
    outcomes.push(...judge(text, secret, `${path}.httpGet.httpHeaders[${index}].value`, `the header ${JSON.stringify(name)} in ${label}`));
  }
}

function words(list: unknown, path: string, label: string, judge: Judge, outcomes: Outcome[]): void {
  if (isUnset(list)) return;
  if (!Array.isArray(list)) return void outcomes.push(undecided(path, `${label}: ${typeName(list)}, not a list`));
  let name = '';
  list.forEach((word: unknown, index) => {
    const flagged = name;
    name = '';
    if (isUnset(word)) return;
    const place = `${path}[${index}]`;
    if (typeof word !== 'string') return void outcomes.push(undecided(place, `a word of ${label} is ${typeName(word)}, not a string`));
    const flag = FLAG.exec(word);
    if (!flag) outcomes.push(...(SPACE.test(word) ? script(word, place, label, judge) : judge(word, flagged, place, flagged === '' ? `a word of ${label}` : `the flag ${flagged} in ${label}`)));
    else if (flag[2] !== undefined) outcomes.push(...judge(flag[2], flag[1]!, place, `the flag ${flag[1]} in ${label}`));
    else if (!SWITCH.test(word)) name = flag[1]!;
  });
}

function script(text: string, path: string, label: string, judge: Judge): readonly Outcome[] {
  const whole = judge(text, '', path, `a word of ${label}`);
  if (whole.length > 0) return whole;
  for (const [, option, variable, value] of text.matchAll(IN_SCRIPT)) {
    if (value!.includes('$')) continue;
    const name = (option ?? variable)!;
    const found = judge(value!, name, path, `${option === undefined ? 'the variable' : 'the flag'} ${name} in ${label}`);
    if (found.length > 0) return found;
  }
  return [];
}
