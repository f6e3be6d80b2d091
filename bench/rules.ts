/**
 * What each rule costs: `npm run bench -- --rules`.
 *
 * The set is a hardened cluster of 10,000 workloads ({@link clusterOf}), so what is measured is the way to a pass, which is what all but a
 * few things in a repository take. Every rule is run by itself over the things that it looks at, a hundred at a time: once to have them at
 * hand, as they are in a run, where the rules of one subject look at a thing one after the other, and once more by the clock. So short a
 * stretch is seldom interrupted, and of several rounds the median of the faster half counts: what else the machine does only ever slows a
 * round down. What is read of the whole input (facts: pods, the role graph, policies by namespace) is built before, once, as in a run, and
 * listed by itself: it belongs to no rule.
 *
 * What is compared is the cost of a *unit*: of one thing that the rule looks at, or of one workload, whichever the rule has more of. Rules
 * differ by what they look at once: a pod rule has 10,000 pods; a rule over every object has ten times as many, each cheap; a rule over
 * namespaces has 200, each with 50 workloads in it, and may take 50 times as long. By the unit these are alike, and it is what a user pays
 * for each workload of a repository. The median is that of the rules of which there is more to do the larger the set is (one thing a
 * namespace or more). What a cluster has once (an API server, an audit policy, sshd) costs the same in every run, and is measured on the
 * rule's own good example; it is not compared.
 *
 * Marked is what is over three times the median and over {@link FLOOR}. The floor keeps a catalogue of ever cheaper rules, whose median
 * falls, from marking what nobody would notice.
 */
import { CATALOG } from '../lib/catalog';
import { optionValues } from '../lib/engine/options';
import { Registry } from '../lib/engine/registry';
import type { AnyRule, CheckContext, Selected } from '../lib/engine/rule';
import { revisionFor, run } from '../lib/engine/run';
import { objectsOf } from '../lib/kubernetes/objects/documents';
import type { Fact } from '../lib/kubernetes/objects/fact';
import { Inventory } from '../lib/kubernetes/objects/inventory';
import { parseMinor } from '../lib/kubernetes/releases/versions';
import { readYaml } from '../lib/text/yaml/yaml';
import { clusterOf } from './manifests';

const WORKLOADS = 10_000;
const NAMESPACES = WORKLOADS / 50;
const ROUNDS = 15;
/** Microseconds of a unit: two hundred rules of this cost take what a run may take for an object. */
const FLOOR = 0.25;
const LIMIT = 3;
const KUBERNETES = parseMinor('1.37');
const AS_OF = '2026-11-23';
/**
 * How often a rule is run over its own good example in a stretch: few enough that what an audit policy may cost in one run lasts for all
 * rounds.
 */
const REPEATED = 30;
/** How many things make a stretch. */
const STRETCH = 100;

/** Keeps facts, as every inventory does, and how long each took without those on which it rests. */
class TimedInventory extends Inventory {
  public readonly took = new Map<string, number>();
  private readonly begun: { within: number }[] = [];
  private readonly kept = new Map<Fact<unknown>, unknown>();

  public override once<T>(fact: Fact<T>): T {
    if (this.kept.has(fact)) return this.kept.get(fact) as T;
    const frame = { within: 0 };
    const start = cpu();
    this.begun.push(frame);
    const value = fact.compute(this);
    this.begun.pop();
    const took = cpu() - start;
    const above = this.begun.at(-1);
    if (above) above.within += took;
    this.took.set(fact.name, took - frame.within);
    this.kept.set(fact, value);
    return value;
  }
}

interface Measured {
  readonly rule: AnyRule;
  readonly subjects: number;
  readonly findings: number;
  /** Microseconds for all of them: the median of the rounds. */
  readonly total: number;
  readonly unit: number;
  /** Whether the input has more things for it, the larger it is. */
  readonly compared: boolean;
}

/** Microseconds of processor time that this process has used. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function contextOf(manifests: readonly object[], inventory?: Inventory): CheckContext {
  const objects = manifests.flatMap((manifest) => objectsOf(manifest, {}, () => undefined));
  return { inventory: inventory ?? new TimedInventory(objects), kubernetes: KUBERNETES, asOf: AS_OF, waivers: [] };
}

/** Where a rule is measured: in the input, or on its own good example. */
function placeOf(rule: AnyRule, set: CheckContext): { context: CheckContext; selected: readonly Selected<unknown>[]; times: number } {
  const selected = rule.subject.select(set);
  if (selected.length > 0) return { context: set, selected, times: 1 };
  const files =
    rule.exampleFile === undefined ? [] : [{ path: rule.exampleFile, content: rule.good, origin: { hostPath: rule.exampleFile } }];
  const objects =
    rule.exampleFile === undefined ? readYaml(rule.good).documents.flatMap(({ value }) => objectsOf(value, {}, () => undefined)) : [];
  const context = contextOf([], new Inventory(objects, files));
  return { context, selected: rule.subject.select(context), times: REPEATED };
}

