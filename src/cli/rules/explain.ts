import { CATALOG, PROFILES } from '../../catalog';
import { optionsSchema, optionTexts } from '../../engine/options';
import { Registry } from '../../engine/registry';
import type { AnyRule } from '../../engine/rule';
import { findPeers, rowsOf } from '../../equivalents/find';
import { exampleText } from '../../reports/example-text';
import { wrap } from '../../reports/layout';
import { helpUri } from '../../reports/package-facts';
import { reasonSentences } from '../../reports/rule-reason';
import { releasesOf } from '../../reports/rule-releases';
import { nearest } from '../../text/nearest';
import { fillsFor, fixesOf, fixSentences } from '../fix/fixable';
import { UsageError } from '../usage-error';
import { rulesTable } from './rules-table';

/** The rules of a profile as a table for so many columns (see {@link rulesTable}), or as JSON. */
export function listRules(profileName: string, format: string, width: number | undefined): string {
  const profile = PROFILES.find(({ name }) => name === profileName);
  if (!profile) throw new UsageError(`there is no profile "${profileName}". Choose one of ${PROFILES.map(({ name }) => name).join(', ')}.`);
  const rules = CATALOG.filter((rule) => profile.includes(rule));
  if (format === 'json') return `${JSON.stringify(rules.map(plain), undefined, 2)}\n`;
  return rulesTable(
    rules.map((rule) => ({ rule, profiles: profilesOf(rule), fixable: fixableOf(rule) })),
    width,
  );
}

/** Everything about one rule, in lines of at most so many columns except its examples; an alias will do. */
export function explainRule(id: string, format: string, width: number): string {
  const rule = new Registry(CATALOG).find(id);
  if (!rule) throw noRule(id);
  if (format === 'json') return `${JSON.stringify(plain(rule), undefined, 2)}\n`;
  const flow = (text: string) => wrap(text, Math.max(width, LEAST) - INDENT.length).map((line) => `${INDENT}${line}`);
  const example = (text: string) =>
    exampleText(rule, text)
      .split('\n')
      .map((line) => `${INDENT}${INDENT}${line}`.trimEnd());
  const others = rowsOf(rule.id).flatMap(({ peers }) => peers);
  const lines = [
    `${rule.id}  (${rule.severity})`,
    '',
    ...flow(`${rule.title}.`),
    ...rule.description.split('\n\n').flatMap((paragraph) => ['', ...flow(paragraph)]),
    '',
    ...flow(`Fix: ${rule.fix}`),
    ...[...fixSentences(rule), ...reasonSentences(rule)].flatMap(flow),
    '',
    ...(rule.deprecated === undefined ? [] : flow(`Deprecated: ${rule.deprecated}`)),
    ...(rule.aliases === undefined || rule.aliases.length === 0 ? [] : flow(`Former ids: ${rule.aliases.join(', ')}`)),
    ...flow(`Checks: ${rule.subject.name}`),
    ...flow(`Kubernetes: ${releasesOf(rule)}`),
    ...flow(`Controls: ${rule.controls.length === 0 ? 'none' : rule.controls.join(', ')}`),
    ...flow(`Profiles: ${profilesOf(rule).join(', ')}`),
    ...optionTexts(rule.options).flatMap(({ name, description, accepts, initial }) =>
      flow(`Option ${name}: ${description} Default: ${initial}. Accepts ${accepts}.`),
    ),
    ...(others.length === 0 ? [] : flow(`In other tools: ${[...new Set(others)].join(', ')}`)),
    `${INDENT}Sources:`,
    ...rule.sources.map((source) => `${INDENT}${INDENT}${source}`),
    `${INDENT}Page: ${helpUri(rule)}`,
    '',
    `${INDENT}Fails${circumstances(rule)}:`,
    '',
    ...example(rule.bad),
    '',
    `${INDENT}Passes${rule.exampleOptions === undefined ? '' : circumstances(rule)}:`,
    '',
    ...example(rule.good),
  ];
  return `${lines.join('\n')}\n`;
}

/** In which file or with which options the examples are what they are. */
function circumstances({ exampleFile, exampleOptions }: AnyRule): string {
  if (exampleOptions !== undefined) return ` (with the options ${JSON.stringify(exampleOptions)})`;
  return exampleFile === undefined ? '' : ` (as ${exampleFile})`;
}

const INDENT = '  ';
/** Columns that are taken at least: a narrower terminal breaks the lines itself. */
const LEAST = 40;

function noRule(id: string): UsageError {
  const [peer] = findPeers(id);
  const wanted = id.trim().toLowerCase();
  const ids = CATALOG.map((rule) => rule.id);
  const near = ids.find((each) => each.endsWith(`/${wanted}`)) ?? nearest(wanted, ids);
  const hint = peer ? `It is a check of another tool: \`cdk8s-hardened rules --equivalent ${peer.peer}\`.` : `The nearest is ${near}.`;
  return new UsageError(`there is no rule "${id}". ${hint} \`cdk8s-hardened rules\` lists them all.`);
}

/** `fix` sets all that the rule requires, or a part of it when a flag gives the quantity. */
function fixableOf(rule: AnyRule): string {
  if (fixesOf(rule).length === 0) return '';
  return fillsFor(rule).length > 0 ? 'yes' : 'partly';
}

function profilesOf(rule: AnyRule): string[] {
  return PROFILES.filter((profile) => profile.aliasOf === undefined && profile.includes(rule)).map(({ name }) => name);
}

function plain(rule: AnyRule): object {
  const { id, title, description, severity, fix, controls, sources, bad, good, exampleFile, exampleOptions } = rule;
  const { aliases, deprecated, subject, revisions } = rule;
  return {
    id,
    title,
    description,
    severity,
    fix,
    fixable: fixesOf(rule),
    options: optionsSchema(rule.options).properties,
    controls,
    profiles: profilesOf(rule),
    sources,
    page: helpUri(rule),
    subject: subject.name,
    since: revisions.map(({ since }) => since),
    aliases,
    deprecated,
    exampleFile,
    exampleOptions,
    bad,
    good,
  };
}
