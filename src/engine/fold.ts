import { memo } from '../kubernetes/objects/memo';
import type { Finding } from './finding';
import { followCauses } from './fold-causes';
import { followMalformed } from './fold-malformed';
import { followOwners } from './fold-owners';

/** Whether what is found may be shown under a cause: nothing that makes the run fail is, under something that does not. */
export type FollowsTest = (finding: Finding, cause: Finding) => boolean;

/** Marks what follows from what; the findings are the same otherwise, and all of them still count for the verdict. */
export type Fold = (findings: readonly Finding[], fails: (finding: Finding) => boolean) => readonly Finding[];

/**
 * Marks what only follows from another finding, so that reports can show it there: one cause is one finding.
 *
 * A waived violation is no cause of what is not waived, nor is what lets the run pass of what makes it fail, nor what is less severe of
 * what is more.
 *
 * @param findings sorted
 */
export const foldConsequences: Fold = (findings, fails) => {
  const causes = new Map<Finding, Finding>();
  const follows: FollowsTest = (finding, cause) => fails(cause) || !fails(finding);
  followMalformed(findings, follows, causes);
  followOwners(findings, fails, causes);
  followCauses(findings, fails, causes);
  return marked(findings, causes);
};

/** The same, of fields that do not fit the schema of their kind alone: for who compares findings before showing them. */
export const foldMalformed: Fold = (findings, fails) => {
  const causes = new Map<Finding, Finding>();
  followMalformed(findings, (finding, cause) => fails(cause) || !fails(finding), causes);
  return marked(findings, causes);
};

/** Without what an earlier fold has marked: of one finding always the same. */
export const unfolded = memo((finding: Finding): Finding => {
  if (finding.follows === undefined && finding.consequences === undefined) return finding;
  const { follows: _, consequences: __, ...plain } = finding;
  return plain;
});

function marked(findings: readonly Finding[], causes: ReadonlyMap<Finding, Finding>): readonly Finding[] {
  if (causes.size === 0) return findings;
  const consequences = new Map<Finding, Finding[]>();
  const result = findings.map((finding) => {
    let cause = causes.get(finding);
    if (!cause) return finding;
    for (let next = causes.get(cause); next; next = causes.get(next)) cause = next;
    const consequence = { ...finding, follows: cause.rule };
    const others = consequences.get(cause);
    if (others) others.push(consequence);
    else consequences.set(cause, [consequence]);
    return consequence;
  });
  return result.map((finding) => {
    const own = consequences.get(finding);
    return own ? { ...finding, consequences: own } : finding;
  });
}