function measureRules(set: CheckContext): Measured[] {
  const rules = CATALOG.filter((rule) => revisionFor(rule, KUBERNETES) !== undefined);
  const places = rules.map((rule) => ({
    rule,
    ...placeOf(rule, set),
    check: revisionFor(rule, KUBERNETES)!.check,
    options: optionValues(rule.options),
    rounds: [] as number[][],
    findings: 0,
  }));
  const order = [...places];
  for (let round = 0; round <= ROUNDS; round++) {
    shuffle(order, round);
    for (const place of order) {
      const things = place.times === 1 ? place.selected : Array.from({ length: place.times }, () => place.selected).flat();
      const stretches: number[] = [];
      place.findings = 0;
      for (let from = 0; from < things.length; from += STRETCH) {
        const to = Math.min(from + STRETCH, things.length);
        place.findings += judge(place.check, things, from, to, place.context, place.options) / place.times;
        const start = process.hrtime.bigint();
        judge(place.check, things, from, to, place.context, place.options);
        stretches.push(Number(process.hrtime.bigint() - start) / 1000);
      }
      // The first round is for the compiler.
      if (round > 0) place.rounds.push(stretches);
    }
  }
  return places.map(({ rule, selected, rounds, findings, times }) => {
    const stretches = rounds[0]!.map((_, stretch) =>
      median(
        rounds
          .map((round) => round[stretch]!)
          .sort((a, b) => a - b)
          .slice(0, Math.ceil(ROUNDS / 2)),
      ),
    );
    const total = stretches.reduce((sum, took) => sum + took, 0) / times;
    return {
      rule,
      subjects: selected.length,
      findings,
      total,
      unit: total / (times > 1 ? Math.max(selected.length, 1) : Math.max(selected.length, WORKLOADS)),
      compared: times === 1 && selected.length >= NAMESPACES,
    };
  });
}

/** Runs a check over some of the things; the number of its findings. */
function judge(
  check: AnyRule['revisions'][number]['check'],
  things: readonly Selected<unknown>[],
  from: number,
  to: number,
  context: CheckContext,
  options: Readonly<Record<string, unknown>>,
): number {
  let findings = 0;
  for (let i = from; i < to; i++) findings += check(things[i]!.value, context, options).length;
  return findings;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length === 0 ? 0 : (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}

/** The same order in every run. */
function shuffle(list: unknown[], seed: number): void {
  let state = seed * 2_654_435_761 + 1;
  for (let i = list.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const j = state % (i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
}

/** Prints the table. Returns the number of rules that are over the limit. */
export function benchRules(): number {
  const manifests = clusterOf(WORKLOADS);
  const set = contextOf(manifests);
  const inventory = set.inventory as TimedInventory;
  const start = cpu();
  run({
    inventory,
    registry: new Registry(CATALOG),
    profile: { name: 'all', title: '', includes: () => true },
    kubernetes: KUBERNETES,
    asOf: AS_OF,
    waivers: [],
  });
  const first = cpu() - start;
  const measured = measureRules(set).sort((a, b) => Number(b.compared) - Number(a.compared) || b.unit - a.unit);
  const compared = measured.filter((each) => each.compared);
  const middle = median(compared.map(({ unit }) => unit));
  const all = compared.reduce((sum, { total }) => sum + total, 0);
  const over = compared.filter(({ unit }) => unit > LIMIT * middle && unit > FLOOR);
  const width = Math.max(...measured.map(({ rule }) => rule.id.length));
  const line = (id: string, ...cells: string[]) => `${id.padEnd(width)}${cells.map((cell) => cell.padStart(12)).join('')}\n`;
  const row = ({ rule, subjects, findings, total, unit }: Measured, share: string, mark: string) =>
    line(
      rule.id,
      unit.toFixed(3),
      (total / Math.max(subjects, 1)).toFixed(3),
      String(subjects),
      (total / 1000).toFixed(2),
      share,
      findings === 0 ? '' : String(findings),
    ).trimEnd()
    + mark
    + '\n';
  const out: string[] = [
    `${manifests.length} objects, ${WORKLOADS} workloads; median of ${ROUNDS} rounds\n\n`,
    line('rule', 'us a unit', 'us a thing', 'things', 'ms', 'share', 'findings'),
    ...compared.map((each) =>
      row(
        each,
        `${((100 * each.total) / all).toFixed(1)} %`,
        over.includes(each) ? `   OVER: ${(each.unit / middle).toFixed(1)} times the median` : '',
      ),
    ),
    `\nmedian ${middle.toFixed(3)} us a unit; limit ${Math.max(LIMIT * middle, FLOOR).toFixed(3)}; ${over.length} of `
      + `${compared.length} rules over it\n`,
    `all of them: ${(all / manifests.length).toFixed(2)} us an object, ${(all / WORKLOADS).toFixed(1)} us a workload\n\n`,
    "What a cluster has once, or the input has not, on the rule's own good example (not compared):\n\n",
    ...measured.filter((each) => !each.compared).map((each) => row(each, '', '')),
    '\nWhat is built once and shared (ms; the checks below it are in the table above):\n\n',
    ...[...inventory.took]
      .filter(([, took]) => took >= 1000)
      .sort(([, a], [, b]) => b - a)
      .map(([name, took]) => `${name.padEnd(width)}${(took / 1000).toFixed(1).padStart(12)}\n`),
    `${'all of it'.padEnd(width)}${([...inventory.took.values()].reduce((sum, took) => sum + took, 0) / 1000).toFixed(1).padStart(12)}\n`,
    `${'the first run of all rules, with it'.padEnd(width)}${(first / 1000).toFixed(1).padStart(12)}\n`,
  ];
  process.stdout.write(out.join(''));
  return over.length;
}
