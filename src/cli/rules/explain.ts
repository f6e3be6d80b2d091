import { CATALOG, PROFILES } from '../../catalog';
import { rulesTable } from './rules-table';
import { UsageError } from '../usage-error';
import { Registry } from '../../engine/registry';
import type { AnyRule } from '../../engine/rule';
import { findPeers } from '../../equivalents/find';
import { nearest } from '../../text/nearest';

/** The rules of a profile as a table for so many columns (see {@link rulesTable}), or as JSON. */
export function listRules(profileName: string, format: string, width: number | undefined): string {
  const profile = PROFILES.find(({ name }) => name === profileName);
  if (!profile) throw new UsageError(`there is no profile "${profileName}". Choose one of ${PROFILES.map(({ name }) => name).join(', ')}.`);
  const rules = CATALOG.filter((rule) => profile.includes(rule));
  if (format === 'json') return `${JSON.stringify(rules.map(plain), undefined, 2)}\n`;
  return rulesTable(
    rules.map((rule) => ({ rule, profiles: profilesOf(rule) })),
    width,
  );
}

/** All about one rule; an alias will do. */
export function explainRule(id: string, format: string): string {
  const rule = new Registry(CATALOG).find(id);
  if (!rule) throw noRule(id);
  if (format === 'json') return `${JSON.stringify(plain(rule), undefined, 2)}\n`;
  const indent = (text: string) =>
    text
      .split('\n')
      .map((line) => `    ${line}`.trimEnd())
      .join('\n');
  const lines = [
    `${rule.id}  (${rule.severity})`,
    '',
    `  ${rule.title}.`,
    '',
    `  What to do: ${rule.fix}`,
    '',
    ...(rule.deprecated === undefined ? [] : [`  No longer run by default: ${rule.deprecated}`]),
    ...(rule.aliases === undefined || rule.aliases.length === 0 ? [] : [`  Former ids: ${rule.aliases.join(', ')}`]),
    `  Looks at: ${rule.subject.name}`,
    `  Since Kubernetes: ${rule.revisions.map(({ since }) => since).join(', revised at ')}`,
    `  Controls: ${rule.controls.length === 0 ? 'none' : rule.controls.join(', ')}`,
    `  Profiles: ${profilesOf(rule).join(', ')}`,
    '  Sources:',
    ...rule.sources.map((source) => `    ${source}`),
    '',
    `  Broken by${rule.exampleFile === undefined ? '' : ` (as ${rule.exampleFile})`}:`,
    '',
    indent(rule.bad),
    '',
    '  Kept by:',
    '',
    indent(rule.good),
  ];
  return `${lines.join('\n')}\n`;
}

function noRule(id: string): UsageError {
  const [peer] = findPeers(id);
  const wanted = id.trim().toLowerCase();
  const ids = CATALOG.map((rule) => rule.id);
  const near = ids.find((each) => each.endsWith(`/${wanted}`)) ?? nearest(wanted, ids);
  const hint = peer ? `It is a check of another tool: \`cdk8s-hardened rules --equivalent ${peer.peer}\`.` : `The nearest is ${near}.`;
  return new UsageError(`there is no rule "${id}". ${hint} \`cdk8s-hardened rules\` lists them all.`);
}

function profilesOf(rule: AnyRule): string[] {
  return PROFILES.filter((profile) => profile.includes(rule)).map(({ name }) => name);
}

function plain(rule: AnyRule): object {
  const { id, title, severity, fix, controls, sources, bad, good, exampleFile, aliases, deprecated, subject, revisions } = rule;
  return {
    id,
    title,
    severity,
    fix,
    controls,
    profiles: profilesOf(rule),
    sources,
    subject: subject.name,
    since: revisions.map(({ since }) => since),
    aliases,
    deprecated,
    exampleFile,
    bad,
    good,
  };
}
