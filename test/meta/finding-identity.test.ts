import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkerOf } from '../../src/app/checker';
import { CATALOG } from '../../src/catalog';
import type { Finding } from '../../src/engine/finding';
import { fingerprints } from '../../src/engine/fingerprint';
import type { FileText } from '../../src/kubernetes/objects/node-files';
import { inventoryOf } from '../support/findings';

const checker = checkerOf([{ settings: { profile: 'operations', asOf: '2026-11-23', kubernetes: '1.37' } }]);
const MANIFESTS = path.join(__dirname, '..', 'real', 'manifests');

function findingsOf(text: string, nodePath: string | undefined): readonly Finding[] {
  const files: FileText[] = nodePath === undefined ? [] : [{ path: nodePath, content: text, origin: { hostPath: nodePath } }];
  return checker.check(inventoryOf(nodePath === undefined ? text : [], files)).findings;
}

/** Findings that have the fingerprint of another about the same object, except the number. */
function alike(findings: readonly Finding[]): string[] {
  const fingerprint = fingerprints();
  const seen = new Map<string, Finding>();
  return findings.flatMap((finding) => {
    const hash = fingerprint(finding).slice(0, 32);
    const other = seen.get(hash);
    seen.set(hash, finding);
    if (!other || other.object !== finding.object || finding.line !== undefined) return [];
    return [`${finding.rule} ${finding.path}: ${other.message} / ${finding.message}`];
  });
}

test.each(
  CATALOG.flatMap(
    (rule) =>
      [
        [`${rule.id} (bad)`, rule.bad, rule.exampleFile],
        [`${rule.id} (good)`, rule.good, rule.exampleFile],
      ] as const,
  ),
)('%s: what a rule says twice about a place has codes', (_, text, nodePath) => expect(alike(findingsOf(text, nodePath))).toEqual([]));

test.each(fs.readdirSync(MANIFESTS).filter((name) => /\.ya?ml$/.test(name)))('%s: the same of what others wrote', (name) => {
  expect(alike(findingsOf(fs.readFileSync(path.join(MANIFESTS, name), 'utf8'), undefined))).toEqual([]);
});
