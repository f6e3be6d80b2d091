import type { Outcome } from '../../../engine/rule';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { FileText } from '../../../kubernetes/objects/node-files';
import type { KubeObject } from '../../../kubernetes/objects/object';
import type { Directive } from './sshd-lines';
import { configOf, isMain, sshdFiles, type SshdConfig } from './sshd-tree';

/** The configurations of sshds that have a file in common: what is wrong with the file is said once. */
export type SshdConfigs = readonly SshdConfig[];

/** Puts together the files of each folder on each node. */
export function sshdConfigs({ files }: Inventory): readonly SshdConfigs[] {
  const trees = new Map<string, { readonly node: string | undefined; readonly folder: string; readonly members: FileText[] }>();
  for (const file of files.of(sshdFiles)) {
    const folder = file.path.replace(sshdFiles.path, '');
    for (const node of file.origin.nodes ?? [undefined]) {
      const key = JSON.stringify([node ?? null, folder]);
      const tree = trees.get(key);
      if (tree) tree.members.push(file);
      else trees.set(key, { node, folder, members: [file] });
    }
  }
  for (const [key, { node, folder, members }] of trees) {
    if (!VENDOR.test(folder) || !members.some(isMain)) continue;
    // A vendor's sshd_config is read where the node has none of its own.
    const ownKey = JSON.stringify([node ?? null, folder.replace(VENDOR, '$1etc/ssh')]);
    const own = trees.get(ownKey)?.members ?? [];
    trees.delete(own.some(isMain) ? key : ownKey);
    if (!own.some(isMain)) members.push(...own);
  }
  const configs = [...trees.values()].flatMap(({ node, folder, members }) => configOf(folder, members, node, files) ?? []);
  return joined(configs);
}

/** Where SUSE and others put what the distribution sets. */
const VENDOR = /(^|\/)usr\/etc\/ssh$/;

/** Configurations of the same files are one; those that share some stand together. */
function joined(configs: readonly SshdConfig[]): readonly SshdConfigs[] {
  const groups = new Map<KubeObject, SshdConfig[]>();
  for (const config of configs) {
    const shared = config.files.find((file) => groups.has(file));
    const group = shared === undefined ? [] : groups.get(shared)!;
    if (!group.some(({ files }) => files.length === config.files.length && files.every((file) => config.files.includes(file)))) {
      group.push(config);
    }
    for (const file of config.files) if (!groups.has(file)) groups.set(file, group);
  }
  return [...new Set(groups.values())];
}

/** Checks each sshd, and says once what several of them have of one file. */
export function ofEachSshd(check: (config: SshdConfig) => readonly Outcome[]): (configs: SshdConfigs) => readonly Outcome[] {
  return (configs) => {
    const said = new Map<KubeObject, Set<string>>();
    return configs.flatMap((config) =>
      check(config)
        .map((outcome) => ({ ...outcome, object: outcome.object ?? config.object }))
        .filter(({ object, path, message }) => {
          const known = said.get(object) ?? new Set();
          said.set(object, known);
          return !known.has(`${path}\n${message}`) && known.add(`${path}\n${message}`);
        }),
    );
  };
}

/** The lines that decide about an option, each of them for some connections. An `include` among them names what is not in the input. */
export interface Deciding {
  /** Those for connections that meet conditions, the first that is met having the last word. */
  readonly forSome: readonly Directive[];
  /** That for all others; undefined where there is none. */
  readonly forAll: Directive | undefined;
  /** Where that is an `include`: the next line, which counts if the files do not set the option. */
  readonly otherwise: Directive | undefined;
}

/**
 * Which lines decide: in Match blocks the first whose conditions are met, else the first outside of them. So a block outdoes what stands
 * before it outside, and `Match all` does so for all connections.
 *
 * @param isGlobal true for an option that sshd takes once, when it starts: it may be in no block but `Match all`, which outdoes nothing
 */
export function deciding(config: SshdConfig, keywords: readonly string[], isGlobal: boolean): Deciding {
  const lines = config.directives.filter(({ keyword }) => keyword === 'include' || keywords.includes(keyword));
  const forSome = new Map<string, Directive>();
  let overruling: Directive[] | undefined;
  for (const [index, line] of lines.entries()) {
    if (!line.isInBlock) continue;
    if (line.conditions.length === 0) {
      if (isGlobal) continue;
      overruling = lines.slice(index).filter(({ isInBlock, conditions }) => isInBlock && conditions.length === 0);
      break;
    }
    const key = JSON.stringify([...line.conditions].sort());
    // What follows an Include that is not read counts if that sets nothing.
    const known = forSome.get(key);
    if (known === undefined) forSome.set(key, line);
  }
  const outside = lines.filter(({ conditions, isInBlock }) => conditions.length === 0 && (isGlobal || !isInBlock));
  const [forAll, ...rest] =
    overruling === undefined ? outside : overruling[0]!.keyword === 'include' ? [...overruling, ...outside] : overruling;
  return {
    forSome: [...forSome.values()],
    forAll,
    otherwise: forAll?.keyword === 'include' ? rest.find(({ keyword }) => keyword !== 'include') : undefined,
  };
}
