import type { Origin } from '../kubernetes/objects/object';
import type { Finding } from './finding';

/**
 * Of findings that are the same in several things that kustomizations make of one object, all but the first are marked as its consequences.
 * One that is not in all of them says in which it is.
 *
 * @param findings sorted
 */
export function foldVariants(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, { readonly first: Finding; readonly builds: Set<string> }>();
  const same = new Map<Finding, Finding>();
  for (const finding of findings) {
    const origin = finding.object?.origin;
    if (!origin?.builds || !(origin.variants || origin.isBuilt)) continue;
    const key = keyOf(finding, origin);
    const group = groups.get(key);
    if (group) same.set(finding, group.first);
    const { first, builds } = group ?? { first: finding, builds: new Set<string>() };
    for (const name of origin.builds) builds.add(name);
    groups.set(key, { first, builds });
  }
  if (groups.size === 0) return findings;
  const builds = new Map([...groups.values()].map((group) => [group.first, group.builds]));
  return findings.map((finding) => {
    const first = same.get(finding);
    if (first) return { ...finding, follows: first.rule };
    const own = builds.get(finding);
    return own ? { ...finding, message: messageOf(finding, own) } : finding;
  });
}

/** Of two findings with one key, the words are the same. */
function keyOf({ rule, status, path, message, code, line }: Finding, { file, document, prefix }: Origin): string {
  return JSON.stringify([file, document, prefix, rule, status, path, plainly(message), code, line]);
}

const MOST_NAMED = 3;
const BUILT = ' (as built by ';

/** Without what an earlier run has added. */
function plainly(message: string): string {
  const at = message.lastIndexOf(BUILT);
  return at < 0 ? message : message.slice(0, at);
}

function messageOf({ message: text, object }: Finding, builds: ReadonlySet<string>): string {
  const message = plainly(text);
  const { variants, file = '' } = object!.origin;
  const isEverywhere = variants === undefined || variants.every((name) => builds.has(name));
  // A file that is named is also checked as it is, and the finding says where that is.
  const names = [...builds].filter((name) => name !== file).sort();
  if (names.length === 0) return message;
  if (isEverywhere && (names.length > 1 || folderOf(names[0]!) === folderOf(file))) return message;
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `${message}${BUILT}${names.slice(0, MOST_NAMED).join(', ')}${more})`;
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
