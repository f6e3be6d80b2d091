import type { Selected } from '../../../engine/rule';
import type { FileText } from '../../../kubernetes/objects/inventory';
import type { KubeObject } from '../../../kubernetes/objects/object';

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
  /** In the order in which sshd reads them: the first value of a keyword wins. */
  readonly directives: readonly Directive[];
  /** True when a file that may set more is not in the input. */
  readonly incomplete: boolean;
  /** Lines that include others. */
  readonly includes: readonly Directive[];
  /** Drop-ins that `sshd_config` does not include. */
  readonly unread: readonly KubeObject[];
}

/** Paths of the files that sshd reads: `sshd_config` and `sshd_config.d/*.conf`, wherever their folder lies. */
export const SSHD_FILES = /(?:^|\/)(?:sshd_config|sshd_config\.d\/[^/]+\.conf)$/;

/** Puts together the files of each folder. */
export function sshdConfigs(files: readonly Selected<FileText>[]): readonly SshdConfig[] {
  const folders = new Map<string, Selected<FileText>[]>();
  for (const file of files) {
    const folder = file.value.path.replace(SSHD_FILES, '');
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].map(([folder, members]) => configOf(folder, members));
}

function configOf(folder: string, members: readonly Selected<FileText>[]): SshdConfig {
  const byName = new Map(members.map((file) => [file.value.path.slice(folder.length).replace(/^\//, ''), file]));
  const main = byName.get('sshd_config');
  byName.delete('sshd_config');
  const names = [...byName.keys()].sort();
  const directives: Directive[] = [];
  const includes: Directive[] = [];
  const read = new Set<string>();
  let incomplete = main === undefined;
  const visit = (file: Selected<FileText>, match: string | undefined, depth: number) => {
    for (const directive of parseSshd(file.value.content, file.object!, match)) {
      if (directive.keyword !== 'include') {
        directives.push(directive);
        continue;
      }
      includes.push(directive);
      for (const pattern of directive.args) {
        const found = names.filter((name) => globOf(pattern).test(name));
        if (found.length === 0 || depth >= 16) incomplete = true;
        for (const name of depth >= 16 ? [] : found) {
          read.add(name);
          visit(byName.get(name)!, directive.match, depth + 1);
        }
      }
    }
  };
  if (main) visit(main, undefined, 0);
  else for (const name of names) visit(byName.get(name)!, undefined, 0);
  const object = (main ?? byName.get(names[0]!))!.object!;
  const unread = main ? names.filter((name) => !read.has(name)).map((name) => byName.get(name)!.object!) : [];
  return { object, main: main?.object, directives, includes, incomplete, unread };
}

/** An Include pattern as an expression for names below /etc/ssh. */
function globOf(pattern: string): RegExp {
  const relative = pattern.replace(/^\/etc\/ssh\//, '');
  const source = relative
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${source}$`);
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
    const found = /^[ \t]*([^\s#="]+|"[^"]*")[ \t]*=?[ \t]*(.*)$/.exec(raw.replace(/[ \t\r\f]+$/, ''));
    if (!found) return;
    const keyword = found[1]!.replace(/"/g, '').toLowerCase();
    const args = splitArguments(found[2]!);
    if (keyword === 'match') {
      match = args.length === 1 && args[0]!.toLowerCase() === 'all' ? outer : [...(outer === undefined ? [] : [outer]), ...args].join(' ');
    } else result.push({ keyword, args, line: index + 1, match, file });
  });
  return result;
}

function splitArguments(text: string): string[] {
  const args: string[] = [];
  const word = /[ \t]*(?:(#.*)|((?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s"'])+))/gy;
  const quoted = /"((?:[^"\\]|\\.)*)"?|'((?:[^'\\]|\\.)*)'?/g;
  for (let found = word.exec(text); found && found[1] === undefined; found = word.exec(text)) {
    args.push(found[2]!.replace(quoted, (_, double?: string, single?: string) => (double ?? single ?? '').replace(/\\(["'\\])/g, '$1')));
  }
  return args;
}
