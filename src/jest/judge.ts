import { checkerOf, readableWaivers } from '../app/checker';
import type { HardeningProps } from '../app/hardening-props';
import { propName, settingsOfProps } from '../app/props-settings';
import { fileLayers } from '../app/settings-file';
import { narrowed, type Checker } from '../engine/checker';
import type { Finding } from '../engine/finding';
import type { AnyRule } from '../engine/rule';
import type { SettingsLayer } from '../engine/settings';
import type { KubeObject } from '../kubernetes/objects/object';
import { reportOfApp, type ReportInput } from '../reports/report-input';
import { nearest } from '../text/nearest';
import { checkOptions, type HardeningMatcherOptions } from './options';
import { subjectOf, type MatcherSubject } from './subject';

/** What came of checking what `expect(…)` was given. */
export interface Judged {
  readonly report: ReportInput;
  /** The one rule that was requested. */
  readonly rule?: AnyRule;
}

/**
 * Runs the rules of a profile, and the one that is requested whatever the profile: then the report is about it alone.
 *
 * @throws Error for a rule, profile, release, day, severity or option that there is not: a mistake in a test must not pass
 */
export function judge(received: unknown, options: HardeningMatcherOptions, asked?: { readonly ruleId: unknown }): Judged {
  checkOptions(options);
  const { waivers, covers, inventory, ...subject } = subjectOf(received);
  // A test asks, whatever the app enforces.
  const own = { settings: { ...settingsOfProps(options as HardeningProps), reportOnly: false }, name: propName };
  const checker = withRule([own, ...withFile(subject, options)], asked?.ruleId);
  const rule = asked && findRule(checker, asked.ruleId);
  const result = checker.check(inventory, [...waivers(checker.waiverTest), ...readableWaivers(checker)]);
  const isAsked = (id: string) => rule === undefined || id === rule.id;
  const concerns = (finding: Finding) => covers(finding.object) && isAsked(finding.rule);
  const report = reportOfApp({
    ...narrowed(result, concerns),
    tally: result.tally.filter((each) => isAsked(each.rule.id)),
    objects: inventory.objects.filter(covers).length,
    nodeFiles: [...inventory.files.read].filter(({ origin }) => covers({ origin } as KubeObject)).length,
    otherFiles: inventory.files.unread.filter(({ origin }) => covers({ origin } as KubeObject)).length,
  });
  return { report, rule };
}

/** What holds in addition to the options: an app has read its settings file; a test may name another, or none. */
function withFile(
  { layers, isComplete }: Pick<MatcherSubject, 'layers' | 'isComplete'>,
  { config, noConfig }: HardeningMatcherOptions,
): readonly SettingsLayer[] {
  if (isComplete && config === undefined && noConfig !== true) return layers;
  return [...layers.filter(({ file }) => file === undefined), ...fileLayers({ config, noConfig })];
}

/** A rule that is requested runs, whatever the profile and the settings say. */
function withRule(layers: readonly SettingsLayer[], id: unknown): Checker {
  const checker = checkerOf(layers);
  const rule = typeof id === 'string' ? checker.registry.find(id) : undefined;
  if (!rule || checker.rules.includes(rule)) return checker;
  return checkerOf([{ settings: { rules: { [rule.id]: {} } } }, ...layers]);
}

function findRule({ registry }: Checker, id: unknown): AnyRule {
  const rule = typeof id === 'string' ? registry.find(id) : undefined;
  if (rule) return rule;
  const near = nearest(
    String(id),
    registry.rules.map((each) => each.id),
  );
  throw new Error(`there is no rule ${JSON.stringify(id)}. The nearest is ${near}; \`cdk8s-hardened rules\` lists them all.`);
}
