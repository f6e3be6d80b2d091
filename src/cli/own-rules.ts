import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { adaptRule } from '../engine/adapt-rule';
import type { IRule } from '../engine/outside-rule';
import { Registry } from '../engine/registry';
import { reasonOf, requireOrdinary } from '../input/read-file';
import { UsageError } from './usage-error';

/** What a module with rules may export. */
interface RuleModule {
  readonly default?: unknown;
  readonly rules?: unknown;
}

/** Imports a module by its URL: code that V8 keeps compiled cannot. */
export type ImportModule = (url: string) => Promise<RuleModule>;

/** Loads the rules that a module exports, as its default or by the name `rules`: this runs the module. */
export async function loadRules(file: string, importModule: ImportModule): Promise<readonly IRule[]> {
  let loaded: RuleModule;
  try {
    requireOrdinary(file, fs.statSync(file));
    loaded = await importModule(pathToFileURL(path.resolve(file)).href);
  } catch (error) {
    throw new UsageError(`the rules in ${file} cannot be loaded: ${reasonOf(error)}`);
  }
  const inner = (loaded.default as { rules?: unknown } | undefined)?.rules;
  const list = [loaded.rules, inner, loaded.default].find(Array.isArray) as readonly IRule[] | undefined;
  if (!list || list.length === 0) {
    throw new UsageError(`${file} exports no list of rules. Export one as its default, or by the name "rules".`);
  }
  try {
    new Registry(list.map(adaptRule));
    return list;
  } catch (error) {
    throw new UsageError(`the rules in ${file} are not complete: ${(error as Error).message}`);
  }
}
