import { posix } from 'node:path';
import { fileObject } from '../../../engine/subjects';
import type { FilePattern, FileText, NodeFiles } from '../../../kubernetes/objects/node-files';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { pathTest } from '../../../text/glob';
import { OUTSIDE, parseSshd, type Directive, type Surroundings } from './sshd-lines';

/** The files that one sshd reads, as far as they are in the input. */
export interface SshdConfig {
  /** The first file: what findings about a missing line point to. */
  readonly object: KubeObject;
  /** `sshd_config` itself; undefined when only drop-ins are in the input. */
  readonly main: KubeObject | undefined;
  /** All that it reads, and what is next to it. */
  readonly files: readonly KubeObject[];
  /** In the order in which sshd reads them. Those that are `include` name files that are not in the input. */
  readonly directives: readonly Directive[];
  /** Lines that include others, wherever those are. */
  readonly includes: readonly Directive[];
  /** Drop-ins that `sshd_config` does not include. */
  readonly unread: readonly KubeObject[];
}

/** `sshd_config` and what is in `sshd_config.d`, wherever their folder is; and whatever they include. */
export const sshdFiles: FilePattern = { name: 'sshd configuration', path: /(?:^|\/)(?:sshd_config|sshd_config\.d\/[^/]+)$/ };

/** False for a file of that name in `sshd_config.d`. */
const MAIN = /(?<!sshd_config\.d)(?:^|\/)sshd_config$/;

/** Whether it is the file that sshd begins with. */
export function isMain({ path }: FileText): boolean {
  return MAIN.test(path);
}

/** The most that files are read for different connections, each file once for the same. */
const MOST_VISITS = 10_000;

/** Undefined when nothing of it is ever read: files in `sshd_config.d` of which sshd_config, which is not there, would name some. */
export function configOf(folder: string, members: readonly FileText[], node: string | undefined, files: NodeFiles): SshdConfig | undefined {
  const main = members.find(isMain);
  const dropIns = members.filter(({ path }) => path.endsWith('.conf')).sort(inOrderOfGlob);
  const first = main ?? dropIns[0];
  if (!first) return undefined;
  const directives: Directive[] = [];
  const includes: Directive[] = [];
  const seen = new Map<FileText, Set<string>>();
  let visits = 0;
  const included = new Map<string, readonly FileText[]>();
  const filesOf = (pattern: string): readonly FileText[] => {
    let found = included.get(pattern);
    if (!found) included.set(pattern, (found = filesNamed(pattern, folder, node, files)));
    return found;
  };
  const visit = (file: FileText, around: Surroundings): void => {
    // The first value wins, so that a second time changes nothing for the same connections.
    const known = seen.get(file) ?? new Set();
    seen.set(file, known);
    const key = JSON.stringify([around.isInBlock, [...around.conditions].sort()]);
    if (known.has(key)) return;
    known.add(key);
    visits += 1;
    for (const directive of parseSshd(file.content, fileObject(file), around)) {
      if (directive.keyword !== 'include') {
        directives.push(directive);
        continue;
      }
      includes.push(directive);
      for (const pattern of directive.args) {
        const found = visits < MOST_VISITS ? filesOf(pattern) : [];
        if (found.length === 0) directives.push({ ...directive, args: [pattern] });
        for (const other of found) visit(other, { conditions: directive.conditions, isInBlock: directive.isInBlock });
      }
    }
  };
  for (const file of main ? [main] : dropIns) visit(file, OUTSIDE);
  // What is not in the input, the drop-ins' own sshd_config, comes last.
  if (!main) directives.push({ keyword: 'include', args: ['sshd_config'], line: 0, ...OUTSIDE, file: fileObject(first) });
  return {
    object: fileObject(first),
    main: main && fileObject(main),
    files: [...new Set([...seen.keys(), ...members])].map(fileObject),
    directives,
    includes,
    unread: dropIns.filter((file) => !seen.has(file)).map(fileObject),
  };
}

/** glob(3) sorts by bytes where no locale is set, as in sshd. */
function inOrderOfGlob(one: FileText, other: FileText): number {
  return Buffer.compare(Buffer.from(one.path), Buffer.from(other.path));
}

/** The files of the node that an Include names, in the order in which sshd reads them. */
function filesNamed(pattern: string, folder: string, node: string | undefined, files: NodeFiles): readonly FileText[] {
  for (const path of placesOf(pattern, folder)) {
    const found = files.named(sshdFiles, pathTest(path), node === undefined ? {} : { nodes: [node] });
    if (found.length > 0) return [...found].sort(inOrderOfGlob);
  }
  return [];
}

/**
 * Where an Include looks: what is relative counts from /etc/ssh, whichever file it is in. Where the files are below another folder than
 * the root of a node, so do those that are included; where they are in a folder of another name, what is below /etc/ssh is there.
 */
function placesOf(pattern: string, folder: string): readonly string[] {
  const path = posix.normalize(pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`);
  const [, root] = /^(|.*?\/)(?:usr\/)?etc\/ssh$/.exec(folder) ?? [];
  if (root !== undefined) return root === '' ? [path.slice(1), path] : [`${root}${path.slice(1)}`];
  const below = path.startsWith('/etc/ssh/') ? [`${folder}${folder === '' ? '' : '/'}${path.slice('/etc/ssh/'.length)}`] : [];
  return [...below, path];
}
