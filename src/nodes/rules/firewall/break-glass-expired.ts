import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { FileText } from '../../../kubernetes/objects/node-files';
import { BREAK_GLASS_COMMENT, NODE_FIREWALL_TABLE } from '../../firewall-table';
import { rulesets } from './rulesets';

export const breakGlassExpired = defineRule({
  id: 'nodes/break-glass-expired',
  title: 'Emergency openings of the node firewall (BreakGlass) must not be past their end',
  description:
    'Checked are the openings that `BreakGlass` writes into rulesets of nftables, by their comment. One that is past admits no '
    + 'client any more, since the kernel compares its clock, but a file that still has it is not the one that the '
    + 'program would write. An end that '
    + 'is no time is unknown.',
  severity: Severity.MEDIUM,
  fix: 'Remove the BreakGlass from the program, synthesise, and load the ruleset again.',
  sources: ['https://netfilter.org/projects/nftables/manpage.html'],
  bad: exampleUntil('2020-01-02'),
  good: exampleUntil('2099-01-02'),
  exampleFile: '/etc/nftables.d/cdk8s-hardened-nodes.nft',
  subject: rulesets,
  check: requireFuture,
});

const OPENING = new RegExp(`^# ${BREAK_GLASS_COMMENT}(\\S+) until ([^,\\s]+)`);

function requireFuture({ content }: FileText, { asOf }: CheckContext): readonly Outcome[] {
  return content.split('\n').flatMap((text, index): readonly Outcome[] => {
    const [, name, until] = OPENING.exec(text) ?? [];
    if (name === undefined) return [];
    const place = { path: '', line: index + 1 };
    const end = Date.parse(until!);
    if (Number.isNaN(end)) return [{ ...undecided('', `the end of the opening ${name} is ${until}, which is no time`), ...place }];
    if (end > Date.parse(`${asOf}T00:00:00Z`)) return [];
    return [{ ...place, message: `the opening ${name} ended at ${until}, and is still in the ruleset` }];
  });
}

function exampleUntil(day: string): string {
  return `# ${BREAK_GLASS_COMMENT}incident-7 until ${day}T16:30:00.000Z, approved by on call: Quorum is lost.
table inet ${NODE_FIREWALL_TABLE} {
  chain break_glass_incident_7 { meta time < ${Date.parse(`${day}T16:30:00Z`) / 1000} ip saddr 192.0.2.7/32 tcp dport { 2379 } accept; }
}
`;
}
