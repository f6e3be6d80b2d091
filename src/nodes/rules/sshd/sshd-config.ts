import type { Outcome } from '../../../engine/rule';
import { fileObject } from '../../../engine/subjects';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { FilePattern, FileText, NodeFiles } from '../../../kubernetes/objects/node-files';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { pathTest, type GlobTest } from '../../../text/glob';

/** A line of sshd's configuration. */
export interface Directive {
  /** In lower case. */
  readonly keyword: string;
  readonly args: readonly string[];
  /** From 1. */
  readonly line: number;
  /** The criteria of the Match block that it stands in; undefined outside of all. */
  readonly match: string | undefined;
  readonly file: KubeObject;
}

/** The files that one sshd reads, as far as they are in the input. */
export interface SshdConfig {
  /** The first file: what findings about a missing line point to. */
  readonly object: KubeObject;
  /** `sshd_config` itself; undefined when only drop-ins are in the input. */
  readonly main: KubeObject | undefined;
  /** All that it reads, and what lies beside it. */
  readonly files: readonly KubeObject[];
  /** In the order in which sshd reads them: the first value of a keyword wins. */
  readonly directives: readonly Directive[];
  /** True when a file that may set more is not in the input. */
  readonly incomplete: boolean;
  /** Lines that include others. */
  readonly includes: readonly Directive[];
  /** Drop-ins that `sshd_config` does not include. */
  readonly unread: readonly KubeObject[];
}

/** `sshd_config` and what lies in `sshd_config.d`, wherever their folder is; and whatever they include. */
export const sshdFiles: FilePattern = { name: 'sshd configuration', path: /(?:^|\/)(?:sshd_config|sshd_config\.d\/[^/]+)$/ };

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
  const configs = [...trees.values()].flatMap(({ node, folder, members }) => configOf(folder, members, node, files) ?? []);
  return joined(configs);
}

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

/** Judges each sshd, and says once what several of them have of one file. */
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

/** Undefined when nothing of it is ever read: files in `sshd_config.d` of which sshd_config, which is not there, would name some. */
function configOf(folder: string, members: readonly FileText[], node: string | undefined, files: NodeFiles): SshdConfig | undefined {
  const main = members.find(({ path }) => path.endsWith('sshd_config'));
  const dropIns = members.filter(({ path }) => path.endsWith('.conf')).sort((a, b) => (a.path < b.path ? -1 : 1));
  const first = main ?? dropIns[0];
  if (!first) return undefined;
  const directives: Directive[] = [];
  const includes: Directive[] = [];
  const read = new Set<FileText>();
  let incomplete = main === undefined;
  const seen = { forAll: new Set<FileText>(), forSome: new Set<FileText>() };
  const visit = (file: FileText, match: string | undefined, depth: number) => {
    read.add(file);
    // For all connections the first value wins, so that a second time changes nothing; of those in Match blocks it is enough to tell some.
    const known = match === undefined ? seen.forAll : seen.forSome;
    if (known.has(file)) return;
    known.add(file);
    for (const directive of parseSshd(file.content, fileObject(file), match)) {
      if (directive.keyword !== 'include') {
        directives.push(directive);
        continue;
      }
      includes.push(directive);
      for (const pattern of directive.args) {
        const isIncluded = includeTest(pattern, folder);
        const found = files.named(sshdFiles, isIncluded, node === undefined ? {} : { nodes: [node] });
        if (found.length === 0 || depth >= MAX_DEPTH) incomplete = true;
        else for (const included of found) visit(included, directive.match, depth + 1);
      }
    }
  };
  for (const file of main ? [main] : dropIns) visit(file, undefined, 0);
  return {
    object: fileObject(first),
    main: main && fileObject(main),
    files: [...new Set([...read, ...members])].map(fileObject),
    directives,
    includes,
    incomplete,
    unread: dropIns.filter((file) => !read.has(file)).map(fileObject),
  };
}

const MAX_DEPTH = 16;

/** An Include pattern as a test of paths: what is relative, or lies below /etc/ssh, counts from the folder of sshd_config. */
function includeTest(pattern: string, folder: string): GlobTest {
  const relative = pattern.startsWith('/etc/ssh/') ? pattern.slice('/etc/ssh/'.length) : pattern;
  return pathTest(relative.startsWith('/') ? relative : `${folder}${folder === '' ? '' : '/'}${relative}`);
}

/**
 * Reads sshd's configuration as sshd does: keywords in any case, one `=` or space behind them, quotes, comments. A Match block goes on to
 * the next one or to the end of its file.
 *
 * Source: sshd_config(5); process_server_config_line_depth in servconf.c of OpenSSH
 */
export function parseSshd(text: string, file: KubeObject, outer: string | undefined): Directive[] {
  const result: Directive[] = [];
  let match = outer;
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/(?<![ \t\r\f])[ \t\r\f]+$/, '');
    const found = /^[ \t]*([^\s#="]+|"[^"]*")/.exec(line);
    if (!found) return;
    const keyword = found[1]!.replace(/"/g, '').toLowerCase();
    const args = splitArguments(line.slice(found[0].length).replace(/^[ \t]*=?/, ''));
    if (keyword === 'match') {
      match = args.length === 1 && args[0]!.toLowerCase() === 'all' ? outer : [...(outer === undefined ? [] : [outer]), ...args].join(' ');
    } else result.push({ keyword, args, line: index + 1, match, file });
  });
  return result;
}

function splitArguments(text: string): string[] {
  const args: string[] = [];
  const word = /[ \t]*(?:(#)|((?:"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)|[^\s"'])+))/gy;
  const quoted = /"((?:[^"\\]|\\.)*)"?|'((?:[^'\\]|\\.)*)'?/g;
  for (let found = word.exec(text); found && found[1] === undefined; found = word.exec(text)) {
    args.push(found[2]!.replace(quoted, (_, double?: string, single?: string) => (double ?? single ?? '').replace(/\\(["'\\])/g, '$1')));
  }
  return args;
}
