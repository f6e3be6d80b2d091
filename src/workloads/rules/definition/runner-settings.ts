import { isObject, type JsonObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { readYaml } from '../../../text/yaml/yaml';

/** What a configuration of build agents gives to the pods of builds. */
export interface Given {
  /** Where in the configuration, and what: `privileged = true in [runners.kubernetes] (line 7)`. */
  readonly fact: string;
  /** True for a value that is put in later. */
  readonly unknown?: true;
}

const SECTION = /^\s*\[{1,2}\s*([\w."-]+)\s*\]{1,2}/;
const SETTING = /^\s*([\w.-]+)\s*=(.*)$/;
const TEMPLATE = /\{\{|\$\{|^["']?\$/;
/** Settings of a section that give the node to builds, and the values with which they do. */
const GIVING: readonly (readonly [section: RegExp, key: RegExp, value: RegExp])[] = [
  [/^runners\.(?:kubernetes|docker)$/, /^privileged$/, /^true\b/],
  [/^runners\.docker$/, /^(?:network_mode|pid_mode|ipc_mode)$/, /^["']host["']/],
  [/^runners\.docker$/, /^(?:cap_add|devices)$/, /^\[\s*(?:$|["'])/],
  [/^runners\.docker$/, /^volumes$/, /["']\/[^"':]*:/],
  [/^runners\.kubernetes\.volumes\.host_path$/, /^(?:mount_path|host_path)$/, /^["']/],
  [/^runners\.kubernetes\.pod_spec$/, /^patch$/, /privileged["']?\s*:\s*true|host(?:Network|PID|IPC)["']?\s*:\s*true|hostPath/],
];

/**
 * What a `config.toml` of GitLab Runner gives.
 *
 * Source: https://docs.gitlab.com/runner/executors/kubernetes/ and https://docs.gitlab.com/runner/configuration/advanced-configuration/
 */
export function givenByGitLab(text: string): readonly Given[] {
  if (!/\brunners\b/.test(text)) return [];
  const found: Given[] = [];
  let section = '';
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const heading = SECTION.exec(lines[index]!);
    if (heading) section = heading[1]!.replace(/"/g, '');
    const [, name, first] = (heading ? null : SETTING.exec(lines[index]!)) ?? [];
    if (name === undefined) continue;
    // `kubernetes.privileged` below [[runners]] is `privileged` below [runners.kubernetes].
    const [place, key] = split(`${section}.${name}`);
    const at = index;
    let value = first!.trimStart();
    const end = endOf(value);
    while (end && !end.test(lines[index]!.slice(index === at ? lines[at]!.indexOf('=') + 4 : 0)) && index + 1 < lines.length) {
      value += `\n${lines[++index]!}`;
    }
    const where = `in [${place}] (line ${at + 1})`;
    for (const [sections, keys, values] of GIVING) {
      if (!sections.test(place) || !keys.test(key)) continue;
      if (TEMPLATE.test(value) && !values.test(value)) found.push({ fact: `${key} ${where} is put in later`, unknown: true });
      else if (values.test(value)) {
        found.push({ fact: `${key} = ${value.length > 60 || value.includes('\n') ? '…' : value.trim()} ${where}` });
      }
    }
  }
  return found;
}

/** How the value ends that goes on over several lines. */
function endOf(value: string): RegExp | undefined {
  if (/^'''/.test(value)) return /'''/;
  if (/^"""/.test(value)) return /"""/;
  return value.startsWith('[') && !value.includes(']') ? /\]/ : undefined;
}

function split(path: string): readonly [place: string, key: string] {
  const parts = path.split('.').filter((part) => part !== '');
  return [parts.slice(0, -1).join('.'), parts.at(-1)!];
}

/**
 * What the configuration of Jenkins as code gives in its clouds of Kubernetes.
 *
 * Source: https://plugins.jenkins.io/kubernetes/ and https://plugins.jenkins.io/configuration-as-code/
 */
export function givenByJenkins(text: string): readonly Given[] {
  if (!/^jenkins:/m.test(text) || !text.includes('clouds')) return [];
  const { documents, faults } = readYaml(text);
  if (faults.length > 0) return [{ fact: 'the clouds of Jenkins cannot be read before templates are filled in', unknown: true }];
  const found: Given[] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, joinPath(path, index)));
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      const at = joinPath(path, key);
      if (gives(key, value)) found.push({ fact: `${at}${value[key] === true ? ': true' : ''}` });
      else if (key === 'yaml' && typeof value[key] === 'string') {
        visit(
          readYaml(value[key]).documents.map((each) => each.value),
          at,
        );
      } else visit(value[key], at);
    }
  };
  for (const { value } of documents) {
    const { jenkins } = value as JsonObject;
    if (isObject(jenkins)) visit(jenkins.clouds, 'jenkins.clouds');
  }
  return found;
}

const FLAGS = new Set(['privileged', 'hostNetwork', 'hostPID', 'hostIPC']);

function gives(key: string, value: JsonObject): boolean {
  return (FLAGS.has(key) && value[key] === true) || key === 'hostPathVolume' || (key === 'hostPath' && isObject(value[key]));
}
