import { checkOptions, type HardeningMatcherOptions } from './options';
import { subjectOf } from './subject';
import { CATALOG, DEFAULT_PROFILE, PROFILES } from '../catalog';
import { adaptRule } from '../engine/adapt-rule';
import { SEVERITIES } from '../engine/ranking';
import { Registry } from '../engine/registry';
import type { AnyRule } from '../engine/rule';
import { run } from '../engine/run';
import { annotationWaivers } from '../engine/waiver-sources';
import type { KubeObject } from '../kubernetes/objects/object';
import { isDate, today } from '../text/dates';
import { nearest } from '../text/nearest';
import { latestRelease, parseMinor } from '../kubernetes/releases/versions';
import { reportOfApp, type ReportInput } from '../reports/report-input';

/** What came of judging what `expect(…)` was given. */
export interface Judged {
  readonly report: ReportInput;
  /** The one rule that was asked for. */
  readonly rule?: AnyRule;
}

/**
 * Runs the rules of a profile, and the one that is asked for whatever the profile: then the report is about it alone.
 *
 * @throws Error for a rule, profile, release, day, severity or option that there is not: a mistake in a test must not pass
 */
export function judge(received: unknown, options: HardeningMatcherOptions, asked?: { readonly ruleId: unknown }): Judged {
  checkOptions(options);
  const { inventory, settings, waivers, covers } = subjectOf(received);
  const asOf = options.asOf ?? settings.asOf ?? today();
  if (!isDate(asOf)) throw new Error(`asOf is ${JSON.stringify(asOf)}, which is no day. Write YYYY-MM-DD.`);
  if (options.failOn !== undefined && !(SEVERITIES as readonly string[]).includes(options.failOn)) {
    throw new Error(`failOn is ${JSON.stringify(options.failOn)}. It is one of ${SEVERITIES.join(', ')}.`);
  }
  const ownRules = (options.rules ?? settings.rules ?? []).map(adaptRule);
  const registry = new Registry([...CATALOG, ...ownRules]);
  const rule = asked && findRule(registry, asked.ruleId);
  const profile = profileOf(options.profile ?? settings.profile ?? DEFAULT_PROFILE);
  const isRule = (id: string) => registry.find(id) !== undefined;
  const result = run({
    inventory,
    registry,
    asOf,
    profile: { ...profile, includes: (each) => each === rule || ownRules.includes(each) || profile.includes(each) },
    kubernetes: parseMinor(options.kubernetes ?? settings.kubernetes ?? latestRelease(asOf).version),
    waivers: [...waivers(asOf, isRule), ...annotationWaivers(inventory, asOf, isRule)],
  });
  const findings = result.findings.filter((finding) => covers(finding.object) && (rule === undefined || finding.rule === rule.id));
  const tally = rule === undefined ? result.tally : result.tally.filter((each) => each.rule === rule);
  const counted = {
    objects: inventory.objects.filter(covers).length,
    nodeFiles: [...inventory.files.read].filter(({ origin }) => covers({ origin } as KubeObject)).length,
    otherFiles: inventory.files.unread.filter(({ origin }) => covers({ origin } as KubeObject)).length,
  };
  return { report: reportOfApp({ ...result, findings, tally, ...counted }), rule };
}

function findRule(registry: Registry, id: unknown): AnyRule {
  const rule = typeof id === 'string' ? registry.find(id) : undefined;
  if (rule) return rule;
  const near = nearest(
    String(id),
    registry.rules.map((each) => each.id),
  );
  throw new Error(`there is no rule ${JSON.stringify(id)}. The nearest is ${near}; \`cdk8s-hardened rules\` lists them all.`);
}

function profileOf(name: string) {
  const profile = PROFILES.find((each) => each.name === name);
  if (!profile) {
    throw new Error(`there is no profile ${JSON.stringify(name)}. Choose one of ${PROFILES.map((each) => each.name).join(', ')}.`);
  }
  return profile;
}
