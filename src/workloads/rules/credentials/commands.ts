import { undecided, type Outcome } from '../../../engine/rule';
import { NONE } from '../../../kubernetes/objects/collect';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { entriesOf } from '../../../kubernetes/pods/security/read';
import { asArray, asObject, isObject, isUnset, type JsonObject, typeName } from '../../../text/json';
import { passwordsIn, type ClientPassword } from './client-options';
import { namesCredential } from './credential-names';
import { clientOutcome, judgeNames, judgeScript, judgeText } from './credential-text';
import { mayHoldCredential } from './credentials';
import { isLetterWithValue, isSwitch } from './script-names';

const HANDLERS = [
  ['livenessProbe', 'liveness probe'],
  ['readinessProbe', 'readiness probe'],
  ['startupProbe', 'startup probe'],
] as const;
/** Texts that steps of Tekton and script templates of Argo run: a container of Kubernetes has none. */
const SCRIPTS = ['script', 'source'] as const;
/** `--name=value`, or `--name` with the value as the next word; any other word has no name. */
const FLAG = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s;
const SPACE = /\s/;

/** Checks the words of a container's command, arguments, probes and lifecycle handlers, and the HTTP headers of the latter. */
export function commandsOf({ spec, path, label }: ContainerView): readonly Outcome[] {
  if (!hasWords(spec)) return NONE;
  const outcomes: Outcome[] = [];
  const command = asArray(spec.command);
  const image = command.length > 0 ? undefined : programOfImage(spec.image);
  const given = givenIn(command.concat(asArray(spec.args)), image);
  if (!isUnset(spec.command)) words(spec.command, `${path}.command`, `the command of ${label}`, given, 0, outcomes);
  if (!isUnset(spec.args)) words(spec.args, `${path}.args`, `the arguments of ${label}`, given, command.length, outcomes);
  for (const field of SCRIPTS) {
    const text = spec[field];
    if (typeof text === 'string') outcomes.push(...judgeScript(text, `${path}.${field}`, `the script of ${label}`));
  }
  for (const [field, noun] of HANDLERS) {
    if (isObject(spec[field])) handler(asObject(spec[field]), `${path}.${field}`, `the ${noun} of ${label}`, outcomes);
  }
  if (!isObject(spec.lifecycle)) return outcomes;
  for (const field of ['postStart', 'preStop'] as const) {
    handler(asObject(spec.lifecycle[field]), `${path}.lifecycle.${field}`, `the ${field} handler of ${label}`, outcomes);
  }
  return outcomes;
}

/** What a whole command line gives to programs that are known to take a password, by the index of the word. */
type Given = ReadonlyMap<number, ClientPassword>;

function givenIn(list: readonly unknown[], image?: string): Given {
  if (list.length < 2 && image === undefined) return NOTHING;
  const passwords = passwordsIn(
    list.map((word) => ({ text: typeof word === 'string' ? word : '' })),
    image,
  );
  return passwords.length === 0 ? NOTHING : new Map(passwords.map((password) => [password.index, password]));
}

const NOTHING: Given = new Map();

/** `curl` of `docker.io/curlimages/curl:8`: without a command, most images run the program that they are named after. */
function programOfImage(image: unknown): string | undefined {
  return typeof image === 'string' ? /^[^:@]+/.exec(image.slice(image.lastIndexOf('/') + 1))?.[0] : undefined;
}

/** Few containers have any of it: the others are told at once. */
function hasWords({ command, args, script, source, livenessProbe, readinessProbe, startupProbe, lifecycle }: JsonObject): boolean {
  return (
    !isUnset(command)
    || !isUnset(args)
    || typeof script === 'string'
    || typeof source === 'string'
    || hasHandler(livenessProbe)
    || hasHandler(readinessProbe)
    || hasHandler(startupProbe)
    || isObject(lifecycle)
  );
}

function hasHandler(probe: unknown): boolean {
  return isObject(probe) && (isObject(probe.exec) || (isObject(probe.httpGet) && !isUnset(probe.httpGet.httpHeaders)));
}

function handler({ exec, httpGet }: JsonObject, path: string, label: string, outcomes: Outcome[]): void {
  if (isObject(exec) && !isUnset(exec.command)) {
    words(exec.command, `${path}.exec.command`, label, givenIn(asArray(exec.command)), 0, outcomes);
  }
  if (!isObject(httpGet) || isUnset(httpGet.httpHeaders)) return;
  for (const [index, { name, value: text }] of entriesOf(httpGet.httpHeaders)) {
    if (typeof name !== 'string' || typeof text !== 'string') continue;
    const secret = /^(?:proxy-)?authorization$/i.test(name) ? 'token' : name;
    outcomes.push(
      ...judgeText(text, secret, `${path}.httpGet.httpHeaders[${index}].value`, `the header ${JSON.stringify(name)} in ${label}`),
    );
  }
}

function words(list: unknown, path: string, label: string, given: Given, offset: number, outcomes: Outcome[]): void {
  if (!Array.isArray(list)) return void outcomes.push(undecided(path, `${label}: ${typeName(list)}, not a list`));
  let name = '';
  list.forEach((word: unknown, index) => {
    const flagged = name;
    name = '';
    if (isUnset(word)) return;
    const place = `${path}[${index}]`;
    if (typeof word !== 'string') {
      return void outcomes.push(undecided(place, `a word of ${label} is ${typeName(word)}, not a string`));
    }
    const password = given.get(index + offset);
    if (password) return void outcomes.push(clientOutcome(password, place, label));
    const flag = word.startsWith('-') && !isLetterWithValue(word) ? FLAG.exec(word) : null;
    if (flag && flag[2] === undefined) {
      if (!isSwitch(word)) name = flag[1]!;
      return;
    }
    const [value, under] = flag ? [flag[2]!, flag[1]!] : [word, flagged];
    const isNamed = namesCredential(under);
    const isScript = !flag && !isNamed && SPACE.test(word);
    const mayAssign = !isNamed && value.includes('=');
    if (!isScript && !mayAssign && !mayHoldCredential(value, under)) return;
    const whole =
      isScript || under === ''
        ? judgeText(value, '', place, `a word of ${label}`)
        : judgeText(value, under, place, `the flag ${under} in ${label}`);
    if (whole.length > 0) outcomes.push(...whole);
    else if (isScript) outcomes.push(...judgeScript(value, place, label));
    else if (mayAssign) outcomes.push(...judgeNames(value, place, label));
  });
}
