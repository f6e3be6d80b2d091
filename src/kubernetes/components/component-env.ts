import { asArray, asObject, asString, isObject, scalarText, type JsonObject } from '../../text/json';
import type { Inventory } from '../objects/inventory';
import type { ContainerView, PodView } from '../pods/pod-view';

/** One environment variable. */
export interface EnvVariable {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  /** Why its value is not known: `Secret etcd is not in the input`. */
  readonly unclear?: string;
}

/** The environment that a container is given. */
export interface Environment {
  readonly variables: ReadonlyMap<string, EnvVariable>;
  /** Why there may be more variables than these. */
  readonly incomplete?: string;
}

/** Reads `envFrom` and `env` of a container, with what ConfigMaps of the input say. */
export function environmentOf(pod: PodView, container: ContainerView, inventory: Inventory): Environment {
  const variables = new Map<string, EnvVariable>();
  let incomplete: string | undefined;
  asArray(container.spec.envFrom).forEach((source, index) => {
    const from = asObject(source);
    const path = `${container.path}.envFrom[${index}]`;
    const prefix = asString(from.prefix) ?? '';
    const name = asString(asObject(from.configMapRef).name);
    const map = name === undefined ? undefined : inventory.find('', 'ConfigMap', pod.namespace, name);
    if (!map) {
      const secret = asString(asObject(from.secretRef).name);
      incomplete ??=
        secret !== undefined
          ? `its environment comes from Secret ${secret}`
          : `its environment comes from ConfigMap ${name ?? '(unnamed)'}, which is not in the input`;
      return;
    }
    for (const [key, value] of Object.entries(asObject(map.json.data))) {
      if (typeof value === 'string') variables.set(prefix + key, { name: prefix + key, value, path });
    }
  });
  addVariables(variables, container.spec.env, `${container.path}.env`);
  return { variables, incomplete };
}

/** Reads a list of `name` and `value` or `valueFrom`. */
export function addVariables(variables: Map<string, EnvVariable>, list: unknown, path: string): void {
  asArray(list).forEach((item, index) => {
    const entry = asObject(item);
    const name = asString(entry.name);
    if (name === undefined) return;
    const base = { name, path: `${path}[${index}].value` };
    if (isObject(entry.valueFrom)) {
      variables.set(name, {
        ...base,
        value: '',
        path: `${path}[${index}].valueFrom`,
        unclear: `it takes its value from ${sourceOf(entry.valueFrom)}`,
      });
    } else if (entry.value === undefined || entry.value === null) variables.set(name, { ...base, value: '' });
    else if (typeof entry.value === 'string') variables.set(name, { ...base, ...expand(entry.value, variables) });
    else variables.set(name, { ...base, value: scalarText(entry.value), unclear: 'its value is not a string, so the server rejects it' });
  });
}

function sourceOf(valueFrom: JsonObject): string {
  for (const [key, kind] of [
    ['secretKeyRef', 'Secret'],
    ['configMapKeyRef', 'ConfigMap'],
  ] as const) {
    const name = asString(asObject(valueFrom[key]).name);
    if (name !== undefined) return `${kind} ${name}`;
  }
  return asString(asObject(valueFrom.fieldRef).fieldPath) ?? 'elsewhere';
}

/** Characters that values may add to a text: what refers to variables that refer to others can double with each step. */
const MOST_ADDED = 4096;

/**
 * Puts values in place of `$(NAME)` as the kubelet does; `$$` is a plain dollar, and a name that is not defined stays as it is.
 *
 * Source: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function expand(text: string, variables: ReadonlyMap<string, EnvVariable>): { value: string; unclear?: string } {
  const lastEnd = text.lastIndexOf(')');
  const parts: string[] = [];
  let unclear: string | undefined;
  let length = 0;
  let done = 0;
  const add = (part: string, from: number) => {
    parts.push(part);
    length += part.length;
    done = from;
  };
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', done)) {
    add(text.slice(done, at), at);
    if (text[at + 1] === '$') add('$', at + 2);
    else if (text[at + 1] !== '(' || at > lastEnd) add('$', at + 1);
    else {
      const end = text.indexOf(')', at);
      const name = text.slice(at + 2, end);
      const variable = variables.get(name);
      if (variable?.unclear !== undefined) unclear ??= `${name} in it is not known (${variable.unclear})`;
      add(variable && variable.unclear === undefined ? variable.value : text.slice(at, end + 1), end + 1);
    }
    if (length > text.length + MOST_ADDED) {
      return { value: text, unclear: `the variables that it refers to add more than ${MOST_ADDED} characters to it` };
    }
  }
  add(text.slice(done), text.length);
  return { value: parts.join(''), ...(unclear === undefined ? {} : { unclear }) };
}
