import type { OptionValues } from '../../../engine/options';
import type { CheckContext, Outcome, Selected, Subject } from '../../../engine/rule';
import { objectsOfKind, subject } from '../../../engine/subjects';
import { collect } from '../../../kubernetes/objects/collect';
import { memo } from '../../../kubernetes/objects/memo';
import type { FileText } from '../../../kubernetes/objects/node-files';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { FIREWALL_TABLE } from '../../firewall-table';
import { judgeOpening } from '../../peers';
import { readTables } from '../firewall/nft-tables';
import { worldRules, type WorldRule } from '../firewall/nft-world';
import { rulesets } from '../firewall/rulesets';
import { widestOf, type widestOptions } from '../widest-options';
import { openings } from './openings';
import { textHolds, type PortTarget } from './port-target';

/** An object or a ruleset that may let the internet reach a node. */
export type Firewall = { readonly object: KubeObject } | { readonly file: FileText };

/** Objects of kinds, and the rulesets of nftables. */
export function firewallsOf(name: string, isFirewall: (object: KubeObject) => boolean, ...kinds: readonly string[]): Subject<Firewall> {
  const objects = objectsOfKind(...kinds);
  return subject(
    name,
    (context): readonly Selected<Firewall>[] => [
      ...objects
        .select(context)
        .filter(({ value }) => isFirewall(value))
        .map(({ value, object }) => ({ value: { object: value }, object })),
      ...rulesets.select(context).map(({ value, object }) => ({ value: { file: value }, object })),
    ],
    rulesets.reads,
  );
}

/** A check that nothing lets the internet reach a target. What opens several targets at once is one cause. */
export function forbidWorld(target: PortTarget) {
  return (firewall: Firewall, { inventory }: CheckContext, options: OptionValues<typeof widestOptions>): readonly Outcome[] => {
    const widest = widestOf(options);
    if ('file' in firewall) return inRuleset(firewall.file, target, widest);
    return collect(openings(firewall.object, target, inventory), (opening) =>
      judgeOpening(opening, target.what, widest).map((outcome) => ({ ...outcome, cause: { of: `${outcome.path} from the internet` } })),
    );
  };
}

/** Numbers, ranges of numbers and words: a rule names a port by one of them. */
const NUMBERS = /\d+(?: ?- ?\d+)?|[a-z][a-z-]+/g;
const mentionsOf = memo((file: FileText): ReadonlySet<string> => new Set(file.content.match(NUMBERS)));

function mentions(file: FileText, port: number, names: readonly string[]): boolean {
  for (const text of mentionsOf(file)) if (textHolds({ what: '', ports: [port], names }, text)) return true;
  return false;
}

const tablesOf = memo((file: FileText) => readTables(file.content));

function inRuleset(file: FileText, { what, ports, names }: PortTarget, widest: Readonly<Record<number, number>>): readonly Outcome[] {
  // The table of BastionOnlyNodeAccess has a rule of its own.
  const tables = tablesOf(file).filter(({ name }) => name !== FIREWALL_TABLE);
  const found = new Map<string, { readonly each: WorldRule; readonly port: number }>();
  for (const port of ports.filter((each) => mentions(file, each, names))) {
    for (const family of [4, 6] as const) {
      for (const each of worldRules(tables, { family, port, names, widest })) {
        const before = found.get(each.rule);
        if (before === undefined || (before.each.unread !== undefined && each.unread === undefined)) found.set(each.rule, { each, port });
      }
    }
  }
  return [...found.values()].map(({ each: { rule, chain, unread }, port }): Outcome => {
    const place = { path: '', line: lineOf(file, rule), cause: { of: `${chain} ${rule}` } };
    const fact = `the rule "${rule}" of chain ${chain} lets the internet reach ${what} on port ${port}`;
    if (unread === undefined) return { ...place, message: fact };
    return { ...place, message: `whether ${fact} is unknown, since "${unread}" is not read`, unknown: true };
  });
}

const plain = (text: string) => text.replace(/[\s;]/g, '');
const linesOf = memo((file: FileText): readonly string[] => file.content.split('\n').map(plain));
const lineNumbers = memo(
  (file: FileText): ReadonlyMap<string, number> => new Map([...linesOf(file).entries()].reverse().map(([index, line]) => [line, index])),
);

/** The line on which a rule stands, from 1; undefined where it is put together of several. */
function lineOf(file: FileText, rule: string): number | undefined {
  const text = plain(rule);
  const index = lineNumbers(file).get(text) ?? linesOf(file).findIndex((line) => line.includes(text));
  return index < 0 ? undefined : index + 1;
}
