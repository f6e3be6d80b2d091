import * as path from 'node:path';
import { checkerWithoutBaseline } from '../../app/checker';
import { findFiles } from '../../input/find-files';
import type { ReadError } from '../../input/read-error';
import { readInput } from '../../input/read-input';
import type { Inventory } from '../../kubernetes/objects/inventory';
import type { KubeObject } from '../../kubernetes/objects/object';
import type { KubernetesMinor } from '../../kubernetes/releases/versions';
import { oneLine } from '../../reports/escape';
import { fileName } from '../../reports/summary';
import { progressOnTerminal } from '../check/progress';
import { layersOf, type SettingFlags } from '../settings';

/** What the commands about access read, and for which release. */
export interface AccessInput {
  readonly inventory: Inventory;
  readonly kubernetes: KubernetesMinor;
  readonly errors: readonly ReadError[];
  /** `rbac.yaml:12`; undefined for what is in no file. */
  place(object: KubeObject | undefined, at: string): string | undefined;
}

/** The flags of every command about access. */
export interface AccessFlags extends Pick<SettingFlags, 'kubernetes' | 'config' | 'exclude' | 'defaultNamespace'> {
  readonly format: string;
  readonly output?: string;
}

const NO_MODULE = () => Promise.reject(new Error('no rules are run'));

/** Reads the paths as `check` does. What cannot be read is an error, and the rest is read all the same. */
export async function readAccessInput(paths: readonly string[], flags: AccessFlags): Promise<AccessInput> {
  const { kubernetes, config, exclude, defaultNamespace } = flags;
  const layers = await layersOf({ kubernetes, config, exclude, defaultNamespace }, NO_MODULE);
  const checker = checkerWithoutBaseline(layers);
  const { settings } = checker;
  const own = new Set(layers.flatMap(({ file }) => (file === undefined ? [] : [path.resolve(file)])));
  const found = findFiles(paths, { reads: [], ...settings.files, alsoExclude: settings.alsoExclude });
  const files = found.files.filter(({ name }) => !own.has(path.resolve(name)));
  const { progress, done } = progressOnTerminal();
  const input = readInput(files, { reads: [], named: paths, progress: (count) => progress(count, files.length) });
  done();
  const errors = [...found.errors, ...input.errors];
  if (input.inventory.objects.length === 0 && errors.length === 0) {
    errors.push({ file: paths.join(' '), line: undefined, message: 'there is no Kubernetes object in it, so nothing is known' });
  }
  const namespace = settings.defaultNamespace;
  return {
    inventory: namespace === undefined ? input.inventory : input.inventory.inNamespace(namespace),
    kubernetes: checker.kubernetes,
    errors,
    place: (object, at) => {
      if (object?.origin.file === undefined) return undefined;
      const line = input.line(object, at);
      return `${fileName(object.origin.file)}${line === undefined ? '' : `:${line}`}`;
    },
  };
}

/** Tells what could not be read, and returns the exit code: 2 where something could not, else that of the answer. */
export function exitCodeOf({ errors }: AccessInput, code: number): number {
  for (const { file, line, message } of errors) {
    process.stderr.write(`error: ${oneLine(`${fileName(file)}${line === undefined ? '' : `:${line}`}: ${message}`)}\n`);
  }
  return errors.length > 0 ? 2 : code;
}
